"""``manage.py set_up_code``: a new one-time code for the set-up page of an empty database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from salesmgmt.core.domain.first_day import new_code
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = "Prints a new code for the set-up page of an empty database; an older code no longer works."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(new_code())
        except BusinessError as refusal:
            raise CommandError(str(refusal)) from refusal
