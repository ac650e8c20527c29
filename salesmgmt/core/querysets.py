"""The queryset every document list and page goes through."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from salesmgmt.core.models.routing import Route
from salesmgmt.core.permissions import scopes

PK_DIGITS = 18


def as_pk(text):
    """The key somebody sent along, as a number; None for what can be none: letters, nothing, more digits than a key has."""
    text = str(text or "")
    return int(text) if text.isdecimal() and len(text) <= PK_DIGITS else None


class ScopedQuerySet(models.QuerySet):
    """Row-level scope from the permission matrix (SEC-01).

    ``MATRIX_KEY`` names the row of the matrix, ``OWNER`` the path to the responsible user. A subclass that shows more
    (a key customer to its sponsor, say) extends ``scope_q``.
    """

    MATRIX_KEY = ""
    OWNER = "customer__owner"

    def visible_to(self, user):
        """The rows this person may read: rep own; supervisor team; manager region; director, GM all; finance all
        financial data; departments only what is routed to them (SEC-01)."""
        return self.within(user, "R")

    def within(self, user, verb):
        """The rows on which the matrix gives this person ``verb``."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        granted = scopes(user, self.MATRIX_KEY, verb)
        if "a" in granted:
            return self
        condition = self.scope_q(user, granted, verb)
        return self.filter(condition) if condition is not None else self.none()

    def scope_q(self, user, granted, verb):
        conditions = []
        owners = set().union(*(user.owner_ids(scope) for scope in granted & set("otg")))
        if owners:
            conditions.append(Q(**{f"{self.OWNER}__in": sorted(owners)}))
        if verb == "R" or "r" in granted:
            # A step, copy or notice addressed to a person makes him a reader, whatever his role (transfer, substitute).
            conditions.append(Q(pk__in=self.routed_ids(user)))
        condition = None
        for each in conditions:
            condition = each if condition is None else condition | each
        return condition

    def routed_ids(self, user):
        kind = ContentType.objects.get_for_model(self.model)
        return Route.objects.to(user).filter(content_type=kind).values("object_id")
