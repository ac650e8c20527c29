"""``manage.py check_stock``: recompute the stock from its movements and from the documents, and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from orders.opening_stock.check import differences
from orders.opening_stock.clock import words
from orders.stock.models import StockBalance

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = "Recomputes the stock of every product from its movements and from the documents and compares."

    def handle(self, *args: Any, **options: Any) -> None:
        found = differences()
        for each in found:
            self.stderr.write(f"{each.check}: {words(each)}")
        if found:
            raise CommandError(_("%(n)d figures do not agree.") % {"n": len(found)})
        self.stdout.write(_("The stock of %(n)d products agrees.") % {"n": StockBalance.objects.count()})
