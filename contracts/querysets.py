"""The rows of this app that a person may see."""

import datetime as dt

from django.db import models

from salesmgmt.core.permissions import may_at_all, sees_prices
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class ContractTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who reads contracts in any scope reads the model they are drafted from."""
        return self if may_at_all(user, "contract", "R") else self.none()

    def in_force(self):
        """The template from which contracts are drafted today, newest first."""
        return self.filter(status="in_force").order_by("-version")


class ContractQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "contract"

    def active(self):
        return self.filter(status="active")

    def to_sign(self):
        return self.filter(status="approved")

    def expiring(self, day, days):
        """Active contracts that end within ``days`` from ``day`` on, both included."""
        return self.filter(status="active", end_date__gte=day, end_date__lte=day + dt.timedelta(days=days))


class ContractPartQuerySet(models.QuerySet):
    """Rows that belong to a contract and are as protected as it is."""

    def visible_to(self, user):
        contracts = self.model._meta.get_field("contract").related_model.objects
        return self.filter(contract__in=contracts.visible_to(user))


class SignedOriginalQuerySet(ContractPartQuerySet):
    def visible_to(self, user):
        """The signed paper names the prices (roles.md, row-level rule 3)."""
        return super().visible_to(user) if sees_prices(user) else self.none()


class ContractCopyQuerySet(ContractPartQuerySet):
    def unacknowledged(self):
        return self.filter(acknowledged_at__isnull=True)

    def waiting_for(self, user):
        """The copies that this person, or his department, has still to acknowledge."""
        mine = models.Q(role__in=user.roles) & ~models.Q(holder="sales")
        return self.unacknowledged().filter(mine | models.Q(holder="sales", contract__customer__owner=user))
