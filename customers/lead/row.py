"""One row of an imported list of leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.lead.duplicates import lead_warning
from customers.lead.following import create_lead
from customers.lead.models import Lead
from customers.lead.permissions import can_edit_lead
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def import_lead(user: User, values: dict, update: bool) -> str | None:
    """Write one row: "created", "updated", or None where nothing differs. Refuses with a reason (LEAD-01).

    A row with a number is that lead, changed where ``update`` says so; a row without one is new, and refused where the
    company is a lead or a customer already, unless the row says that it is another firm.
    """
    number, is_other_firm = values.pop("number", None), values.pop("is_other_firm", False)
    typed = {name: value for name, value in values.items() if value not in (None, "")}
    _check_address(typed)
    if number:
        return _update(number, user, typed, update)
    if not (typed.get("phone") or typed.get("email")):
        raise BusinessError(_("Give a telephone number or an e-mail address."))
    known = "" if is_other_firm else lead_warning(user, typed["company"])
    if known:
        raise BusinessError(known)
    create_lead(user, tell=False, **typed)
    return "created"


def _check_address(typed: dict) -> None:
    try:
        validate_email(typed.get("email") or "nobody@example.com")
    except ValidationError as wrong:
        raise BusinessError(" ".join(wrong.messages)) from wrong


def _update(number: str, user: User, typed: dict, update: bool) -> str:
    known = Lead.objects.visible_to(user).filter(number=number).first()
    if known is None:
        raise BusinessError(_("There is no lead %(number)s.") % {"number": number})
    differing = {name: value for name, value in typed.items() if getattr(known, name) != value}
    if not differing or not update:
        return None
    lead = lock(Lead, known.pk, "owner", "region")
    if not can_edit_lead(user, lead):
        raise BusinessError(_("You may not change %(lead)s.") % {"lead": lead})
    change(lead, user, gettext_noop("Imported"), **differing)
    return "updated"
