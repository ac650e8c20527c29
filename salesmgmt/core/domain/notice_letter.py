"""A notice as a letter: the link, who asks, what it is about, how much, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import pgettext

from salesmgmt.core.domain.approvals.describe import approval_of
from salesmgmt.core.output.letters import page_letter, site_address
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.registry import document_kind

if TYPE_CHECKING:
    from decimal import Decimal

    from salesmgmt.core.models import Notice


@dataclass(frozen=True)
class Fact:
    """A line of the letter; ``kind`` is text, money or time."""

    label: Any
    value: Any
    kind: str = "text"


def document_of(notice: Notice) -> Any:
    """The document whose page a notice opens, as far as its reader may see it; else None."""
    try:
        match = resolve(notice.url.partition("?")[0].partition("#")[0])
    except Resolver404:
        return None
    name, _point, what = (match.url_name or "").rpartition("-")
    kind = document_kind(name) if what == "detail" else None
    if kind is None or "pk" not in match.kwargs:
        return None
    return kind.model.objects.visible_to(notice.user).filter(pk=match.kwargs["pk"]).first()


def facts_of(notice: Notice) -> list:
    """What the reader is to know without opening the program; money only for those who see prices (SEC-03)."""
    document, facts = document_of(notice), []
    if notice.sent_by:
        facts.append(Fact(pgettext("mail", "From"), str(notice.sent_by)))
    if document is not None:
        kind = document_kind(document)
        title = str(getattr(document, "title", "") or "")
        what = " ".join(part for part in (str(kind.label), str(document), title) if part)
        facts.append(Fact(pgettext("mail", "About"), what))
        amount = _amount_of(document) if sees_prices(notice.user) else None
        if amount is not None:
            facts.append(Fact(pgettext("mail", "Amount"), amount, "money"))
    if notice.due_at:
        facts.append(Fact(pgettext("mail", "Until"), notice.due_at, "time"))
    return facts


def _amount_of(document: Any) -> Decimal:
    approval = approval_of(document)
    return approval.amount_of(document) if approval else getattr(document, "amount", None)


def link_of(notice: Notice) -> str:
    """It marks the notice as read and goes on to what it is about, after the sign-in where one is needed."""
    return site_address(reverse("notice-open", args=[notice.pk]))


def notice_letter(notice: Notice, connection: Any = None) -> Any:
    with translation.override(notice.user.language):
        about = {
            "notice": notice,
            "facts": facts_of(notice),
            "link": link_of(notice),
            "settings": site_address("/notices/"),
        }
        return page_letter(notice.subject, "notice", about, [notice.user.email], connection=connection)
