"""The import of a plan: the shape in which it is exported. An empty cell leaves what is there, "-" means nothing (PLN-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from performance.plan.entering import enterable_lines, write_targets
from performance.plan.forms import month_label
from performance.plan.models import MONTHS, SalesPlan, SalesPlanLine
from performance.plan.permissions import can_enter_targets, can_import_targets
from performance.plan.states import Spread
from performance.quota.imports import amount_or_dash
from salesmgmt.core.domain.import_columns import ImportColumn, code, whole_number
from salesmgmt.core.domain.import_specs import UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.domain.imports import ImportSpec
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def import_targets(rows: list, user: User, update: bool, progress: Any) -> dict:
    """``rows`` of (number, values): year and code are the key; months win over the year's figure, which is spread evenly
    where a row has no month at all."""
    outcomes: dict[int, str] = {}
    reasons: dict[int, str] = {}
    by_year: dict[int, list] = {}
    for number, values in rows:
        by_year.setdefault(values["year"], []).append((number, values))
    for year, found in by_year.items():
        plan = SalesPlan.objects.visible_to(user).of_year(year).first()
        if plan is None:
            reasons.update({number: _("there is no sales plan for %(year)d") % {"year": year} for number, _v in found})
            continue
        _import_plan(lock(SalesPlan, plan.pk), user, found, outcomes, reasons)
    if reasons:
        raise RowErrors(reasons)
    progress(len(rows))
    return outcomes


def _import_plan(plan: SalesPlan, user: User, rows: list, outcomes: dict, reasons: dict) -> None:
    if not can_enter_targets(user, plan):
        text = _("the plan is “%(status)s” and takes no targets") % {"status": plan.get_status_display()}
        reasons.update({number: text for number, _values in rows})
        return
    lines = enterable_lines(user, plan).select_related("unit", "person", "parent__unit")
    by_code = {line.code.upper(): line for line in lines}
    entered: dict[int, dict] = {}
    for number, values in rows:
        line = by_code.get(values["code"].upper())
        if line is None:
            reasons[number] = _("the plan has no line “%(code)s” that you may set") % {"code": values["code"]}
        elif line.pk in entered:
            reasons[number] = _("the line stands in the file twice")
        else:
            try:
                said = _said(values, line)
            except BusinessError as refusal:
                reasons[number] = str(refusal)
                continue
            outcomes[number] = UPDATED if said else UNCHANGED
            entered[line.pk] = said
    if reasons:
        return
    entered = {pk: said for pk, said in entered.items() if said}
    try:
        write_targets(plan, user, entered, Spread.EVENLY)
    except BusinessError as refusal:
        reasons.update({number: str(refusal) for number, _values in rows[:1]})


def _said(values: dict, line: SalesPlanLine) -> dict:
    """What a row enters; nothing where it changes nothing. A year's figure beside months has to be their sum."""
    months = [values[f"m{number}"] for number in range(1, MONTHS + 1)]
    whole = values["target"]
    if any(each is not None for each in months):
        merged = [now if new is None else new for new, now in zip(months, line.months, strict=True)]
        if whole is not None and whole != sum(merged, ZERO):
            raise BusinessError(_("the months add up to another amount than the year"))
        return {"months": months} if merged != list(line.months) else {}
    return {"year": whole} if whole is not None and whole != line.target else {}


SALES_PLANS = ImportSpec(
    kind="sales_plan",
    label=gettext_lazy("Targets of the sales plan"),
    icon="chart-treemap",
    permission=can_import_targets,
    save_batch=import_targets,
    help=gettext_lazy(
        "One row for each line of the plan; year and code are the key. An empty cell leaves what is there, “-” means nothing."
    ),
    columns=(
        ImportColumn(
            "year",
            gettext_lazy("year"),
            required=True,
            parse=whole_number,
            aliases=("年度", "年份", "年"),
            example="2027",
        ),
        ImportColumn(
            "code",
            gettext_lazy("code"),
            required=True,
            parse=code(40),
            aliases=("部门编码", "人员账号", "代码"),
            example="east",
            help=gettext_lazy(
                "The code of the unit, the user name of the person; with “-” behind it the unit's reserve."
            ),
        ),
        ImportColumn(
            "target",
            pgettext_lazy("column", "Whole year"),
            parse=amount_or_dash,
            aliases=("全年目标", "年度目标", "全年"),
        ),
        *(
            ImportColumn(f"m{number}", month_label(number), parse=amount_or_dash, aliases=(f"{number}月份",))
            for number in range(1, MONTHS + 1)
        ),
    ),
)
