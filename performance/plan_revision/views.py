"""Pages of revisions of the sales plan (PLN-04)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from performance.plan.views import GridPage
from performance.plan_revision.filters import SalesPlanRevisionFilters
from performance.plan_revision.forms import REVISION_TARGETS, SalesPlanRevisionForm
from performance.plan_revision.models import SalesPlanRevision
from performance.plan_revision.permissions import can_edit_revision, can_submit_revision
from performance.plan_revision.revising import enter_revision, propose_revision, submit_revision, update_revision
from performance.plan_revision.tables import SalesPlanRevisionTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset

STATUS = SalesPlanRevision.Status


class SalesPlanRevisionList(ListPage):
    model = SalesPlanRevision
    table_class = SalesPlanRevisionTable
    filterset_class = SalesPlanRevisionFilters
    create_url = "sales-plan-revision-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("In approval"), f"status={STATUS.PROPOSED}"),
        Preset(gettext_lazy("Approved"), f"status={STATUS.APPROVED}"),
    )
    empty_title = gettext_lazy("No revisions yet")
    empty_text = gettext_lazy("A released plan is changed by a revision, from a month on.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("plan", "created_by")


class SalesPlanRevisionDetail(DetailPage):
    model = SalesPlanRevision
    template_name = "performance/plan_revision/detail.html"
    related = ("plan", "created_by")
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_revision,
            submit_revision,
            to=STATUS.PROPOSED,
            style="primary",
            icon="send",
        ),
    )

    def title(self, obj):
        return _("Revision of the sales plan of %(year)d") % {"year": obj.plan.year}

    def can_edit(self, user, obj):
        return can_edit_revision(user, obj)

    def facts(self, obj):
        return [
            (_("Sales plan"), obj.plan),
            (_("Changes from month"), str(obj.effective_month)),
            (_("Proposed by"), obj.created_by),
            (_("Approved on"), obj.approved_on),
            Fact(_("Reason of the revision"), obj.reason, wide=True),
        ]

    def extra_context(self, obj):
        rows = obj.lines.select_related("line__unit", "line__person", "line__parent__unit")
        may = can_edit_revision(self.request.user, obj)
        return {
            "rows": [row for row in rows if row.is_changed],
            "targets_address": reverse("sales-plan-revision-targets", args=[obj.pk]) if may else "",
        }


class SalesPlanRevisionCreate(CreatePage):
    model = SalesPlanRevision
    form_class = SalesPlanRevisionForm
    create = propose_revision
    help_text = gettext_lazy("The targets are entered on the next page.")

    def get_success_url(self, document):
        return reverse("sales-plan-revision-targets", args=[document.pk])


class SalesPlanRevisionEdit(EditPage):
    model = SalesPlanRevision
    form_class = SalesPlanRevisionForm
    update = update_revision
    may_edit = can_edit_revision


class SalesPlanRevisionTargets(GridPage):
    model = SalesPlanRevision
    line_formset = REVISION_TARGETS
    update = enter_revision
    may_edit = can_edit_revision
    title = gettext_lazy("Enter targets")
    help_text = gettext_lazy("The months before the one from which the revision takes effect stay as they are.")

    def plan_of(self, obj):
        return obj.plan

    def row_of(self, form):
        return form.instance.line
