"""Customers with whom nothing happens any more (REL-03)."""

import datetime as dt

from django.db.models import DateTimeField, Exists, Max, OuterRef, Subquery
from django.db.models.functions import Greatest

from customers.models import CareTask, Customer, FollowUpCall, LeadActivity, Visit
from salesmgmt.core import calendar
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.registry import document_kinds

# Whose own moment counts, not the one at which they were typed.
OWN = (
    (Visit, "customer", "visited_at"),
    (FollowUpCall, "customer", "called_at"),
    (CareTask, "customer", "done_at"),
    (LeadActivity, "lead__customer", "at"),
)
# Documents drawn up by the round of a month or a quarter: no sign of life of the customer.
ROUTINE = ("evaluation", "statement")


def activities():
    """``[(model, path to the customer, moment)]``: own rows, and every registered document with a customer (REL-03)."""
    own = {model for model, _path, _moment in OWN}
    others = [
        (kind.model, "customer", "created_at")
        for kind in document_kinds()
        if kind.key not in ROUTINE and kind.model not in own and _has_customer(kind.model)
    ]
    return [*OWN, *others]


def _has_customer(model):
    field = next((each for each in model._meta.concrete_fields if each.name == "customer"), None)
    return field is not None and field.related_model is Customer


def dormant_customers(customers, day=None, days=None):
    """Those without any activity for SET days, one query whatever their number; a file opened since is no sleeper (REL-03)."""
    limit = calendar.at((day or calendar.today()) - dt.timedelta(days=days or policy().dormant_days))
    rows = customers.live().filter(created_at__lt=limit).exclude(status=Customer.Status.BLOCKED)
    for model, path, moment in activities():
        recent = model._base_manager.filter(**{path: OuterRef("pk"), f"{moment}__gte": limit})
        rows = rows.filter(~Exists(recent))
    return rows


def with_last_activity(customers):
    """Annotate the moment of the last activity of any kind; null where there never was one."""
    latest = [
        Subquery(
            model._base_manager.filter(**{path: OuterRef("pk")})
            .order_by()
            .values(path)
            .annotate(last=Max(moment))
            .values("last"),
            output_field=DateTimeField(),
        )
        for model, path, moment in activities()
    ]
    return customers.annotate(last_activity=Greatest(*latest))
