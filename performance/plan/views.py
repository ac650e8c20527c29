"""Pages of sales plans: the list, the tree, the grid in which targets are entered (PLN-01, PLN-02)."""

from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from performance.plan.allocation import allocate_quotas
from performance.plan.entering import enter_targets, settle_difference
from performance.plan.filters import SalesPlanFilters
from performance.plan.forms import TARGETS, GridForm, SalesPlanForm, SpreadForm
from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan.papers import breakdown_pdf
from performance.plan.permissions import (
    can_allocate_quotas,
    can_edit_plan,
    can_enter_targets,
    can_release_plan,
    can_reopen_plan,
    can_submit_plan,
)
from performance.plan.planning import (
    add_newcomers,
    create_plan,
    problems_of,
    release_plan,
    reopen_plan,
    submit_plan,
    update_plan,
)
from performance.plan.rules import differences
from performance.plan.states import SalesPlanStatus
from performance.plan.tables import SalesPlanTable
from performance.plan.tree import lines_of, rows_of, unallocated_of
from salesmgmt.core.permissions import scopes
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class SalesPlanList(ListPage):
    model = SalesPlan
    table_class = SalesPlanTable
    filterset_class = SalesPlanFilters
    create_url = "sales-plan-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("sales plan", "Released"), f"status={SalesPlanStatus.RELEASED}"),
    )
    empty_title = gettext_lazy("No sales plans yet")
    empty_text = gettext_lazy("The sales director draws up one plan a year; the general manager approves it.")

    @classmethod
    def base_queryset(cls, user):
        top = SalesPlanLine.objects.visible_to(user).filter(parent__isnull=True)
        rows = super().base_queryset(user).select_related("created_by")
        return rows.prefetch_related(Prefetch("lines", queryset=top, to_attr="roots"))


def has_difference(user, plan):
    return can_enter_targets(user, plan) and bool(differences(lines_of(plan)))


class SalesPlanDetail(DetailPage):
    model = SalesPlan
    template_name = "performance/plan/detail.html"
    related = ("created_by",)
    pdf_links = ((gettext_lazy("Plan breakdown"), "sales-plan-pdf", lambda user, plan: True),)
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_plan,
            submit_plan,
            to=SalesPlanStatus.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "release",
            gettext_lazy("Release the plan"),
            can_release_plan,
            release_plan,
            to=SalesPlanStatus.RELEASED,
            style="primary",
            icon="flag",
        ),
        Action(
            "allocate",
            gettext_lazy("Draft the quotas"),
            can_allocate_quotas,
            allocate_quotas,
            style=lambda user, plan: "success" if plan.status == SalesPlanStatus.APPROVED else "",
            icon="target",
            help_text=gettext_lazy("A draft for each person whose quota in force is another one than his line."),
            confirm=gettext_lazy("Make a draft of a quota for each person of the plan?"),
        ),
        Action(
            "spread",
            gettext_lazy("Settle a difference"),
            has_difference,
            settle_difference,
            form=SpreadForm,
            icon="arrows-split",
        ),
        Action(
            "newcomers", gettext_lazy("Add those who came later"), can_enter_targets, add_newcomers, icon="user-plus"
        ),
        Action(
            "reopen",
            gettext_lazy("Back to the draft"),
            can_reopen_plan,
            reopen_plan,
            form=ReasonForm,
            to=SalesPlanStatus.DRAFT,
            icon="arrow-back-up",
        ),
    )

    def title(self, obj):
        return _("Sales plan of %(year)d") % {"year": obj.year}

    def can_edit(self, user, obj):
        return can_edit_plan(user, obj)

    def facts(self, obj):
        whole = "a" in scopes(self.request.user, "sales_plan", "R")
        own = [
            (_("Target of the company"), obj.company_target),
            (_("Budget of the sales department"), obj.budget),
        ]
        return [
            (_("Year"), str(obj.year)),
            *(own if whole else []),
            (_("Released on"), obj.released_on),
            Fact(_("Sales strategy"), obj.strategy, wide=True),
            Fact(_("Sales policy"), obj.policy, wide=True),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
        ]

    def extra_context(self, obj):
        user = self.request.user
        whole = "a" in scopes(user, "sales_plan", "R")
        lines = lines_of(obj)
        rows = rows_of(obj, None if whole else obj.lines.visible_to(user))
        enters = can_enter_targets(user, obj)
        return {
            "rows": rows,
            "differences": [each for each in differences(lines) if whole or each.line.pk in {r.line.pk for r in rows}],
            "unallocated": unallocated_of(obj, lines) if whole and obj.status == SalesPlanStatus.APPROVED else None,
            "reserves": [line for line in lines if line.is_reserve and line.target] if whole else [],
            "targets_address": reverse("sales-plan-targets", args=[obj.pk]) if enters else "",
            "import_address": reverse("import-upload", args=["sales_plan"]) if enters else "",
            "month_numbers": range(1, 13),
            "is_revised": any(line.original for line in lines),
            "problems": problems_of(obj) if can_release_plan(user, obj) else [],
        }


class SalesPlanCreate(CreatePage):
    model = SalesPlan
    form_class = SalesPlanForm
    create = create_plan


class SalesPlanEdit(EditPage):
    model = SalesPlan
    form_class = SalesPlanForm
    update = update_plan
    may_edit = can_edit_plan


class GridPage(EditPage):
    """A grid with a row for each line, filled in like a sheet: typed, filled down, pasted as a block."""

    template_name = "performance/plan/grid.html"
    form_class = GridForm

    def check_lock(self, obj):
        """Whoever entered targets meanwhile is named before the rows are compared with what stands there now."""
        super().check_lock(obj)
        with transaction.atomic():
            self._refuse_if_changed(obj)

    def row_of(self, form):
        """The line of the plan a form of the grid is about."""
        return form.instance

    def plan_of(self, obj):
        return obj

    def get_context_data(self, obj, form, lines, **extra):
        rows = {row.line.pk: row for row in rows_of(self.plan_of(obj))}
        for each in lines.forms:
            each.row = rows[self.row_of(each).pk]
        return {**super().get_context_data(obj, form, None, **extra), "grid": lines}


class SalesPlanTargets(GridPage):
    model = SalesPlan
    line_formset = TARGETS
    update = enter_targets
    may_edit = can_enter_targets
    title = gettext_lazy("Enter targets")
    help_text = gettext_lazy(
        "Targets are collections of the month in yuan, tax included. An empty cell leaves what is there."
    )

    def check_may(self, obj):
        # Below the company's own line an approved plan is still entered (PLN-02); the act asks line by line.
        if obj.status == SalesPlanStatus.APPROVED:
            require(can_enter_targets(self.request.user, obj))
            return
        super().check_may(obj)


class PlanBreakdownPdf(View):
    """F-40."""

    def get(self, request, pk):
        plan = get_object_or_404(SalesPlan.objects.visible_to(request.user), pk=pk)
        return pdf_response(breakdown_pdf(plan, request.user), f"F-40 {plan.number}.pdf")
