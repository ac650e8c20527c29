"""The queryset every document list and page goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP

from salesmgmt.core.models.routing import Route
from salesmgmt.core.permissions import right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


PK_DIGITS = 18


def as_pk(text: str | None) -> Any:
    """The key somebody sent along, as a number; None for what can be none: letters, nothing, more digits than a key has."""
    text = str(text or "")
    return int(text) if text.isdecimal() and len(text) <= PK_DIGITS else None


@models.Field.register_lookup
@models.ForeignKey.register_lookup
class AnyOf(models.Lookup):
    """``customer__any_of=ArraySubquery(...)``: unlike IN, the database reads the list first and then goes by index,
    also where this is one side of an OR."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*left_params, *right_params]


class ScopedQuerySet(models.QuerySet):
    """Row-level scope from the permission matrix (SEC-01).

    ``MATRIX_KEY`` names the row of the matrix, ``OWNER`` the path to the responsible user. A subclass that shows more
    (a key customer to its sponsor, say) extends ``scope_q``.
    """

    MATRIX_KEY = ""
    OWNER = "customer__owner"

    def visible_to(self, user: User) -> Any:
        """The rows this person may read: rep own; supervisor team; manager region; director, GM all; finance all
        financial data; departments only what is routed to them (SEC-01)."""
        return self.within(user, "R")

    def within(self, user: User, verb: str) -> Any:
        """The rows on which the matrix gives this person ``verb``."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        granted = scopes(user, self.MATRIX_KEY, verb)
        if "a" in granted:
            return self
        condition = self.scope_q(user, granted, verb)
        return self.filter(condition) if condition is not None else self.none()

    @property
    def is_whole(self) -> bool:
        """No condition narrows the table: whoever asks for "one of these" may as well not ask."""
        return not self.query.where

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Q:
        conditions = []
        owners = set().union(*(user.owner_ids(scope) for scope in granted & set("otg")))
        if owners:
            conditions.append(self._owned_by(sorted(owners), few=not granted & set("tg")))
        if verb == "R" or "r" in granted:
            # A step, copy or notice addressed to a person makes him a reader, whatever his role (transfer, substitute).
            conditions.append(Q(pk__any_of=ArraySubquery(self.routed_ids(user))))
        condition = None
        for each in conditions:
            condition = each if condition is None else condition | each
        return condition

    def _owned_by(self, owners: list[int], few: bool) -> Q:
        """The rows of these people. Of one person's documents the customers are looked up first, so that a rep's page
        reads his rows and not the table; a region's are so many that reading the newest and asking each is quicker."""
        holder, _, last = self.OWNER.rpartition(LOOKUP_SEP)
        if not few or not holder or LOOKUP_SEP in holder:
            return Q(**{f"{self.OWNER}__in": owners})
        rows = self.model._meta.get_field(holder).related_model._base_manager.filter(**{f"{last}__in": owners})
        return Q(**{f"{holder}__any_of": ArraySubquery(rows.order_by().values("pk"))})

    def routed_ids(self, user: User) -> Any:
        kind = ContentType.objects.get_for_model(self.model)
        return Route.objects.to(user).filter(content_type=kind).values("object_id")


@because(lambda user, document: right_of(type(document).objects.all().MATRIX_KEY, "U"))
def may_write(user: User, document: Any) -> bool:
    """Does the matrix let this person edit this document? The button and the address behind it ask the same."""
    return type(document).objects.within(user, "U").filter(pk=document.pk).exists()
