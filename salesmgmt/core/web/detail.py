"""Detail pages and the actions on them (docs/adding-a-document.md)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy
from django.views import View

from salesmgmt.core.domain.discarding import DISCARDED, can_discard, discard, draft_kind
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import may_write
from salesmgmt.core.registry import actions_for, document_kind, sections_for
from salesmgmt.core.round_lock import is_torn, open_round_of, why_locked
from salesmgmt.core.state import require
from salesmgmt.core.web.attachments import attachment_panel
from salesmgmt.core.web.conversation_pages import conversation_address
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.panels import approval_panel, timeline_for
from salesmgmt.core.web.status import status_tone
from salesmgmt.core.web.tabs import tabs_of

TIMELINE_ROWS = 50


def opening(model: type, right: Callable, *related: str) -> Callable:
    """The act of a button that only opens a form: ``right(user, record)`` is asked once more, and nothing is written."""

    def run(pk, user):
        record = model.objects.select_related(*related).get(pk=pk)
        require(right(user, record))
        return record

    return run


@dataclass(frozen=True)
class Action:
    """A button of a detail page and the domain function behind it: ``run(pk, user, **form.cleaned_data)``.

    Shown when ``can(user, obj)`` and, with ``to``, when the table lets the document become that status.
    ``why_not(user, obj)`` says why the button is missing where people will look for it. ``form`` may be a form class
    (called with ``user=`` and ``document=`` where it takes them); ``initial(user, obj)`` fills it.
    ``goto(result, obj)`` is the address afterwards, the document itself without. ``order`` sets a button that a room to the
    right registers among those of the page; buttons of one order stand as they were named. ``style`` may be a function of
    (user, obj), where another act goes on first: a page has one primary button.
    While the document is in approval the button is not shown, unless the act is done ``beside_round``: it writes nothing
    into the document, or goes through the approval engine.
    """

    name: str
    label: Any
    can: Callable
    run: Callable
    form: type | None = None
    icon: str = ""
    style: str | Callable = ""  # primary, success, danger or "" for the menu "more"
    why_not: Callable | None = None
    confirm: Any = ""
    to: str = ""
    initial: Callable | None = None
    success: Any = ""
    goto: Callable | None = None
    help_text: Any = ""  # or (user, obj) -> text
    beside_round: bool = False
    order: int = 50  # among the buttons; of one order the page's own come first

    @property
    def has_form(self):
        """For templates, which would call the form class itself."""
        return self.form is not None

    def is_open(self, user, obj):
        return (not self.to or obj.can_become(self.to)) and self.can(user, obj)

    def on(self, user, obj):
        """The button as it stands on this page, its style settled."""
        return replace(self, style=self.style(user, obj)) if callable(self.style) else self

    def is_shown_in(self, round_):
        """Is the button there while this approval round is open (None for none)? The address behind it answers the same."""
        return round_ is None or self.beside_round

    def build_form(self, user, obj, data=None, files=None):
        if self.form is None:
            return None
        initial = self.initial(user, obj) if self.initial else {}
        extra = {"document": obj} if getattr(self.form, "wants_document", False) else {}
        return self.form(data, files, user=user, initial=initial, **extra)


@dataclass(frozen=True)
class Fact:
    """A cell of the facts grid; how it is shown follows from the value (a Decimal is money). ``wide`` takes the row.

    Money is hidden from people who do not see prices; ``price=False`` for an amount that is no price.
    """

    label: Any
    value: Any
    wide: bool = False
    note: Any = ""
    price: bool = True


@dataclass(frozen=True)
class Step:
    """A stop of the stepper: ``state`` is done, now or next."""

    label: Any
    state: str


def stepper(obj):
    """The main road of the document (``STEPPER`` of its class) with the present stop marked.

    A status off the road (rejected, cancelled) is put where the document left it, as the last stop; one from which the road
    goes on without turning back (partly delivered) is a stop between the others.
    """
    choices = dict(obj._meta.get_field("status").flatchoices)
    road = [str(status) for status in getattr(obj, "STEPPER", ())]
    if obj.status in road:
        here = road.index(obj.status)
        is_final = here == len(road) - 1
        states = ["done" if i < here or is_final else "now" if i == here else "next" for i in range(len(road))]
        return [Step(choices[name], state) for name, state in zip(road, states, strict=True)]
    if not road:
        return []
    behind = [name for name in _way_to(obj.status, road[0], obj.TRANSITIONS) if name in road] or road[:1]
    ahead = [*_way_to(road[-1], str(obj.status), obj.TRANSITIONS)[1:], road[-1]]
    goes_on = len(ahead) > 1 and not set(ahead) & set(behind)
    here = Step(choices[obj.status], "now" if goes_on else "off")
    after = [name for name in road[road.index(behind[-1]) + 1 :] if name in ahead] if goes_on else []
    return [*(Step(choices[name], "done") for name in behind), here, *(Step(choices[name], "next") for name in after)]


def _way_to(status, start, transitions):
    """The shortest way of the table from ``start`` to ``status``, without the latter; empty where none leads there."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        for after in map(str, transitions.get(way[-1], ())):
            if after == status:
                return way
            if after not in seen:
                seen.add(after)
                ways.append([*way, after])
    return []


class DetailPage(View):
    """A document's page. Set ``model``, ``template_name``, ``actions`` and ``facts``."""

    http_method_names = ["get", "head", "options"]

    model = None
    template_name = "core/detail.html"
    actions = ()
    related = ()  # select_related of the page
    has_attachments = True
    edit_url = ""  # <kind>-edit by default; None for no edit button
    edit_ends_round = False  # editing what is in approval ends its round and begins anew (CON-17)
    pdf_links = ()  # [(label, url name, can(user, obj))] with the pk as argument
    request = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        names = [action.name for action in cls.actions]
        if len(names) != len(set(names)):
            raise ValueError(f"{cls.__name__} has two actions of one name")

    # -- hooks ---------------------------------------------------------------------------------------------

    @classmethod
    def queryset(cls, user):
        return cls.model.objects.visible_to(user).select_related(*cls.related)

    def facts(self, obj):
        """``[Fact]`` or ``[(label, value)]``: the grid below the title."""
        return []

    def fact_groups(self, obj):
        """``[(heading, facts)]``: further grids below the first."""
        return []

    def lines(self, obj):
        """A BaseTable of the lines, or None."""
        return None

    def title(self, obj):
        """The heading."""
        return str(obj)

    def subtitle(self, obj):
        """The line below it: the number, where the heading does not say it already."""
        number = getattr(obj, "number", "")
        return "" if number in self.title(obj) else number

    def extra_context(self, obj):
        return {}

    def can_edit(self, user, obj):
        return getattr(obj, "is_editable", True) and may_write(user, obj)

    # -- page ----------------------------------------------------------------------------------------------

    def get(self, request, pk):
        return self.show(get_object_or_404(self.queryset(request.user), pk=pk))

    def show(self, obj, status=200, **extra):
        return render(self.request, self.template_name, {**self.get_context_data(obj), **extra}, status=status)

    def get_context_data(self, obj):
        user = self.request.user
        approval = approval_panel(obj, user)
        round_ = approval["current"] if approval and approval["is_open"] else None
        return {
            **self.head(obj, round_),
            "facts": self._shown(self.facts(obj)),
            "fact_groups": [(label, self._shown(facts)) for label, facts in self.fact_groups(obj)],
            "line_table": self.lines(obj),
            "approval": approval,
            "attachments": attachment_panel(obj, user, is_asked=round_ is not None) if self.has_attachments else None,
            "timeline": timeline_for(obj, user, TIMELINE_ROWS),
            "sections": self._sections(obj),
            "conversation_address": conversation_address(obj),
            **self.extra_context(obj),
        }

    def _sections(self, obj):
        """``[(section, what its template shows)]`` of the cards that rooms to the right registered for this kind."""
        found = [(each, each.read(obj, self.request.user)) for each in sections_for(getattr(obj, "KIND", ""))]
        return [(section, part) for section, part in found if part is not None]

    def _shown(self, facts):
        """Amounts of money vanish for people who may not see prices (roles.md, row-level rule 3)."""
        facts = [_as_fact(each) for each in facts]
        if sees_prices(self.request.user):
            return facts
        return [each for each in facts if each.price is False or not isinstance(each.value, Decimal)]

    @classmethod
    def all_actions(cls):
        """The page's own actions and those that rooms to the right registered for its kind, then throwing a draft away."""
        found = [*cls.actions, *actions_for(getattr(cls.model, "KIND", ""))]
        return [*sorted(found, key=lambda action: action.order), *_discarding(cls.model)]

    def shell(self, obj, active_tab=""):
        """The head of the page, which its tabs share."""
        return self.head(obj, open_round_of(obj), active_tab)

    def head(self, obj, round_, active_tab=""):
        """``round_`` is the open approval round, which leaves of the buttons those that stand beside it."""
        user, kind = self.request.user, document_kind(obj)
        usable = [action for action in self.all_actions() if action.is_open(user, obj)]
        shown = [action.on(user, obj) for action in usable if action.is_shown_in(round_)]
        return {
            "object": obj,
            "kind": kind,
            "detail": self,
            "title": self.title(obj),
            "subtitle": self.subtitle(obj),
            "tone": status_tone(getattr(obj, "status", "")),
            "steps": stepper(obj) if hasattr(obj, "status") else [],
            "buttons": [self._button(action, obj) for action in shown if action.style],
            "more_buttons": [self._button(action, obj) for action in shown if not action.style],
            "why_nots": [*self._locked(obj, round_, len(usable) > len(shown)), *self._why_nots(obj, usable)],
            "edit_address": self._edit_address(obj, round_),
            "pdfs": [(label, reverse(name, args=[obj.pk])) for label, name, can in self.pdf_links if can(user, obj)],
            "tabs": self._tabs(obj, active_tab),
            "crumbs": self._crumbs(obj, kind),
            "active_tab": active_tab,
        }

    def _locked(self, obj, round_, misses_buttons):
        """Why buttons are missing while the document is in approval: to whoever would look for them."""
        if round_ is None:
            return []
        looks = misses_buttons or round_.applicant_id == self.request.user.pk or is_torn(obj, round_)
        return [why_locked(obj, round_)] if looks else []

    def _button(self, action, obj):
        return action, self.action_address(obj, action.name)

    @classmethod
    def url_base(cls):
        """``quote`` of ``quote-detail``: the KIND with dashes."""
        return getattr(cls, "url_name", "") or cls.model.KIND.replace("_", "-")

    def action_address(self, obj, name):
        return reverse(f"{self.url_base()}-do", args=[obj.pk, name])

    def _why_nots(self, obj, shown):
        missing = [action for action in self.all_actions() if action.why_not and action not in shown]
        texts = [action.why_not(self.request.user, obj) for action in missing]
        return list(dict.fromkeys(text for text in texts if text))

    def _edit_address(self, obj, round_):
        if round_ is not None and not self.edit_ends_round:
            return ""
        if self.edit_url is None or not self.can_edit(self.request.user, obj):
            return ""
        try:
            return reverse(self.edit_url or f"{self.url_base()}-edit", args=[obj.pk])
        except NoReverseMatch:  # a document without edit page
            return ""

    def _tabs(self, obj, active):
        """On the first page their numbers come with the conversation, once the page stands."""
        return tabs_of(obj, self.request.user, active, counted=bool(active) or not conversation_address(obj))

    def _crumbs(self, obj, kind):
        return [*([Crumb(kind.label_plural, kind.list_address())] if kind else []), Crumb(str(obj))]


def _discarding(model):
    """The button of every kind whose drafts can be thrown away."""
    if draft_kind(model) is None:
        return []
    return [
        Action(
            "discard-draft",
            gettext_lazy("Throw the draft away"),
            can_discard,
            partial(discard, model),
            form=ReasonForm,
            to=DISCARDED,
            icon="trash",
        )
    ]


def _as_fact(each):
    return each if isinstance(each, Fact) else Fact(*each)
