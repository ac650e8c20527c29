"""What satisfaction surveys tell core."""

from django.utils.translation import gettext_lazy as _

from customers.survey import asking as surveys
from customers.survey.models import SatisfactionSurvey, SurveyInvitation
from customers.survey.permissions import can_change_survey
from customers.survey.satisfaction import satisfaction_between
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import Role, has, may_at_all, reads, scopes


def register():
    registry.register_document(
        SatisfactionSurvey,
        "SUR",
        _("Satisfaction survey"),
        _("Satisfaction surveys"),
        "mood-smile",
        "survey-list",
        search=False,
    )
    register_draft(SatisfactionSurvey, can_change_survey)
    registry.register_menu("service", _("Satisfaction surveys"), "survey-list", "mood-smile", reads("survey"), order=82)
    registry.register_tab(
        "survey",
        registry.Tab(
            "invitations",
            _("Invitations"),
            "survey-invitations",
            icon="users",
            order=10,
            count=lambda survey, user: survey.invitations.visible_to(user),
            can=lambda user, survey: may_at_all(user, "survey", "R"),
        ),
    )
    registry.register_task_kind(
        surveys.TO_OPEN,
        _("Open the satisfaction survey"),
        "mood-smile",
        by_hand=False,
        how=_("Open the survey on its page; it is done with it."),
    )
    registry.register_task_kind(
        surveys.TO_SEND,
        _("Send the satisfaction survey"),
        "send",
        by_hand=False,
        how=_("Send the link to each of your customers and mark it as sent; it is done with the last one."),
    )
    registry.register_periodic(
        "satisfaction-survey",
        _("Satisfaction surveys of the half-year"),
        "30 6 * * *",
        surveys.propose_round,
        rules="SVC-05",
    )
    registry.register_home_card(
        "survey-links",
        _("Survey links to send"),
        has(Role.REP),
        lambda user: SurveyInvitation.objects.visible_to(user).filter(
            status=SurveyInvitation.Status.TO_SEND, survey__status=SatisfactionSurvey.Status.OPEN, customer__owner=user
        ),
        f"survey-list?status={SatisfactionSurvey.Status.OPEN}",
        icon="mood-smile",
        tone="info",
        order=45,
    )
    registry.register_metric(
        "satisfaction",
        _("Satisfaction of customers this year"),
        reads("survey"),
        _satisfaction,
        "survey-list",
        order=80,
    )


def _satisfaction(user):
    """What the customers in this person's scope answered this year; nothing before the first answer (SVC-05)."""
    granted = scopes(user, "survey", "R")
    owners = None if "a" in granted else set().union(*(user.owner_ids(scope) for scope in granted & set("otg")))
    found = satisfaction_between(today().replace(month=1, day=1), today(), owners)
    if not found.count:
        return None
    note = _("%(average)s of 5") % {"average": found.average}
    return registry.MetricValue(found.percent / 100, "percent", note=note)
