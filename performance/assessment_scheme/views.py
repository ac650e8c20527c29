"""Pages of assessment schemes."""

from django.utils.translation import gettext_lazy as _

from performance.assessment_scheme.filters import SchemeFilters
from performance.assessment_scheme.forms import DeductionForm, KpiDefinitions, SchemeForm
from performance.assessment_scheme.models import AssessmentScheme
from performance.assessment_scheme.permissions import can_activate_scheme, can_edit_scheme, can_renew_scheme
from performance.assessment_scheme.states import SchemeStatus
from performance.assessment_scheme.tables import KpiDefinitionTable, SchemeTable
from performance.assessment_scheme.writing import (
    activate_scheme,
    create_scheme,
    renew_scheme,
    set_deductions,
    update_scheme,
)
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class SchemeList(ListPage):
    model = AssessmentScheme
    table_class = SchemeTable
    filterset_class = SchemeFilters
    create_url = "assessment-scheme-create"
    presets = (Preset(_("All"), ""), Preset(_("In force"), f"status={SchemeStatus.ACTIVE}"))
    empty_title = _("No assessment schemes yet")
    empty_text = _("Nobody is assessed before a scheme with its weights is in force: no source gives them.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by")


class SchemeDetail(DetailPage):
    model = AssessmentScheme
    related = ("created_by",)
    template_name = "performance/assessment_scheme/detail.html"
    lines_title = _("Indicators and weights")
    actions = (
        Action(
            "activate",
            _("Put in force"),
            can_activate_scheme,
            activate_scheme,
            to=SchemeStatus.ACTIVE,
            style="primary",
            icon="circle-check",
            confirm=_("The version before it ends. Assessments that are open keep the lines they were opened with."),
        ),
        Action("deductions", _("Deductions"), can_edit_scheme, set_deductions, form=DeductionForm, icon="minus"),
        Action(
            "renew",
            _("New version"),
            can_renew_scheme,
            renew_scheme,
            icon="copy",
            goto=lambda made, scheme: made.get_absolute_url(),
        ),
    )

    def can_edit(self, user, obj):
        return can_edit_scheme(user, obj)

    def facts(self, obj):
        return [
            (_("Period"), obj.get_period_kind_display() or _("every kind of period")),
            (_("Version"), str(obj.version)),
            (_("In force since"), obj.activated_at),
            Fact(_("Remark"), obj.remark, wide=True),
        ]

    def lines(self, obj):
        return KpiDefinitionTable(obj.lines.all(), user=self.request.user)

    def extra_context(self, obj):
        weights = [line.weight for line in obj.lines.all()]
        return {"weights": sum(weights), "deductions": obj.deductions.all()}


class SchemeCreate(CreatePage):
    model = AssessmentScheme
    form_class = SchemeForm
    line_formset = KpiDefinitions
    create = create_scheme


class SchemeEdit(EditPage):
    model = AssessmentScheme
    form_class = SchemeForm
    line_formset = KpiDefinitions
    update = update_scheme
    may_edit = can_edit_scheme
