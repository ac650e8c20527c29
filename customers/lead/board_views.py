"""Leads as a board: columns by status, cards that move where table and permissions allow."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.lead.board import attention, board_columns, next_step, quiet_days
from customers.lead.filters import BoardFilters
from customers.lead.models import Lead
from customers.lead.views import LeadDetail, LeadList
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action

# Where an act leads when its card is dropped; to assess an incomplete lead is on the way to qualify it.
TARGETS = {
    "assign": "assigned",
    "reopen": "assigned",
    "log": "contacted",
    "assess": "qualified",
    "qualify": "qualified",
    "convert": "converted",
    "disqualify": "disqualified",
}
FORWARD = ("assigned", "contacted", "qualified", "converted")


@dataclass(frozen=True)
class CardAct:
    """A button of a card; ``target`` is the column that may be dropped on for it, "" for none."""

    action: Action
    address: str
    target: str


@dataclass
class Card:
    lead: Lead
    step: str
    quiet: int
    tags: list
    acts: list[CardAct]

    @property
    def moves(self):
        """``{column: address of the dialog}`` for the script."""
        return json.dumps({act.target: act.address for act in self.acts if act.target})


def acts_on(user, lead, back):
    """The acts this person may do on the lead now: the same actions with the same conditions as on its page."""
    opened = {
        action.name: action
        for action in LeadDetail.all_actions()
        if action.name in TARGETS and action.is_open(user, lead)
    }
    acts = [
        CardAct(
            action,
            f"{reverse('lead-do', args=[lead.pk, name])}?{urlencode({'next': back})}",
            _target(lead, name, opened),
        )
        for name, action in opened.items()
    ]
    # What brings the lead forward is the button in sight.
    return sorted(acts, key=lambda act: act.target not in FORWARD)


def _target(lead, name, opened):
    """A log moves an assigned lead only, and who may qualify need not assess."""
    target = TARGETS[name]
    if target == lead.status or (name == "assess" and "qualify" in opened) or not lead.can_become(target):
        return ""
    return target


def card_of(user, lead, back):
    return Card(lead, next_step(lead), quiet_days(lead), attention(lead), acts_on(user, lead, back))


class LeadBoard(View):
    """``/leads/board/``: the newest of each status under the filters of the address."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        user = request.user
        require(may_at_all(user, "lead", "R"))
        filterset = BoardFilters(request.GET, LeadList.base_queryset(user), user=user)
        columns = board_columns(filterset.qs)
        for column in columns:
            column.leads = [card_of(user, lead, request.get_full_path()) for lead in column.leads]
        context = {
            "title": _("Board of leads"),
            "filterset": filterset,
            "columns": columns,
            "querystring": request.GET.urlencode(),
            "may_create": may_at_all(user, "lead", "C"),
            "crumbs": [Crumb(_("Leads"), reverse("lead-list")), Crumb(_("Board"))],
        }
        return render(request, "customers/lead/board.html", context)
