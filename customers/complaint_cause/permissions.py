"""Who keeps the catalogue of root causes."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because

# Kept by those who classify complaints (CMP-06).
CAUSE_KEEPERS = (Role.MGR, Role.DIR, Role.QA)


@because(_("The catalogue of causes is kept by sales managers, the sales director and quality."))
def can_keep_causes(user):
    return user.has_role(*CAUSE_KEEPERS)
