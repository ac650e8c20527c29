"""A promotion plan is written, checked and submitted (MKT-01, MKT-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from performance.promotion_plan.models import PromotionPlan, PromotionPlanLine
from performance.promotion_plan.permissions import can_edit_plan, can_write_plan
from performance.promotion_plan.rules import missing_parts, over_plan
from salesmgmt.core import audit
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_plan(user: User, lines: list[dict], year: int, **fields: Any) -> PromotionPlan:
    """The plan of a year as a draft; a year has one (MKT-01)."""
    require(can_write_plan(user))
    _refuse_second(year)
    plan = PromotionPlan.objects.create(number=next_number(PromotionPlan.KIND), created_by=user, year=year, **fields)
    _write_lines(plan, lines)
    audit.record(plan, user, gettext_noop("Created"), to_status=plan.status)
    return plan


@transaction.atomic
def update_plan(pk: int, user: User, lines: list[dict], **fields: Any) -> PromotionPlan:
    """Change a draft and its lines; the year stays."""
    plan = lock(PromotionPlan, pk)
    require(can_edit_plan(user, plan))
    fields.pop("year", None)
    with recorded(plan, user):
        change(plan, user, gettext_noop("Edited"), **fields)
        _write_lines(plan, lines)
    return plan


def _refuse_second(year: int) -> None:
    found = PromotionPlan.objects.alive(year).first()
    if found is not None:
        raise BusinessError(
            _("There is a promotion plan of %(year)d already: %(plan)s.") % {"year": year, "plan": found.number}
        )


def _write_lines(plan: PromotionPlan, lines: list[dict]) -> None:
    kept = [line["id"].pk for line in lines if line.get("id")]
    gone = plan.lines.exclude(pk__in=kept)
    if gone.filter(campaigns__isnull=False).exists():
        raise BusinessError(_("A line that campaigns carry out stays in the plan."))
    gone.delete()
    for line in lines:
        values = {name: value for name, value in line.items() if name != "id"}
        PromotionPlanLine.objects.update_or_create(
            pk=line["id"].pk if line.get("id") else None, plan=plan, defaults=values
        )


def check_plan(plan: PromotionPlan, user: User) -> None:
    """Before the submission: goal, channels, content and budget are there, the lines fit (MKT-01, MKT-02)."""
    budgets = list(plan.lines.values_list("budget", flat=True))
    missing = missing_parts(plan.goal, len(budgets), plan.content, plan.budget)
    if missing:
        words = {
            "goal": pgettext("promotion", "goal"),
            "channels": pgettext("promotion", "channels"),
            "content": pgettext("promotion", "content"),
            "budget": _("budget"),
        }
        raise BusinessError(_("Still empty: %(what)s.") % {"what": "、".join(words[name] for name in missing)})
    assert plan.budget is not None
    more = over_plan(budgets, plan.budget)
    if more:
        raise BusinessError(
            _("The lines exceed the budget of %(budget)s by %(more)s.")
            % {"budget": f"¥{plan.budget:,.2f}", "more": f"¥{more:,.2f}"}
        )


# draft → submitted, by the approval engine, which locks the row.
submit_plan = approvals.submit_of(PromotionPlan)
