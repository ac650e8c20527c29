"""For a timer beside the program: look whether everything is at work, and tell the administrators what is not.

It runs in a process of its own, so that it speaks also when neither worker nor clock does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError

from salesmgmt.core.domain import watch
from salesmgmt.core.output.letters import letter

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            watch.tell()
            found = watch.troubles()
        except OperationalError as failure:
            people = [address for _name, address in settings.ADMINS]
            if people:
                letter("The database is not reached", str(failure), people).send(fail_silently=True)
            self.stderr.write(f"database: {failure}")
            raise SystemExit(2) from None
        for finding in found:
            self.stdout.write(f"{finding.key}: {finding.trouble}")
        raise SystemExit(1 if found else 0)
