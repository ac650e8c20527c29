"""manage.py reindex: writes the words under which everything is found anew, after a change of how they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.core.management.base import BaseCommand

from salesmgmt.core.search import Searchable, reindex

if TYPE_CHECKING:
    from typing import Any


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            if issubclass(model, Searchable):
                self.stdout.write(f"{model._meta.label}: {reindex(model._base_manager.order_by('pk'))}")
