"""Does every list open, and the newest documents of each kind? Asked after an upgrade; it reads and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch

from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import document_kinds, menu_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


SHOWN = 3


def addresses_for(user: User) -> Iterator:
    """The menu of this person, and of each kind of document the newest he may see."""
    yield "/"
    for _section, items in menu_for(user):
        yield from (item.address() for item in items)
    for kind in document_kinds():
        visible = getattr(kind.model.objects.all(), "visible_to", None)
        for document in visible(user).order_by("-pk")[:SHOWN] if visible else ():
            try:
                yield document.get_absolute_url()
            except NoReverseMatch:  # a kind without a page of its own
                break


class Command(BaseCommand):
    help = "Opens the pages of one person of each role; fails where one does not answer"

    def handle(self, *args: Any, **options: Any) -> None:
        wrong, opened = [], 0
        # A name under which people reach it: any other is refused.
        host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
        for role in Role:
            user = User.objects.active().with_role(role).order_by("pk").first()
            if user is None:
                continue
            with transaction.atomic():  # the sign-in is taken back with its session
                client = Client(raise_request_exception=False)
                client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
                for address in dict.fromkeys(addresses_for(user)):
                    status = client.get(address, secure=True, follow=True, headers={"host": host}).status_code
                    opened += 1
                    if status != 200:
                        wrong.append(f"{user.username} {address} {status}")
                transaction.set_rollback(True)
        self.stdout.write(f"{opened} pages opened")
        if wrong:
            raise CommandError("Pages that do not open:\n" + "\n".join(wrong))
