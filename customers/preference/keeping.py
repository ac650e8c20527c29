"""Needs and preferences of a customer, with where they were heard (CUS-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.preference.models import CustomerPreference
from customers.preference.permissions import can_keep_preference
from salesmgmt.core import audit, words
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from customers.customer.models import Customer
    from customers.preference.querysets import PreferenceQuerySet
    from salesmgmt.core.models import User


@transaction.atomic
def keep_preference(
    user: User, *, customer: Customer, topic: str, content: str, source: Any = None
) -> CustomerPreference:
    """Write down what a customer needs or prefers; the visit or call where it was heard is its source (CUS-06)."""
    require(can_keep_preference(user, customer), _("You keep the files of customers in your charge."))
    if not topic.strip() or not content.strip():
        raise BusinessError(_("A preference has a topic and a content."))
    made = CustomerPreference.objects.create(
        customer=customer, topic=topic.strip(), content=content.strip(), source=source, created_by=user
    )
    audit.record(customer, user, gettext_noop("Preference recorded"), comment=words.beside(made.topic, made.content))
    return made


@transaction.atomic
def update_preference(pk: int, user: User, *, topic: str, content: str) -> CustomerPreference:
    found = lock(CustomerPreference, pk, "customer__owner")
    require(can_keep_preference(user, found.customer))
    before = words.beside(found.topic, found.content)
    found.topic, found.content = topic.strip(), content.strip()
    found.save(update_fields=["topic", "content", "updated_at"])
    changes = {"preferences": [before, words.beside(found.topic, found.content)]}
    audit.record(found.customer, user, gettext_noop("Preference changed"), changes=changes)
    return found


@transaction.atomic
def retire_preference(pk: int, user: User) -> CustomerPreference:
    """It holds no longer. The row stays: earlier quotes were made on it."""
    found = lock(CustomerPreference, pk, "customer__owner")
    require(can_keep_preference(user, found.customer))
    if found.retired_at is not None:
        raise BusinessError(_("This preference was already set aside."))
    found.retired_at = timezone.now()
    found.save(update_fields=["retired_at", "updated_at"])
    audit.record(
        found.customer, user, gettext_noop("Preference set aside"), comment=words.beside(found.topic, found.content)
    )
    return found


def keep_preference_of(model: type[Any]) -> Callable:
    """run(pk, user, ...) of the button on a visit or a call."""

    def run(pk: int, user: User, topic: str, content: str) -> CustomerPreference:
        source = model._base_manager.select_related("customer__owner").get(pk=pk)
        return keep_preference(user, customer=source.customer, topic=topic, content=content, source=source)

    return run


def preferences_of(customer: Customer) -> PreferenceQuerySet:
    """Those that hold, for the pages that show them (CUS-06)."""
    return CustomerPreference.objects.current().filter(customer=customer).select_related("created_by")
