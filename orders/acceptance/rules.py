"""What an acceptance by the customer must satisfy: a pure rule (DLV-08)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orders.acceptance.states import AcceptanceStatus


def acceptance_problem(status: str, label: str, resolution: str) -> str:
    """Why a line cannot be recorded as accepted; "" where it can.

    DLV-08 (001 三(四)4): objections are settled until the customer accepts; without a word on how, nothing is accepted.
    """
    if status == AcceptanceStatus.ACCEPTED:
        return _("%(line)s has been accepted already.") % {"line": label}
    if status == AcceptanceStatus.OBJECTED and not resolution.strip():
        return _("%(line)s: the customer objected. Write down how the objection was settled.") % {"line": label}
    return ""
