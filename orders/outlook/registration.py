"""What the outlook tells core: its page and an export for each figure."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from orders.outlook.figure import build
from orders.outlook.figures import FIGURES
from orders.receivables.permissions import can_export_receivables
from salesmgmt.core import registry
from salesmgmt.core.domain.exports import register_export

LABELS = {
    "outlook-weeks": _("Expected collections by week"),
    "outlook-ageing": _("Ageing over twelve months"),
    "outlook-dso": _("Days sales outstanding"),
    "outlook-late": _("Average days late by customer"),
    "outlook-largest": _("The ten largest debtors"),
    "outlook-lines": _("Supply line used by customer"),
}


def register():
    registry.register_menu(
        "money", _("Collection outlook"), "collection-outlook", "chart-line", can_see_receivables, 75
    )
    for key, make in FIGURES.items():
        register_export(key, LABELS[key], partial(build, make=make), can_export_receivables, financial=True)
