"""manage.py reindex: writes the words under which everything is found anew, after a change of how they are made."""

from django.apps import apps
from django.core.management.base import BaseCommand

from salesmgmt.core.search import Searchable, reindex


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        for model in apps.get_models():
            if issubclass(model, Searchable):
                self.stdout.write(f"{model._meta.label}: {reindex(model._base_manager.order_by('pk'))}")
