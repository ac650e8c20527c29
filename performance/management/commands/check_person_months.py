"""``manage.py check_person_months``: count every kept sum of a person and month again from the documents and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from performance.metric.by_person import count_again, wrong_months
from performance.metric.models import PersonMonth

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = "Counts what was collected and ordered by person and month again from ledger and orders and compares."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--mend", action="store_true", help="count the months that do not agree again")

    def handle(self, *args: Any, **options: Any) -> None:
        found = wrong_months()
        for what, month in found:
            self.stderr.write(f"{what.label} {month:%Y-%m}")
        if found and options["mend"]:
            count_again(found)
        elif found:
            raise CommandError(_("%(n)d months do not agree with their documents.") % {"n": len(found)})
        months = PersonMonth.objects.values("what", "month").distinct().count()
        self.stdout.write(_("%(n)d months of collections and orders agree with their documents.") % {"n": months})
