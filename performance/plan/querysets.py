from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from performance.plan.states import AGREED, ALIVE, PlanScope, SalesPlanStatus
from salesmgmt.core.permissions import scopes
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class SalesPlanQuerySet(ScopedQuerySet):
    MATRIX_KEY = "sales_plan"
    OWNER = "created_by"

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Q:
        """Once the general manager has agreed, everybody with a part in the plan opens it; its lines show him his part."""
        condition = super().scope_q(user, granted, verb)
        if verb == "R" and granted:
            agreed = Q(status__in=AGREED)
            condition = agreed if condition is None else condition | agreed
        return condition

    def alive(self) -> Any:
        return self.filter(status__in=ALIVE)

    def of_year(self, year: int) -> Any:
        return self.filter(year=year, status__in=ALIVE)

    def released(self, year: int) -> Any:
        return self.filter(year=year, status=SalesPlanStatus.RELEASED)


class SalesPlanLineQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Any:
        """The lines of the people and units in this person's scope, with the reserves of these units (SEC-01)."""
        return self.within(user, "R")

    def within(self, user: User, verb: str) -> Any:
        granted = scopes(user, "sales_plan", verb)
        if "a" in granted:
            return self
        condition = Q(pk__in=[])
        for scope in granted & set("otg"):
            condition |= Q(person__in=user.owner_ids(scope))
            unit = user.scope_unit(scope) if scope != "o" else None
            if unit is not None:
                condition |= Q(unit__path__startswith=unit.path)
                condition |= Q(scope=PlanScope.RESERVE, parent__unit__path__startswith=unit.path)
        return self.filter(condition)

    def of_year(self, year: int) -> Any:
        """The lines that say what is to be reached in a year: those of the plan the general manager has agreed to."""
        return self.filter(plan__year=year, plan__status__in=AGREED)
