"""Fill an empty database with the demo company, once."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import translation

from salesmgmt.core import demo
from salesmgmt.core.models import User
from salesmgmt.core.output import pdf


class Command(BaseCommand):
    help = "Create the demo company: people, customers, documents in every state. Does nothing where people exist."

    def handle(self, *args, **options):
        if not settings.DEMO_PASSWORD:
            raise CommandError("Demo data are for DEPLOYMENT=demo only: their passwords are known.")
        if User.objects.exists():
            self.stdout.write("The database has people already: nothing loaded.")
            return
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            company = demo.build()
            # Left to right, as INSTALLED_APPS lists them; core names no app.
            for config in apps.get_app_configs():
                name = f"{config.name}.demo"
                if config.name != "salesmgmt.core" and find_spec(name):
                    _analyse()
                    import_module(name).build(company)
                    self.stdout.write(f"Loaded {config.label}.")
            pdf.print_waiting()
        _analyse()
        self.stdout.write(self.style.SUCCESS(f"Demo company loaded; every password is {settings.DEMO_PASSWORD}."))


def _analyse() -> None:
    """Neither the next app nor the first page asks tables that the planner still takes for empty.

    Of our tables alone: the cluster's own would stay locked for every other database until the transaction ends.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {', '.join(tables)}")
