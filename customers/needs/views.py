"""Pages of the needs survey, and of the templates it is filled in by."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.needs.forms import NeedsQuestions, NeedsSurveyForm, NeedsTemplateForm
from customers.needs.models import NeedsSurvey, NeedsTemplate
from customers.needs.papers import survey_pdf
from customers.needs.permissions import can_change_templates, can_edit_survey, can_reopen_survey
from customers.needs.survey import complete_survey, reopen_survey, survey_rows, update_survey
from customers.needs.tables import NeedsTemplateTable
from customers.needs.template import create_template, update_template
from customers.opportunity.views import part_crumbs
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage


class NeedsSurveyDetail(DetailPage):
    model = NeedsSurvey
    related = ("opportunity__customer__owner", "opportunity__assigned_to", "template", "created_by")
    pdf_links = ((_("Needs survey"), "needs-survey-pdf", lambda user, survey: sees_prices(user)),)
    actions = (
        Action(
            "complete",
            _("Complete"),
            can_edit_survey,
            complete_survey,
            to="complete",
            style="success",
            icon="circle-check",
            goto=lambda result, survey: survey.opportunity.get_absolute_url(),
            success=_("The needs survey is complete."),
        ),
        Action("reopen", _("Reopen"), can_reopen_survey, reopen_survey, form=ReasonForm, to="draft", icon="refresh"),
    )

    def title(self, obj):
        return obj.opportunity.title

    def can_edit(self, user, obj):
        return can_edit_survey(user, obj)

    def _crumbs(self, obj, kind):
        return part_crumbs(obj, Crumb(str(obj)))

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Opportunity"), obj.opportunity),
            (_("Product family"), obj.template),
            (_("Date of the survey"), obj.surveyed_on),
            (_("Asked person"), obj.respondent),
            (_("Asked by"), obj.created_by),
        ]

    def fact_groups(self, obj):
        rows = [
            Fact(
                f"{question.label} *" if question.is_required else question.label,
                with_unit(question, value),
                wide=question.kind == "long",
            )
            for question, value in survey_rows(obj, self.request.user)
        ]
        return [(_("Answers"), rows)]


def with_unit(question, value):
    """A number is no amount of money."""
    if question.kind == "number" and value != "":
        return f"{value} {question.unit}".strip()
    return value


class NeedsSurveyEdit(EditPage):
    model = NeedsSurvey
    form_class = NeedsSurveyForm
    update = update_survey

    def get_crumbs(self, obj):
        return part_crumbs(obj, Crumb(str(obj), obj.get_absolute_url()), Crumb(self.get_title()))


class NeedsSurveyPdf(View):
    """F-04"""

    def get(self, request, pk):
        rows = NeedsSurvey.objects.visible_to(request.user).select_related(*NeedsSurveyDetail.related)
        survey = get_object_or_404(rows, pk=pk)
        require(sees_prices(request.user))  # the budget stands on it
        return pdf_response(survey_pdf(survey), f"{survey.number}.pdf")


class NeedsTemplateList(ListPage):
    model = NeedsTemplate
    table_class = NeedsTemplateTable
    key = "needs-template"
    title = _("Needs templates")
    help_text = _("What is asked about each product family, and which parts its solution has.")
    links = ((_("New template"), "needs-template-create", "plus", can_change_templates),)

    @classmethod
    def may_open(cls, user):
        return can_change_templates(user)

    @classmethod
    def may_export(cls, user):
        return False

    @classmethod
    def base_queryset(cls, user):
        return NeedsTemplate.objects.select_related("updated_by").prefetch_related("fields")


class TemplatePage:
    """What creating and editing a template share."""

    model = NeedsTemplate
    form_class = NeedsTemplateForm
    line_formset = NeedsQuestions

    def check_may(self, obj):
        require(can_change_templates(self.request.user))

    def get_cancel_url(self, obj):
        return reverse("needs-template-list")

    def get_crumbs(self, obj):
        return [Crumb(_("Needs templates"), reverse("needs-template-list")), Crumb(self.get_title())]


class NeedsTemplateCreate(TemplatePage, CreatePage):
    create = create_template
    title = _("New template")


class NeedsTemplateEdit(TemplatePage, EditPage):
    update = update_template

    def get_object(self):
        return get_object_or_404(NeedsTemplate, pk=self.kwargs["pk"])
