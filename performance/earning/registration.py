"""What the room of earnings tells core about itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.permissions import sees_everybodys
from performance.earning import own
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, has


def register():
    registry.register_menu("performance", _("My commission"), "my-commission", "coin", has(Role.REP), 50)
    registry.register_menu(
        "performance",
        pgettext_lazy("commission", "Not paid, and why"),
        "commission-unpaid",
        "cash-off",
        sees_everybodys,
        54,
    )
    registry.register_section(
        "performance_person",
        registry.Section(
            "earning",
            "performance/earning/_person.html",
            lambda rep, user: own.of_person(rep, user),
            wide=True,
            order=10,
        ),
    )
