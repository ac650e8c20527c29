"""Every Monday: what was saved, computed for each receiver with his own rights and looked at before it goes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from performance.saved_analysis.models import AnalysisSending, SavedAnalysis
from performance.saved_analysis.reading import address_of, read_saved
from performance.saved_analysis.states import Outcome
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User

if TYPE_CHECKING:
    import datetime as dt

    from performance.saved_analysis.reading import Said

logger = logging.getLogger(__name__)


def send_saved(at: dt.datetime) -> int:
    """Each saved analysis to its owner and to those it is shared with; returns how many went out.

    A second run of the day sends none again; one that fails holds up no other.
    """

    def send(saved: SavedAnalysis) -> int:
        people = User.objects.active().filter(pk__in=[saved.owner_id, *saved.receivers.values_list("pk", flat=True)])
        return sum(send_one(saved, person, day_of(at)) for person in people.order_by("pk"))

    return one_by_one(
        "analysis-sending", SavedAnalysis.objects.to_be_sent().select_related("owner").order_by("pk"), send
    )


@transaction.atomic
def send_one(saved: SavedAnalysis, receiver: User, day: dt.date) -> int:
    """1 where it was sent: it says something, and it is his to read. Else the row says why not, and its owner is told."""
    row, made = AnalysisSending.objects.get_or_create(
        saved=saved, receiver=receiver, day=day, defaults={"outcome": Outcome.FAILED}
    )
    if not made:
        return 0
    with translation.override(receiver.language):
        said, row.outcome, row.reason = _looked_at(saved, receiver)
    if said is not None:
        row.rows, row.figure = said.count, said.figure[:60]
        notify(
            [receiver],
            _subject(saved, said),
            url=address_of(saved),
            body=_body(saved, said),
            key=f"analysis-{saved.pk}-{day:%Y%m%d}",
            sent_by=saved.owner,
        )
    row.save(update_fields=["outcome", "reason", "rows", "figure"])
    if row.outcome in (Outcome.FAILED, Outcome.NO_RIGHT):
        _tell_owner(saved, receiver, row)
    return int(said is not None)


def _looked_at(saved: SavedAnalysis, receiver: User) -> tuple[Said | None, str, str]:
    """What he would be sent, or None with the reason."""
    try:
        with transaction.atomic():
            said = read_saved(saved, receiver)
    except PermissionDenied as refusal:
        return None, Outcome.NO_RIGHT, str(refusal)[:300]
    except BusinessError as refusal:
        return None, Outcome.FAILED, str(refusal)[:300]
    except Exception as failure:  # whatever one question meets, the others go out
        logger.exception("saved analysis %s for %s", saved.pk, receiver.pk)
        return None, Outcome.FAILED, f"{type(failure).__name__}"
    if not said.count:
        return None, Outcome.EMPTY, ""
    return said, Outcome.SENT, ""


def _subject(saved: SavedAnalysis, said: Said) -> str:
    return f"{saved.name}{_(': ')}{said.figure}"


def _body(saved: SavedAnalysis, said: Said) -> str:
    lines = [f"{said.title} · {said.period}", *(f"{label}  {figure}" for label, figure in said.rows)]
    if said.count > len(said.rows):
        lines.append(_("… and %(n)d more rows") % {"n": said.count - len(said.rows)})
    lines.append(
        _("Saved by %(person)s and sent every Monday; computed with your own rights.") % {"person": saved.owner}
    )
    return "\n".join(lines)


def _tell_owner(saved: SavedAnalysis, receiver: User, row: AnalysisSending) -> None:
    notify(
        [saved.owner],
        lambda: (
            _("The analysis “%(name)s” was not sent to %(person)s: %(reason)s")
            % {"name": saved.name, "person": receiver, "reason": row.reason or row.get_outcome_display()}
        ),
        key=f"analysis-failed-{row.pk}",
    )
