"""What somebody edits who may not see what it is about: the product and the order stay."""

import pytest

from customers.complaint.models import Complaint
from customers.quality_report.forms import ReportLineForm
from customers.quality_report.models import QualityReportLine
from customers.subject.fields import AboutOrderFields
from salesmgmt.core.tests.factories import company
from salesmgmt.core.web.forms import BaseModelForm

pytestmark = pytest.mark.django_db


class OrderForm(AboutOrderFields, BaseModelForm):
    class Meta:
        model = Complaint
        fields = ["content"]


def test_an_order_that_the_service_centre_may_not_see_stays_named():
    complaint = Complaint(content="noise", order_number="ORD-2026-00001")
    form = OrderForm({"content": "loud noise"}, instance=complaint, user=company().service)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["order_number"] == "ORD-2026-00001"


def test_a_product_that_is_no_longer_on_sale_stays_named():
    line = QualityReportLine(product_code="GONE-1", product_name="旧款总泵")
    form = ReportLineForm({}, instance=line, user=company().rep1)
    form.is_valid()
    assert (form.cleaned_data["product_code"], form.cleaned_data["product_name"]) == ("GONE-1", "旧款总泵")
