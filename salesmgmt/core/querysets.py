"""The queryset every document list and page goes through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.constants import LOOKUP_SEP

from salesmgmt.core.models.routing import Route
from salesmgmt.core.permissions import right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


PK_DIGITS = 18
OF_KIND = "content_type_id = %s"


def as_pk(text: str | None) -> Any:
    """The key somebody sent along, as a number; None for what can be none: letters, nothing, more digits than a key has."""
    text = str(text or "")
    return int(text) if text.isdecimal() and len(text) <= PK_DIGITS else None


@dataclass(frozen=True)
class Keys:
    """Keys that the database reads by itself: a subquery in words, put together once for these owners, or these roles and
    people, because half of what sixty counters cost was building and compiling the same two subqueries for each. Whose rows a
    person reads is asked anew at every request; only the words are kept, which follow from nothing else."""

    sql: str
    params: tuple[Any, ...]


@models.Field.register_lookup
@models.ForeignKey.register_lookup
class AnyOf(models.Lookup):
    """``customer__any_of=ArraySubquery(...)`` or Keys: unlike IN, the database reads the list first and then goes by index,
    also where this is one side of an OR. A list of keys goes to it as one value, and not each by itself."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple:
        left, left_params = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, Keys):
            return f"{left} = ANY(ARRAY({self.rhs.sql}))", [*left_params, *self.rhs.params]
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*left_params, *right_params]


@models.Field.register_lookup
@models.ForeignKey.register_lookup
class Among(models.Lookup):
    """``customer__among=Keys(...)``: the database makes a hash of the keys and asks it for each row it passes, also where
    this is one side of an OR."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple:
        left, left_params = self.process_lhs(compiler, connection)
        return f"{left} IN ({self.rhs.sql})", [*left_params, *self.rhs.params]


def _in_words(rows: Any) -> Keys:
    """What a queryset of one value gives, as Keys."""
    sql, params = rows.order_by().query.sql_with_params()
    return Keys(sql, tuple(params))


@lru_cache(maxsize=2048)
def owned_keys(model: Any, path: str, owners: tuple[int, ...]) -> Keys:
    """The keys of the rows of ``model`` that lead by ``path`` to one of these people."""
    return _in_words(model._base_manager.filter(**{f"{path}__in": owners}).values("pk"))


@lru_cache(maxsize=2048)
def routed_keys(roles: tuple[str, ...], people: tuple[int, ...]) -> Keys:
    """The keys of the documents routed to one of these roles or people; which kind of document is yet to be said."""
    return _in_words(Route.objects.to_any(roles, people).values("object_id"))


def _listed(path: str, keys: Keys, few: bool) -> Q:
    """One of these keys. One person's documents, and a department's by their routes alone, are looked up by index, so
    that the page reads its rows and not the table. A region's customers or else its routes are no index's business: the
    page walks the newest rows and asks a hash, where arrays would be searched from one end to the other for every row."""
    return Q(**{f"{path}__{'any_of' if few else 'among'}": keys})


def _asked_of(model: Any, holder: str, path: str, keys: Keys) -> Q:
    """Each row passed looks up what stands at the end of ``path`` of its ``holder`` and asks the hash of these keys. A
    join would be planned from its other end: over all contracts, to show twenty filings."""
    rows = model._base_manager.filter(pk=OuterRef(holder)).order_by().values(path)
    return Q(Among(Subquery(rows), keys))


class ScopedQuerySet(models.QuerySet):
    """Row-level scope from the permission matrix (SEC-01).

    ``MATRIX_KEY`` names the row of the matrix, ``OWNER`` the path to the responsible user. A subclass that shows more
    (a key customer to its sponsor, say) extends ``scope_q``. Rows that are as protected as the document they belong to
    name the way to it by ``PART_OF``, and its row of the matrix.
    """

    MATRIX_KEY = ""
    OWNER = "customer__owner"
    PART_OF = ""

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

    def is_gathered_for(self, user: User) -> bool:
        """Whether the rows of this person are gathered by index (``_listed``): his own, or those routed to a department. A
        region's and the company's are walked until a page is full."""
        return not scopes(user, self.MATRIX_KEY, "R") & set("atg")

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Q | None:
        conditions = []
        owners = set().union(*(user.owner_ids(scope) for scope in granted & set("otg")))
        few = not granted & set("tg")
        if owners:
            conditions.append(self._owned_by(user, sorted(owners), few))
        if verb == "R" or "r" in granted:
            # A step, copy or notice addressed to a person makes him a reader, whatever his role (transfer, substitute).
            conditions.append(self._routed_to(user, few))
        condition = None
        for each in conditions:
            condition = each if condition is None else condition | each
        return condition

    def _owned_by(self, user: User, owners: list[int], few: bool) -> Q:
        """The rows of these people, by the list of their customers, or of the documents they belong to (``_listed``).
        The documents of a region are not listed, they are far more than its customers."""
        holder, _, rest = self.OWNER.partition(LOOKUP_SEP)
        field = self.model._meta.get_field(holder)
        if not rest or not field.concrete or field.many_to_many:
            return Q(**{f"{self.OWNER}__in": owners})
        model = field.related_model
        path, _, last = rest.rpartition(LOOKUP_SEP)
        if few or not path:
            return _listed(holder, owned_keys(model, rest, tuple(owners)), few)
        end = model
        for step in path.split(LOOKUP_SEP):
            end = end._meta.get_field(step).related_model
        return _asked_of(model, holder, path, owned_keys(end, last, tuple(owners)))

    def _routed_to(self, user: User, few: bool) -> Q:
        if type(self).routed_ids is not ScopedQuerySet.routed_ids:
            return Q(pk__in=self.routed_ids(user))
        # The condition on the kind comes last, so that one text serves all kinds.
        keys = routed_keys(tuple(user.acting_roles), tuple(user.acting_ids))
        field = self.model._meta.get_field(self.PART_OF) if self.PART_OF else None
        kind = ContentType.objects.get_for_model(field.related_model if field else self.model).pk
        return _listed(self.PART_OF or "pk", Keys(f"{keys.sql} AND {OF_KIND}", (*keys.params, kind)), few)

    def routed_ids(self, user: User) -> Any:
        kind = ContentType.objects.get_for_model(self.model)
        return Route.objects.to(user).filter(content_type=kind).values("object_id")


@because(lambda user, document: right_of(type(document).objects.all().MATRIX_KEY, "U"))
def may_write(user: User, document: Any) -> bool:
    """Does the matrix let this person edit this document? The button and the address behind it ask the same."""
    rows = type(document).objects.within(user, "U")
    return rows.is_whole or rows.filter(pk=document.pk).exists()
