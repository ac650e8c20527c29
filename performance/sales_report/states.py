"""How a sales report stands and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SalesReportStatus(models.TextChoices):
    GENERATED = "generated", pgettext_lazy("sales report", "Generated")
    COMMENTED = "commented", pgettext_lazy("sales report", "Commented")
    ARCHIVED = "archived", pgettext_lazy("sales report", "Archived")


SALES_REPORT_TRANSITIONS: dict[str, list[str]] = {
    SalesReportStatus.GENERATED: [SalesReportStatus.COMMENTED],
    # Back again, where the comment is not enough.
    SalesReportStatus.COMMENTED: [SalesReportStatus.ARCHIVED, SalesReportStatus.GENERATED],
}
