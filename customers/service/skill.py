"""Who can repair what: skills of technicians by product category (SVC-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.service.models import Technician
from customers.service.warranty import lineage
from salesmgmt.core.models import User

if TYPE_CHECKING:
    from typing import Any

    from customers.category.models import ProductCategory


def knows(skill_ids: Any, category: ProductCategory) -> bool:
    """A skill in a category is one in everything below it; without a category anybody will do; pure but for parents."""
    return category is None or bool(set(skill_ids) & set(lineage(category)))


def lacks_skill(person: User, category: ProductCategory) -> bool:
    """Is this person sent to goods he was not trained for (SVC-02)?"""
    technician = Technician.objects.filter(person=person).first()
    return not knows(technician.skills.values_list("pk", flat=True) if technician else [], category)


def possible_assignees(ticket: Any) -> Any:
    """The technicians of working teams, and the rep in charge of the customer (CF-25)."""
    people = User.objects.active()
    technicians = people.filter(technician__team__is_active=True)
    return (technicians | people.filter(pk=ticket.customer.owner_id)).distinct().order_by("name", "pk")
