from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because


@because(_("The preferences of a customer are kept by those in charge of him."))
def can_keep_preference(user, customer):
    """Whoever keeps the customer's file (CUS-06)."""
    return may(user, "customer", "U", owner=customer.owner)
