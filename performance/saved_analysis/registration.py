"""Where saved analyses are found, and the clock that sends them."""

from django.utils.translation import pgettext_lazy

from performance.analysis.permissions import reads_analysis
from performance.saved_analysis.sending import send_saved
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "performance",
        pgettext_lazy("saved analysis", "Saved analyses"),
        "saved-analysis-list",
        "bookmarks",
        reads_analysis,
        5,
    )
    registry.register_periodic(
        "analysis-sending",
        pgettext_lazy("saved analysis", "Saved analyses of the week"),
        "30 7 * * 1",
        send_saved,
        in_batches=True,
    )
