"""``manage.py check_contract_papers``: read again which papers each contract lacks, and compare with what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from contracts.contract.models import Contract
from contracts.monitoring.risks import write_papers, wrong_papers

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = "Reads the papers of every contract again and compares them with what is kept of them."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--mend", action="store_true", help="write those that do not agree again")

    def handle(self, *args: Any, **options: Any) -> None:
        found = wrong_papers()
        for contract in Contract.objects.filter(pk__in=found):
            self.stderr.write(str(contract))
        if found and options["mend"]:
            write_papers(found)
        elif found:
            raise CommandError(_("%(n)d contracts do not agree with their papers.") % {"n": len(found)})
        self.stdout.write(_("The papers of %(n)d contracts agree.") % {"n": Contract.objects.count()})
