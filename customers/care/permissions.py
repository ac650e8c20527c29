from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all, scopes
from salesmgmt.core.refusal import because


@because(_("Greetings are sent by the sales representative in charge of the customer."))
def can_greet(user, care):
    """The responsible rep (REL-01)."""
    return may(user, "follow_up", "U", owner=care.customer.owner)


@because(_("The festivals are kept by the sales director and the service centre."))
def can_edit_festivals(user):
    return bool(scopes(user, "festival", "U"))


def may_greet(user):
    return may_at_all(user, "follow_up", "U")
