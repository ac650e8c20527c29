"""Opportunities as rows."""

from django.utils.translation import gettext_lazy as _

from customers.models import (
    Opportunity,
)
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
)


class OpportunityTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = Opportunity
        fields = ("number", "status", "title", "customer", "expected_amount", "expected_on", "owner", "created_at")
