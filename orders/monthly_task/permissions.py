from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because


@because(
    _("The monthly work on an account is done by the sales representative in charge of the customer or by finance.")
)
def can_mark(user, task):
    """REC-05: the rep; finance, who records payments of all, may help out."""
    return may(user, "payment", "C", owner=task.customer.owner)
