"""``manage.py check_person_days``: count every kept sum of a person and day again from the documents and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from performance.metric.by_person import count_people_again, wrong_person_days
from performance.metric.models import PersonDay

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = "Counts what was collected and ordered by person and day again from ledger and orders and compares."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--mend", action="store_true", help="count the days that do not agree again")

    def handle(self, *args: Any, **options: Any) -> None:
        found = wrong_person_days()
        for what, day in found:
            self.stderr.write(f"{what.label} {day}")
        if found and options["mend"]:
            count_people_again(found)
        elif found:
            raise CommandError(_("%(n)d days do not agree with their documents.") % {"n": len(found)})
        days = PersonDay.objects.values("what", "day").distinct().count()
        self.stdout.write(_("%(n)d days of collections and orders agree with their documents.") % {"n": days})
