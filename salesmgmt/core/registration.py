"""What core itself shows in the menu and on the first page."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core import registry


def register_core():
    registry.register_menu("work", _("Home"), "home", "home", order=1)
