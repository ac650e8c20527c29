"""A list as a board: a column a status, the newest of each, cards that move where table and permissions allow."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from salesmgmt.core.models import User
    from salesmgmt.core.web.detail import Action

# A technical limit: what a person looks through on a board; the rest is on the list.
SHOWN = 30


@dataclass
class BoardColumn:
    """``total`` documents of a status, the sum of their ``amount`` in yuan (None where nothing is summed), ``cards`` of the newest."""

    status: str
    label: Any
    total: int = 0
    amount: Decimal | None = None
    cards: list = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return self.total - len(self.cards)


@dataclass(frozen=True)
class CardAct:
    """A button of a card; ``target`` is the column that may be dropped on for it, "" for none."""

    action: Action
    address: str
    target: str


@dataclass
class Card:
    """``step``: what comes next, in two words; ``tags``: ``[(tone, words)]`` of what presses."""

    document: Any
    step: str
    tags: list
    acts: list[CardAct]
    more: dict = field(default_factory=dict)

    @property
    def moves(self) -> str:
        """``{column: address of the dialog}`` for the script."""
        return json.dumps({act.target: act.address for act in self.acts if act.target})


def board_columns(rows: QuerySet, statuses: Sequence[str], amount: str = "") -> list[BoardColumn]:
    """The columns of these statuses, in their order, with documents for cards; two queries however many rows there are.

    ``amount`` names the field that is summed.
    """
    labels = dict(rows.model.Status.choices)
    columns = {str(status): BoardColumn(str(status), labels[status]) for status in statuses}
    rows = rows.filter(status__in=statuses).order_by()
    summed = {"sum": Sum(amount)} if amount else {}
    for row in rows.values("status").annotate(number=Count("pk"), **summed):
        column = columns[row["status"]]
        column.total, column.amount = row["number"], row.get("sum")
    place = Window(RowNumber(), partition_by=[F("status")], order_by=F("pk").desc())
    for document in rows.annotate(place=place).filter(place__lte=SHOWN).order_by("-pk"):
        columns[document.status].cards.append(document)
    if amount:
        for column in columns.values():
            column.amount = column.amount or ZERO
    return list(columns.values())


class BoardPage(View):
    """``/…/board/``: the newest of each status under the filters of the address.

    ``list_page`` and ``detail_page`` are those of the document. ``targets`` says where an act leads when its card is dropped,
    ``{act: status}``: those acts are the buttons of a card, the same with the same conditions as on the document's page.
    ``forward`` are the columns that bring it on. ``amount``: the field summed in the head of a column; all readers of the list see it.
    """

    http_method_names: ClassVar = ["get", "head", "options"]
    list_page: type
    detail_page: type
    filterset_class: type
    card_template: str
    title: Any
    placeholder: Any
    statuses: ClassVar[Sequence[str]]
    targets: ClassVar[dict]
    forward: ClassVar[tuple] = ()
    amount = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        user, list_page = request.user, self.list_page
        key = list_page.model.KIND
        require(may_at_all(user, key, "R"))
        filterset = self.filterset_class(request.GET, list_page.base_queryset(user), user=user)
        columns = board_columns(self.rows(filterset.qs), self.statuses, self.amount)
        back = request.get_full_path()
        for column in columns:
            column.cards = [self.card(user, document, back) for document in column.cards]
        here = request.resolver_match.url_name
        name = list_page.model._meta.verbose_name_plural
        list_address = reverse(f"{key.replace('_', '-')}-list")
        context = {
            "title": self.title,
            "placeholder": self.placeholder,
            "card_template": self.card_template,
            "filterset": filterset,
            "columns": columns,
            "querystring": request.GET.urlencode(),
            "list_address": list_address,
            "links": [(label, url, icon) for label, url, icon, can in list_page.links if url != here and can(user)],
            "create_url": list_page.create_url if may_at_all(user, key, "C") else "",
            "crumbs": [Crumb(str(name).capitalize(), list_address), Crumb(_("Board"))],
        }
        return render(request, "core/board.html", context)

    def rows(self, rows: QuerySet) -> QuerySet:
        """What stands on the board, with what its cards show."""
        return rows

    def card(self, user: User, document: Any, back: str) -> Card:
        raise NotImplementedError

    def acts_on(self, user: User, document: Any, back: str) -> list[CardAct]:
        """The acts this person may do on the document now; what brings it forward is the button in sight."""
        opened = {
            action.name: action
            for action in self.detail_page.all_actions()
            if action.name in self.targets and action.is_open(user, document)
        }
        address = f"{type(document).KIND.replace('_', '-')}-do"
        query = urlencode({"next": back})
        acts = [
            CardAct(
                action, f"{reverse(address, args=[document.pk, name])}?{query}", self.target(document, name, opened)
            )
            for name, action in opened.items()
        ]
        return sorted(acts, key=lambda act: act.target not in self.forward)

    def target(self, document: Any, name: str, opened: dict) -> str:
        """The column to which this act may be dragged; "" where it moves nothing."""
        target = self.targets[name]
        return "" if not target or target == document.status or not document.can_become(target) else target
