"""The state of a confirmation form is entered as the tax bureau shows it; the red letter waits for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.posting import lock_with_account
from orders.invoice.models import Invoice
from orders.red_confirmation.models import RedConfirmation
from orders.red_confirmation.permissions import can_record_form
from orders.red_confirmation.states import FORM_TRANSITIONS, ISSUING, VOID, WAITING, EnteredBy, FormState
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

# Law: who was asked has 72 hours.
HOURS = 72


@transaction.atomic
def record_form(
    pk: int, user: User, *, form_no: str, state: str, entered_by: str = EnteredBy.SELLER
) -> RedConfirmation:
    """The form of a credit note with its number and state; the next state of a form that is there (REC-13).

    A void form is not revived: the red letter needs a new form with a number of its own. One number, one form.
    """
    credit, _account = lock_with_account(Invoice, pk)
    require(can_record_form(user, credit))
    form_no = "".join(form_no.split())
    if not form_no:
        raise BusinessError(_("Enter the number of the confirmation form."))
    known = RedConfirmation.objects.select_for_update().filter(form_no=form_no).first()
    if known is not None and known.credit_id != credit.pk:
        raise BusinessError(
            _("The form %(number)s belongs to %(other)s already.") % {"number": form_no, "other": known.credit}
        )
    live = live_form(credit)
    if known is None and live is not None:
        raise BusinessError(
            _("The form %(number)s is still running (%(state)s): a new one comes when it is void.")
            % {"number": live.form_no, "state": live.get_state_display()}
        )
    if known is None:
        return _open(credit, user, form_no, state, entered_by)
    if state not in FORM_TRANSITIONS.get(known.state, []):
        raise BusinessError(
            _("After “%(before)s” a form does not become “%(after)s”.")
            % {"before": known.get_state_display(), "after": FormState(state).label}
        )
    known.state, known.state_since = state, timezone.now()
    known.save(update_fields=["state", "state_since"])
    _say(credit, user, known)
    return known


def _open(credit: Invoice, user: User, form_no: str, state: str, entered_by: str) -> RedConfirmation:
    made = RedConfirmation.objects.create(
        credit=credit,
        form_no=form_no,
        state=state,
        entered_by=entered_by,
        created_by=user,
        state_since=timezone.now(),
    )
    _say(credit, user, made)
    return made


def _say(credit: Invoice, user: User, form: RedConfirmation) -> None:
    said = f"{form.form_no}: {form.get_state_display()}"
    audit.record(credit, user, gettext_noop("Confirmation form of the red letter"), comment=said)


def live_form(credit: Invoice) -> RedConfirmation | None:
    return RedConfirmation.objects.filter(credit=credit).exclude(state__in=VOID).first()


def number_withheld(credit: Invoice) -> str:
    """Why a credit note cannot have its number yet; "" where it can: its form is confirmed, or none was needed so far."""
    form = RedConfirmation.objects.filter(credit=credit).order_by("-pk").first()
    if form is None or form.state in ISSUING:
        return ""
    return _("The confirmation form %(number)s is at “%(state)s”: the red invoice is issued at 01 or 04. %(next)s") % {
        "number": form.form_no,
        "state": form.get_state_display(),
        "next": next_step(form),
    }


def next_step(form: RedConfirmation) -> str:
    """What is to be done about a form, in words."""
    if form.state in ISSUING:
        return _("The red invoice comes by itself: enter its number when it is there, or read its file.")
    if form.state in WAITING:
        until = form.state_since + dt.timedelta(hours=HOURS)
        return _("The other side confirms until %(until)s.") % {
            "until": timezone.localtime(until).strftime("%Y-%m-%d %H:%M")
        }
    return _("This form is void: apply anew, and enter the new number here.")


def confirmation_number(invoice: Invoice) -> str:
    """The number of the form under which a credit note is issued; "" where there is none."""
    form = live_form(invoice) if invoice.is_credit else None
    return form.form_no if form else ""
