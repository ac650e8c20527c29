"""What needs surveys tell core."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.needs.forms import TemplateChoiceForm
from customers.needs.models import NeedsSurvey
from customers.needs.permissions import (
    can_change_templates,
    can_complete_survey,
    can_edit_survey,
    can_start_survey,
)
from customers.needs.states import NeedsSurveyStatus
from customers.needs.survey import complete_needs, start_survey, survey_rows
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.registry import Section, register_action, register_document, register_menu, register_section
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def register():
    register_document(NeedsSurvey, "NS", _("Needs survey"), _("Needs surveys"), "clipboard-list", "", search=False)
    register_tones(good=[NeedsSurveyStatus.COMPLETE])
    register_draft(NeedsSurvey, can_edit_survey)
    register_menu(
        "customers", _("Needs templates"), "needs-template-list", "clipboard-list", can_change_templates, order=46
    )
    _on_the_opportunity()


def _on_the_opportunity():
    register_action(
        "opportunity",
        Action(
            "survey",
            _("Start the needs survey"),
            can_start_survey,
            start_survey,
            form=TemplateChoiceForm,
            style="primary",
            icon="clipboard-list",
            goto=lambda survey, opportunity: reverse("needs-survey-edit", args=[survey.pk]),
            order=10,
        ),
    )
    register_action(
        "opportunity",
        Action(
            "needs",
            _("Needs survey complete"),
            can_complete_survey,
            complete_needs,
            style="success",
            icon="circle-check",
            order=11,
        ),
    )
    register_section("opportunity", Section("needs", "customers/needs/_section.html", survey_of, order=10))


def survey_of(opportunity, user):
    """Its survey with the answers; the card stands there before it is begun."""
    survey = getattr(opportunity, "needs_survey", None)
    return {"survey": survey, "rows": survey_rows(survey, user) if survey else []}
