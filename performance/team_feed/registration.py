"""What the team's feed tells core about itself."""

from django.utils.translation import gettext_lazy as _

from performance.coaching.permissions import leads_people
from salesmgmt.core import registry


def register():
    registry.register_menu("performance", _("Team feed"), "team-feed", "activity", leads_people, 4)
