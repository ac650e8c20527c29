"""The first page: what waits for this person, and how his month goes."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import render

from salesmgmt.core.registry import address, home_cards_for, metrics_for
from salesmgmt.core.web.counting import capped_counts

URGENT = ("bad", "warn")


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
        """0 what is late or blocked, 1 what will be, None what is only to be known."""
        return URGENT.index(self.tone) if self.tone in URGENT else None


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


def home(request):
    user = request.user
    known = home_cards_for(user)
    numbers = capped_counts([card.count(user) for card in known])
    cards = [
        ShownCard(card.name, card.label, card.icon, card.tone, number, address(card.link, user))
        for card, number in zip(known, numbers, strict=True)
    ]
    figures = [(metric, metric.value(user)) for metric in metrics_for(user)]
    metrics = [
        ShownMetric(metric.label, address(metric.link, user), figure)
        for metric, figure in figures
        if figure is not None
    ]
    waiting = [card for card in cards if not card.is_empty]
    context = {
        "cards": sorted((card for card in waiting if card.urgency is not None), key=lambda card: card.urgency),
        "chips": [card for card in waiting if card.urgency is None],
        "clear": [card for card in cards if card.is_empty],
        "metrics": metrics,
    }
    return render(request, "core/home.html", context)
