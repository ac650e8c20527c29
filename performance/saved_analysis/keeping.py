"""An analysis is saved under a name, shared, changed and thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from performance.analysis.permissions import reads_analysis
from performance.saved_analysis.models import SavedAnalysis
from performance.saved_analysis.permissions import can_keep
from performance.saved_analysis.reading import address_of, known
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 50


@transaction.atomic
def save_analysis(
    user: User, name: str, view: str, query: str = "", receivers: Iterable[User] = (), is_sent: bool = False
) -> SavedAnalysis:
    """The address under a name. BusinessError: the name is taken, too many are kept, or there is no such page."""
    require(reads_analysis(user))
    lock(User, user.pk)
    mine = SavedAnalysis.objects.of(user)
    if mine.count() >= MOST:
        raise BusinessError(_("More than %(n)d analyses do not fit: throw one away first.") % {"n": MOST})
    _refuse_taken(mine, name)
    view, query = known(view, query)
    saved = SavedAnalysis.objects.create(owner=user, name=name.strip(), view=view, query=query, is_sent=is_sent)
    _share(saved, receivers)
    return saved


@transaction.atomic
def update_saved(
    pk: int, user: User, name: str, receivers: Iterable[User] = (), is_sent: bool = False
) -> SavedAnalysis:
    saved = lock(SavedAnalysis, pk, "owner")
    require(can_keep(user, saved))
    _refuse_taken(SavedAnalysis.objects.of(user).exclude(pk=pk), name)
    saved.name, saved.is_sent = name.strip(), is_sent
    saved.save(update_fields=["name", "is_sent"])
    _share(saved, receivers)
    return saved


def _refuse_taken(rows: object, name: str) -> None:
    if rows.filter(name=name.strip()).exists():  # type: ignore[attr-defined]
        raise BusinessError(_("You have an analysis of this name already."))


def _share(saved: SavedAnalysis, receivers: Iterable[User]) -> None:
    """Who is added hears of it."""
    before = set(saved.receivers.values_list("pk", flat=True))
    people = [person for person in receivers if person.pk != saved.owner_id]
    saved.receivers.set(people)
    notify(
        [person for person in people if person.pk not in before],
        lambda: _("%(person)s shares the analysis “%(name)s” with you") % {"person": saved.owner, "name": saved.name},
        url=address_of(saved),
        sent_by=saved.owner,
    )


@transaction.atomic
def delete_saved(pk: int, user: User) -> None:
    """Thrown away by its owner; who it was shared with only takes himself off."""
    saved = lock(SavedAnalysis, pk, "owner")
    if saved.owner_id == user.pk:
        saved.delete()
        return
    if not saved.receivers.filter(pk=user.pk).exists():
        require(can_keep(user, saved))
    saved.receivers.remove(user)


def note_use(saved: SavedAnalysis) -> None:
    """When it was opened last: what nobody opens can go."""
    SavedAnalysis.objects.filter(pk=saved.pk).update(last_used_at=timezone.now())
