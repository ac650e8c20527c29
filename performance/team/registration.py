"""What the team page tells core about itself."""

from django.utils.translation import gettext_lazy as _

from performance.coaching.permissions import leads_people
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, has


def register():
    registry.register_menu("performance", _("Team"), "performance-team", "users-group", leads_people, 4)
    registry.register_menu("performance", _("My page"), "performance-mine", "user-circle", has(Role.REP), 5)
