"""``manage.py set_up_code``: a new one-time code for the set-up page of an empty database."""

from django.core.management.base import BaseCommand, CommandError

from salesmgmt.core.domain.first_day import new_code
from salesmgmt.core.exceptions import BusinessError


class Command(BaseCommand):
    help = "Prints a new code for the set-up page of an empty database; an older code no longer works."

    def handle(self, *args, **options):
        try:
            self.stdout.write(new_code())
        except BusinessError as refusal:
            raise CommandError(str(refusal)) from refusal
