"""Where the one page is found."""

from django.utils.translation import pgettext_lazy

from performance.one_page.permissions import reads_one_page
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "performance", pgettext_lazy("one page", "Company at a glance"), "one-page", "dashboard", reads_one_page, 1
    )
