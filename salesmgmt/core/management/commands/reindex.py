"""manage.py reindex: writes the words under which everything is found anew; --changed: only of what is found by other
fields than before, as `prepare` asks after each update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.core.management.base import BaseCommand

from salesmgmt.core.models import SearchWords
from salesmgmt.core.search import Searchable, made_of, reindex

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from typing import Any


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--changed", action="store_true", help="only of what is found by other fields than before")

    def handle(self, *args: Any, changed: bool, **options: Any) -> None:
        known = dict(SearchWords.objects.values_list("model", "made_of")) if changed else {}
        for model in apps.get_models():
            if not issubclass(model, Searchable) or known.get(model._meta.label) == made_of(model):
                continue
            written = reindex(model._base_manager.order_by("pk"))
            if written:
                self.stdout.write(f"{model._meta.label}: {written}")
            SearchWords.objects.update_or_create(model=model._meta.label, defaults={"made_of": made_of(model)})
