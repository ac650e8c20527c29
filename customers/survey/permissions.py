"""Who may do what with satisfaction surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.survey.states import SurveyInvitationStatus
from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from customers.survey.models import SatisfactionSurvey, SurveyInvitation
    from salesmgmt.core.models import User


@because(_("Satisfaction surveys are held by the sales management and the service centre."))
def can_create_survey(user: User) -> bool:
    return may_at_all(user, "survey", "C")


@because(_("A satisfaction survey is kept by whoever made it, by the director and by the service centre."))
def can_edit_survey(user: User, survey: SatisfactionSurvey) -> bool:
    """The manager his own rounds; the director and the service centre all, so also those the clock made."""
    return may(user, "survey", "U", owner=survey.created_by)


@because(_("A satisfaction survey is edited by those who hold it, before it opens."))
def can_change_survey(user: User, survey: SatisfactionSurvey) -> bool:
    return survey.is_editable and can_edit_survey(user, survey)


def can_send_invitation(user: User, invitation: SurveyInvitation) -> bool:
    """The responsible rep sends the link to his customer; those who run surveys may, too (SVC-05)."""
    owner = invitation.customer.owner
    return owner == user or may(user, "survey", "U", owner=owner)


@because(_("A link is made for an open invitation of a running survey, by those who may send it."))
def can_make_link(user: User, invitation: SurveyInvitation) -> bool:
    return (
        invitation.status != SurveyInvitationStatus.ANSWERED
        and invitation.survey.is_running
        and can_send_invitation(user, invitation)
    )


def can_mark_sent(user: User, invitation: SurveyInvitation) -> Any:
    """Only a link that was made can have been sent."""
    return (
        invitation.status == SurveyInvitationStatus.TO_SEND
        and invitation.token_digest
        and can_send_invitation(user, invitation)
    )
