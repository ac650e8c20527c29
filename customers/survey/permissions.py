"""Who may do what with satisfaction surveys."""

from salesmgmt.core.permissions import may, may_at_all


def can_create_survey(user):
    return may_at_all(user, "survey", "C")


def can_edit_survey(user, survey):
    """The manager his own rounds; the director and the service centre all, so also those the clock made."""
    return may(user, "survey", "U", owner=survey.created_by)


def can_change_survey(user, survey):
    return survey.is_editable and can_edit_survey(user, survey)


def can_send_invitation(user, invitation):
    """The responsible rep sends the link to his customer; those who run surveys may, too (SVC-05)."""
    owner = invitation.customer.owner
    return owner == user or may(user, "survey", "U", owner=owner)


def can_make_link(user, invitation):
    return invitation.status != "answered" and invitation.survey.is_running and can_send_invitation(user, invitation)


def can_mark_sent(user, invitation):
    """Only a link that was made can have been sent."""
    return invitation.status == "to_send" and invitation.token_digest and can_send_invitation(user, invitation)
