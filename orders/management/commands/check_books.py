"""``manage.py check_books``: recompute ledger and stock, one after the other, and say all that does not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

if TYPE_CHECKING:
    from typing import Any

BOOKS = ("check_accounts", "check_stock")


class Command(BaseCommand):
    help = "Recomputes the ledger and the stock from their rows and compares."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = []
        for book in BOOKS:
            try:
                call_command(book, stdout=self.stdout, stderr=self.stderr)
            except CommandError as error:
                wrong.append(f"{book}: {error}")
        if wrong:
            raise CommandError("\n".join(wrong))
