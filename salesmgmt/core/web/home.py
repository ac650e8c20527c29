"""The first page, in three answers: what waits for this person, what his day holds, how he stands.

What is summed, counted and looked over comes as parts of the page once it stands (``home_figures``, ``home_more``): the overdue
of a region are a hundred thousand invoices, and sixty counters are one question, but a long one.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import Task
from salesmgmt.core.registry import (
    address,
    day_parts_for,
    document_kind,
    home_cards_for,
    home_parts_for,
    metrics_for,
    quick_acts_for,
    task_kind,
)
from salesmgmt.core.web.counting import capped_counts
from salesmgmt.core.web.shell import SECTION_LABELS, section_of

TONES = ("bad", "warn")
WAITING = 6  # decisions and tasks in sight; the rest is one touch away
OF_DAY = 6
FIGURES = 3


@dataclass(frozen=True)
class ShownCard:
    name: str
    label: Any
    icon: str
    tone: str
    number: str
    address: str

    @property
    def is_empty(self):
        return self.number == "0"

    @property
    def urgency(self):
        """0 what is late or blocked, 1 what will be, 2 what is only to be known."""
        return TONES.index(self.tone) if self.tone in TONES else len(TONES)


@dataclass(frozen=True)
class ShownMetric:
    label: Any
    address: str
    figure: Any

    @property
    def percent(self):
        """How far the value is on the way to its target, or None without one."""
        return int(self.figure.value * 100 / self.figure.target) if self.figure.target else None

    @property
    def bar(self):
        return max(0, min(100, self.percent or 0))

    @property
    def change(self):
        """What the figure gained since the period before, or None where nothing is known of it."""
        return None if self.figure.before is None else self.figure.value - self.figure.before

    @property
    def difference(self):
        """The change as a figure of the same kind, without its sign: the arrow says it."""
        return type(self.figure)(abs(self.change), self.figure.kind)

    @property
    def tone(self):
        if not self.change:
            return "neutral"
        return "good" if (self.change > 0) != self.figure.less_is_good else "bad"


def home(request):
    user = request.user
    decisions = waiting_decisions(user)
    context = {
        "quick": quick_acts_for(user),
        "decisions": decisions[:WAITING],
        "more_decisions": len(decisions) > WAITING,
        "tasks": waiting_tasks(user),
        "today": calendar.today(),
        "day": day_of(user),
        "metrics": metrics_for(user)[:FIGURES],
    }
    return render(request, "core/home.html", context)


@require_GET
def home_figures(request):
    """How this person stands, in three figures."""
    context = {"metrics": figures(request.user, metrics_for(request.user)[:FIGURES])}
    return render(request, "core/_metrics.html", context)


@require_GET
def home_more(request):
    """The counters in their groups, without those at nothing, the other figures, and the cards of those who lead."""
    user = request.user
    cards = shown_cards(user)
    context = {
        "groups": grouped([card for card in cards if not card.is_empty]),
        "clear": [card for card in cards if card.is_empty],
        "metrics": figures(user, metrics_for(user)[FIGURES:]),
        "parts": [
            (part, found, address(part.link, user))
            for part in home_parts_for(user)
            if (found := part.read(user)) is not None
        ],
    }
    return render(request, "core/_home_more.html", context)


def waiting_decisions(user):
    """The steps that wait for this person, longest waiting first, one more than is shown."""
    steps = approvals.pending_for(user).order_by("opened_at", "pk")[: WAITING + 1]
    return [
        (step, document_kind(step.round.kind), step.round.document_model(pk=step.round.object_id)) for step in steps
    ]


def waiting_tasks(user):
    """The open tasks, most overdue first."""
    rows = Task.objects.filter(person=user).open().order_by(F("due_on").asc(nulls_last=True), "pk")
    return [(task, task_kind(task.kind)) for task in rows[:WAITING]]


def day_of(user):
    """``[(part, rows, address)]`` of what the day holds; a part without rows is left out."""
    day = calendar.today()
    found = [(part, list(part.rows(user, day, OF_DAY)), address(part.link, user)) for part in day_parts_for(user)]
    return [each for each in found if each[1]]


def figures(user, metrics):
    """The metrics with something to show."""
    found = [(metric, metric.value(user)) for metric in metrics]
    return [
        ShownMetric(metric.label, address(metric.link, user), figure) for metric, figure in found if figure is not None
    ]


def shown_cards(user):
    known = home_cards_for(user)
    numbers = capped_counts([card.count(user) for card in known])
    return [
        ShownCard(card.name, card.label, card.icon, card.tone, number, address(card.link, user))
        for card, number in zip(known, numbers, strict=True)
    ]


def grouped(cards):
    """``[(label, cards)]`` by the part of the menu where their lists lie, in its order; within, what is late first."""
    groups = {}
    for card in cards:
        groups.setdefault(section_of(card.address), []).append(card)
    order = [*SECTION_LABELS, *(name for name in groups if name not in SECTION_LABELS)]
    return [
        (SECTION_LABELS.get(name) or _("Work"), sorted(groups[name], key=lambda card: card.urgency))
        for name in order
        if name in groups
    ]
