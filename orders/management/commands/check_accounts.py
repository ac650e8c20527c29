"""``manage.py check_accounts``: recompute every balance from the ledger and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from orders.account.check import differences
from orders.account.models import Account

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = "Recomputes account balances, open amounts and unallocated payments from their rows and compares."

    def handle(self, *args: Any, **options: Any) -> None:
        found = differences()
        for each in found:
            self.stderr.write(f"{each.check}: {each.name}: {each.stored} ≠ {each.computed}")
        if found:
            raise CommandError(_("%(n)d figures do not agree.") % {"n": len(found)})
        self.stdout.write(_("%(n)d accounts agree with their ledger.") % {"n": Account.objects.count()})
