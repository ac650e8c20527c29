"""What every business document has: a number, a status with its table, an author and times."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.routing import Route
from salesmgmt.core.round_lock import refuse_in_round

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@lru_cache(maxsize=1024)
def _page_address(name: str, urlconf: str | None, prefix: str) -> tuple[str, str]:
    """What stands before and after the key in the addresses of these pages; a list shows twenty of them."""
    before, _key, after = reverse(name, urlconf, args=[0]).rpartition("0")
    return before, after


class StatusField(models.CharField):
    """A CharField over a TextChoices class; the default is the first status."""

    def __init__(self, status: type[Any] | None = None, **kwargs: Any) -> None:
        if status is not None:
            kwargs.setdefault("choices", status.choices)
            kwargs.setdefault("default", status.values[0])
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("verbose_name", _("status"))
        super().__init__(**kwargs)


def status_trigger(transitions: dict, field: str = "status") -> Any:
    """The trigger that enforces the same table in the database, also against scripts and SQL consoles (SEC-05)."""
    pairs = [(str(old), str(new)) for old, news in transitions.items() for new in news]
    return pgtrigger.FSM(name=f"{field}_table", field=field, transitions=pairs)


class Stateful(models.Model):
    """A row with a ``status`` that changes only along ``TRANSITIONS`` (see salesmgmt.core.state)."""

    status: str  # a StatusField of its own on every class
    TRANSITIONS: dict = {}
    # Statuses in which the content may be edited.
    EDITABLE: tuple = ()
    # The main road through the statuses, drawn on the page; empty: all of them in order.
    STEPPER: tuple = ()
    # Statuses in which nothing is to be done any more: lists open without these rows. Empty: lists open on all.
    ENDED: tuple = ()

    class Meta:
        abstract = True

    def can_become(self, status: Any) -> bool:
        return str(status) in [str(to) for to in self.TRANSITIONS.get(self.status, ())]

    @property
    def is_editable(self) -> bool:
        return self.status in self.EDITABLE

    def touched_fields(self) -> list[str]:
        """Fields that save() sets by itself and that must be named in update_fields."""
        return [field.name for field in self._meta.concrete_fields if getattr(field, "auto_now", False)]


class Document(Stateful):
    """A numbered business document. ``KIND`` is its key in registry, permission matrix and number sequences."""

    KIND = ""
    # Fields that say how the document stands and are no content: they may be written while it is in approval.
    BESIDE_ROUND: tuple = ()

    number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, update_fields: list[str] | None = None, **kwargs: Any) -> None:
        """Nothing is written into a document in approval but by the engine, whoever calls (SEC-05)."""
        if not self._state.adding:
            refuse_in_round(self, update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        before, after = _page_address(f"{self.KIND.replace('_', '-')}-detail", get_urlconf(), get_script_prefix())
        return f"{before}{self.pk}{after}"

    @property
    def responsible(self) -> User:
        """The person whose document this is: decides scopes and approval chains. The customer's owner by default."""
        return self.customer.owner

    def is_routed_to(self, user: User) -> bool:
        return Route.objects.of(self).to(user).exists()
