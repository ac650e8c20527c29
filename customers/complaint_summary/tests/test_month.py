"""The monthly summary of closed complaints."""

import pytest

from customers.complaint import handling
from customers.complaint.corrective_action import add_corrective_action
from customers.complaint.intake import set_severity
from customers.complaint.models import Complaint
from customers.complaint.tests.test_complaints import confirmed, resolved
from customers.complaint_summary.month import by_cause, by_product, by_severity, closed_in, trend
from customers.tests.factories import ProductCategoryFactory
from salesmgmt.core.calendar import today

pytestmark = pytest.mark.django_db


def test_closed_complaints_of_a_month_by_cause_product_and_severity(people):
    """CMP-05"""
    axle = ProductCategoryFactory(name="车桥")
    serious = confirmed(people, product_category=axle)
    plain = [confirmed(people, product_name="制动鼓", product_category=each) for each in (None, axle)]
    resolved(people)
    set_severity(serious.pk, people.quality, "serious")
    add_corrective_action(serious.pk, people.rep1, "首件必检", today(), department="qa")
    for complaint in [serious, *plain]:
        handling.close_complaint(complaint.pk, people.rep1, "总结")
    rows = closed_in(people.rep1, today())
    assert [(row.label, row.total, row.serious) for row in by_severity(rows)] == [
        (str(Complaint.Severity.GENERAL.label), 2, 0),
        (str(Complaint.Severity.SERIOUS.label), 1, 1),
    ]
    assert [(row.label, row.total) for row in by_product(rows)] == [("制动鼓", 2), ("车桥", 1)]
    assert [(row.label, row.total, row.serious) for row in by_cause(rows)] == [(plain[0].cause.name, 3, 1)]
    assert list(closed_in(people.rep2, today())) == []
    # They were received some hours ago: on the first of a month in the month before.
    received = [row[1:] for row in trend(people.rep1, today())[-2:]]
    assert tuple(map(sum, zip(*received, strict=True))) == (3, 1)
