"""What a company needs before its first day: each item with its state, its page, its imports and who can do it.

Rooms register their items; core knows what the state of one means and who has looked at it. The state is worked out
from the data each time, so that nobody ticks off what is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.first_day import can_prepare
from salesmgmt.core.domain.import_specs import find
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ChecklistMark, FirstDay, Notice, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import require
from salesmgmt.core.states import ChecklistState

DONE, PARTLY, OPEN, NOT_NEEDED = ChecklistState
MAIL_TEST = "mail-test-"
NAMED = 3


@dataclass(frozen=True)
class Standing:
    """How far an item is, with the figures that say so."""

    state: ChecklistState
    text: Any = ""


@dataclass(frozen=True)
class Item:
    """One thing to be done before the first day.

    ``standing()`` gives its Standing from the data. ``by_word`` says that somebody has to have looked at it; ``optional``
    that a company may do without it. ``roles`` can do it, the administrator besides by import.
    """

    key: str
    label: Any
    standing: Callable[[], Standing]
    url_name: str
    roles: tuple[Role, ...] = (Role.ADM,)
    imports: tuple[str, ...] = ()
    help: Any = ""
    by_word: bool = False
    optional: bool = False
    order: int = 50


_items: dict[str, Item] = {}


def register_item(item: Item) -> Item:
    if item.key in _items:
        raise ValueError(f"the checklist has {item.key!r} twice")
    _items[item.key] = item
    return item


def items() -> list[Item]:
    return sorted(_items.values(), key=lambda item: item.order)


def counted(number: int, text: Any, **more: Any) -> Standing:
    """An item of which some are enough: ``text`` holds %(n)d, and what ``more`` names."""
    return Standing(DONE, text % {"n": number, **more}) if number else Standing(OPEN, _("none yet"))


@dataclass(frozen=True)
class Row:
    """An item as the page shows it."""

    item: Item
    standing: Standing
    mark: ChecklistMark | None
    people: list
    imports: list

    @property
    def state(self) -> ChecklistState:
        """What somebody has said counts where only he can say it; nobody can say that missing data are there."""
        if self.mark and self.mark.word == ChecklistMark.Word.NOT_NEEDED and self.item.optional:
            return NOT_NEEDED
        if self.item.by_word and self.standing.state != OPEN:
            return DONE if self.mark and self.mark.word == ChecklistMark.Word.DONE else PARTLY
        return self.standing.state

    @property
    def asks_for_word(self) -> bool:
        return self.item.by_word and self.standing.state != OPEN and self.state == PARTLY

    @property
    def may_be_left_out(self) -> bool:
        return self.item.optional and self.state in (OPEN, PARTLY)

    @property
    def roles(self) -> list:
        return [Role(role).label for role in self.item.roles]


def rows() -> list[Row]:
    """The whole list; a handful of queries, whatever the company's size."""
    marks = {mark.key: mark for mark in ChecklistMark.objects.select_related("marked_by")}
    holders = _holders()
    return [
        Row(
            item,
            item.standing(),
            marks.get(item.key),
            list(dict.fromkeys(name for role in item.roles for name in holders.get(str(role), [])))[:NAMED],
            [spec for kind in item.imports if (spec := find(kind))],
        )
        for item in items()
    ]


def _holders() -> dict[str, list]:
    found: dict[str, list] = {}
    for name, roles in User.objects.active().order_by("pk").values_list("name", "roles"):
        for role in roles:
            found.setdefault(role, []).append(name)
    return found


def is_settled(row: Row) -> bool:
    return row.state in (DONE, NOT_NEEDED)


@transaction.atomic
def mark(key: str, word: str, user: User) -> ChecklistMark:
    """The administrator has looked at an item, or the company does without it."""
    require(can_prepare(user))
    item = _items.get(key)
    row = next((row for row in rows() if row.item is item), None)
    allowed = row is not None and (
        (word == ChecklistMark.Word.DONE and row.item.by_word and row.standing.state != OPEN)
        or (word == ChecklistMark.Word.NOT_NEEDED and row.item.optional)
    )
    if not allowed:
        raise BusinessError(_("This item is done when the data are there; nobody can tick it off before."))
    made, _new = ChecklistMark.objects.update_or_create(key=key, defaults={"word": word, "marked_by": user})
    audit.record(made, user, gettext_noop("Marked on the checklist"), comment=f"{key}: {word}")
    return made


@transaction.atomic
def unmark(key: str, user: User) -> None:
    """The word is taken back."""
    require(can_prepare(user))
    found = ChecklistMark.objects.select_for_update().filter(key=key).first()
    if found is not None:
        audit.record(found, user, gettext_noop("Mark on the checklist taken back"), comment=key)
        found.delete()


def send_test_mail(user: User) -> None:
    """A letter to the administrator himself, by the way every letter goes; an earlier trial no longer counts."""
    require(can_prepare(user))
    ChecklistMark.objects.filter(key="mail").delete()
    number = Notice.objects.filter(user=user, key__startswith=MAIL_TEST).count() + 1
    notify(
        [user],
        lambda: _("Test: the program's mail reaches you"),
        url=reverse("checklist"),
        key=f"{MAIL_TEST}{number}",
    )


def last_test_mail() -> Notice | None:
    return Notice.objects.filter(key__startswith=MAIL_TEST).order_by("-pk").first()


def the_day() -> FirstDay | None:
    return FirstDay.objects.select_related("set_up_by", "live_by").filter(pk=1).first()
