"""The channel report as an Excel workbook (LEAD-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.channel.filters import ChannelFilters
from customers.channel.report import channel_report
from customers.lead.models import Lead
from salesmgmt.core.output.xlsx import Column, Report

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User


def report_columns(by: str) -> list:
    return [
        Column(_("campaign") if by == "campaign" else _("source"), lambda row: row.label, width=28),
        Column(_("leads"), lambda row: row.leads, "int", total=True),
        Column(_("qualified"), lambda row: row.qualified, "int", total=True),
        Column(_("converted"), lambda row: row.converted, "int", total=True),
        Column(_("conversion rate"), lambda row: row.rate, "percent"),
    ]


def build_channel_report(user: User, query: Any, path: Any, progress: Progress) -> int:
    """What the page shows under these filters, of the leads this person may export."""
    by = "campaign" if query.get("by") == "campaign" else "source"
    found = ChannelFilters(query, Lead.objects.visible_to(user), user=user).qs
    rows = channel_report(found.filter(pk__in=Lead.objects.within(user, "E").values("pk")), by)
    report = Report(user)
    count = report.add_sheet(_("Channels"), report_columns(by), rows, progress=progress)
    report.save(path)
    return count
