"""``manage.py check_sales_days``: count every kept day of sales again from the documents and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from performance.metric.daily import count_again, wrong_days
from performance.metric.models import SoldDay

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = "Counts the kept days of sales again from invoices, lines and costs and compares."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--mend", action="store_true", help="count the days that do not agree again")

    def handle(self, *args: Any, **options: Any) -> None:
        found = wrong_days()
        for day in found:
            self.stderr.write(str(day))
        if found and options["mend"]:
            count_again(found)
        elif found:
            raise CommandError(_("%(n)d days do not agree with their documents.") % {"n": len(found)})
        days = SoldDay.objects.values("day").distinct().count()
        self.stdout.write(_("%(n)d days of sales agree with their documents.") % {"n": days})
