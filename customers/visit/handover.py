"""A customer gets another rep: the reports and next steps his predecessor owed become his (CUS-08, VIS-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from customers.visit.models import Visit
from salesmgmt.core.models import Task

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User

OWNERS_TASKS = ("visit_report", "visit_follow_up")


def hand_over_visits(customer: Customer, user: User, before: User, owner: User) -> int:
    """The open to-dos of the former rep; a manager or sponsor who visited keeps his own. Returns how many."""
    rows = Task.objects.open().filter(
        content_type=ContentType.objects.get_for_model(Visit),
        object_id__in=Visit.objects.filter(customer=customer).values("pk"),
        kind__in=OWNERS_TASKS,
        person=before,
    )
    return rows.update(person=owner)
