"""What the apps tell core about themselves, explicitly, in their ``AppConfig.ready()``.

Core never imports an app: it reads documents, tabs, menus, home cards, metrics, lists and look-ups from here. A room asks
rooms below it by fact(), which reads, and has them act by tell(); what is offered is told by the function that is
registered, in its docstring (salesmgmt/tests/test_registry_use.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import reverse

from salesmgmt.core.permissions import RoleHolder
from salesmgmt.core.registered import (
    Command,
    DayPart,
    DocumentKind,
    HomeCard,
    HomePart,
    Lookup,
    MenuItem,
    Metric,
    PeriodicJob,
    QuickAct,
    Section,
    Shortcut,
    Tab,
    TaskKind,
    Tile,
)

# What the functions that are registered give, for those who register them.
from salesmgmt.core.registered import DayRow as DayRow
from salesmgmt.core.registered import MetricValue as MetricValue
from salesmgmt.core.registered import TileValue as TileValue


@dataclass
class _Registry:
    kinds: dict = field(default_factory=dict)
    tabs: dict = field(default_factory=dict)
    tiles: dict = field(default_factory=dict)
    shortcuts: dict = field(default_factory=dict)
    commands: dict = field(default_factory=dict)
    sections: dict = field(default_factory=dict)
    mergers: dict = field(default_factory=dict)
    menu: dict = field(default_factory=dict)
    cards: dict = field(default_factory=dict)
    metrics: dict = field(default_factory=dict)
    day_parts: dict = field(default_factory=dict)
    home_parts: dict = field(default_factory=dict)
    quick_acts: dict = field(default_factory=dict)
    bar: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    lookups: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    actions: dict = field(default_factory=dict)
    task_kinds: dict = field(default_factory=dict)
    periodic: dict = field(default_factory=dict)


_registry = _Registry()

# The order of the sidebar. An app may add a section of its own; it comes last.
SECTIONS = (
    "work",
    "customers",
    "visits",
    "service",
    "market",
    "pricing",
    "contracts",
    "orders",
    "money",
    "performance",
    "administration",
)


def _add(where: dict, key: Any, thing: Any) -> Any:
    if key in where:
        raise ValueError(f"{key!r} is registered twice")
    where[key] = thing
    return thing


def register_document(
    model: type[Any], prefix: str, label: Any, label_plural: Any, icon: str, list_url: str, search: bool = True
) -> DocumentKind:
    key = model.KIND
    return _add(_registry.kinds, key, DocumentKind(key, model, prefix, label, label_plural, icon, list_url, search))


def document_kinds() -> list:
    return list(_registry.kinds.values())


def document_kind(model_or_kind: str) -> DocumentKind | None:
    """The DocumentKind of a key, a model class or an instance; None where it is not registered."""
    key = model_or_kind if isinstance(model_or_kind, str) else getattr(model_or_kind, "KIND", "")
    return _registry.kinds.get(key)


def register_tab(kind: str, tab: Tab) -> Tab:
    return _add(_registry.tabs.setdefault(kind, {}), tab.name, tab)


def tabs_for(kind: str) -> list:
    return sorted(_registry.tabs.get(kind, {}).values(), key=lambda tab: tab.order)


def register_tile(kind: str, tile: Tile) -> Tile:
    return _add(_registry.tiles.setdefault(kind, {}), tile.name, tile)


def tiles_for(kind: str) -> list:
    return sorted(_registry.tiles.get(kind, {}).values(), key=lambda tile: tile.order)


def register_shortcut(kind: str, shortcut: Shortcut) -> Shortcut:
    return _add(_registry.shortcuts.setdefault(kind, {}), shortcut.name, shortcut)


def shortcuts_for(kind: str) -> list:
    return sorted(_registry.shortcuts.get(kind, {}).values(), key=lambda shortcut: shortcut.order)


def register_command(kind: str, name: str, room: str, run: Callable[..., Any], order: int = 50) -> Command:
    """``room`` does its part when the room of ``kind``, to its left, tells everybody ``name`` about a document."""
    return _add(_registry.commands.setdefault((kind, name), {}), room, Command(room, run, order))


def tell(kind: str, name: str, document: Any, **about: Any) -> None:
    """Have every room that registered for the command do its part, in their order: ``run(document, **about)``.

    It gives nothing back, and nobody has to be there: who tells does not know who listens.
    """
    for command in sorted(_registry.commands.get((kind, name), {}).values(), key=lambda command: command.order):
        command.run(document, **about)


def register_section(kind: str, section: Section) -> Section:
    """A card on the page of a document to the left; its page includes what sections_for() gives."""
    return _add(_registry.sections.setdefault(kind, {}), section.name, section)


def sections_for(kind: str) -> list:
    return sorted(_registry.sections.get(kind, {}).values(), key=lambda section: section.order)


def register_merger(kind: str, name: str, run: Callable) -> Callable:
    """What an app does itself when two documents of ``kind`` become one: ``run(kept, merged)``, inside the transaction.

    Rows with a foreign key to the document move by themselves afterwards, but for the models that ``run`` returns; an app
    registers what is more than a key, and raises BusinessError where the two cannot become one.
    """
    return _add(_registry.mergers.setdefault(kind, {}), name, run)


def mergers_for(kind: str) -> list:
    return list(_registry.mergers.get(kind, {}).values())


def register_action(kind: str, action: Any) -> Any:
    """A button on the page of a document to the left, behind which a function of this app stands (design.md 2.1)."""
    return _add(_registry.actions.setdefault(kind, {}), action.name, action)


def actions_for(kind: str) -> list:
    return list(_registry.actions.get(kind, {}).values())


def register_menu(
    section: str,
    label: Any,
    url_name: str,
    icon: str,
    can: Callable | None = None,
    order: int = 50,
    by_roles: bool = True,
) -> MenuItem:
    """``section`` is one of SECTIONS; ``can(user)`` shows the entry, everybody sees it without.

    It asks for roles alone, so that it is asked once for all who hold the same (``_open_to``); one that depends on more,
    the day or what was done, says ``by_roles=False`` and is asked at every page.
    """
    _open_to.cache_clear()
    return _add(_registry.menu, url_name, MenuItem(section, label, url_name, icon, can, order, by_roles))


def menu_item(url_name: str) -> MenuItem:
    return _registry.menu[url_name]


def menu_items() -> list[MenuItem]:
    return list(_registry.menu.values())


@dataclass(frozen=True)
class _Open:
    """What is open to everybody who holds the same roles; of the menu also what is yet to be asked of the person."""

    menu: tuple[MenuItem, ...]
    quick_acts: tuple[QuickAct, ...]
    bar: tuple[MenuItem, ...]


@lru_cache(maxsize=512)
def _open_to(roles: tuple[str, ...], is_active: bool) -> _Open:
    holder = RoleHolder(roles, is_active)
    items = sorted(_registry.menu.values(), key=lambda item: item.order)
    menu = tuple(item for item in items if item.can is None or not item.by_roles or item.can(holder))
    acts = sorted((act for act in _registry.quick_acts.values() if act.can(holder)), key=lambda act: act.order)
    mine = sorted((order, name) for name, (roles, order) in _registry.bar.items() if holder.has_role(*roles))
    open_here = {item.url_name for item in menu}
    bar = tuple(_registry.menu[name] for _order, name in mine if name in open_here)
    return _Open(menu, tuple(acts), bar)


def _open(user: Any) -> _Open:
    return _open_to(tuple(sorted(user.roles)), user.is_active)


def menu_for(user: Any) -> list:
    """``[(section, [MenuItem])]`` of what this person may open, in the order of SECTIONS."""
    seen = [item for item in _open(user).menu if item.by_roles or item.can is None or item.can(user)]
    names = [*SECTIONS, *dict.fromkeys(item.section for item in seen if item.section not in SECTIONS)]
    groups = [(name, [item for item in seen if item.section == name]) for name in names]
    return [(name, group) for name, group in groups if group]


def register_home_card(
    name: str,
    label: Any,
    can: Callable,
    count: Callable,
    link: Any,
    icon: str = "list-check",
    tone: str = "neutral",
    order: int = 50,
) -> HomeCard:
    return _add(_registry.cards, name, HomeCard(name, label, can, count, link, icon, tone, order))


def home_cards_for(user: Any) -> list:
    return sorted((card for card in _registry.cards.values() if card.can(user)), key=lambda card: card.order)


def register_metric(name: str, label: Any, can: Callable, value: Callable, link: str = "", order: int = 50) -> Metric:
    return _add(_registry.metrics, name, Metric(name, label, can, value, link, order))


def metrics_for(user: Any) -> list:
    found = sorted(_registry.metrics.values(), key=lambda metric: metric.order)
    return [metric for metric in found if metric.can(user)]


def register_day_part(
    name: str, label: Any, can: Callable, rows: Callable, link: Any, icon: str, order: int = 50
) -> DayPart:
    return _add(_registry.day_parts, name, DayPart(name, label, can, rows, link, icon, order))


def day_parts_for(user: Any) -> list[DayPart]:
    return sorted((part for part in _registry.day_parts.values() if part.can(user)), key=lambda part: part.order)


def register_home_part(
    name: str, label: Any, can: Callable, read: Callable, template: str, link: Any = "", order: int = 50
) -> HomePart:
    return _add(_registry.home_parts, name, HomePart(name, label, can, read, template, link, order))


def home_parts_for(user: Any) -> list[HomePart]:
    return sorted((part for part in _registry.home_parts.values() if part.can(user)), key=lambda part: part.order)


def register_quick_act(url_name: str, label: Any, icon: str, can: Callable, order: int = 50) -> QuickAct:
    """``can(user)`` asks for roles alone, as that of a menu does."""
    _open_to.cache_clear()
    return _add(_registry.quick_acts, url_name, QuickAct(url_name, label, icon, can, order))


def quick_acts_for(user: Any) -> list[QuickAct]:
    return list(_open(user).quick_acts)


def register_bar(url_name: str, *roles: str, order: int = 50) -> None:
    """A page of the menu that these roles open most: it stands in the bar at the bottom of their phones."""
    _open_to.cache_clear()
    _add(_registry.bar, url_name, (roles, order))


def bar_for(user: Any, most: int) -> list[MenuItem]:
    """The pages of the person's bar, ``most`` of them, those his roles open most first."""
    return [item for item in _open(user).bar if item.by_roles or item.can is None or item.can(user)][:most]


def register_list(page: type[Any]) -> type[Any]:
    """A ListPage by its key, so that the worker can rebuild queryset and columns. ``document_urls`` does it."""
    if _registry.lists.get(page.key) is page:
        return page
    return _add(_registry.lists, page.key, page)


def list_page(key: str) -> type[Any]:
    return _lists().get(key)


def list_pages() -> list:
    return list(_lists().values())


def _lists() -> dict:
    """Lists register with their addresses, which a Celery worker has not read before its first export."""
    import_module(settings.ROOT_URLCONF)
    return _registry.lists


def register_lookup(
    key: str,
    queryset_for: Callable,
    label: Any,
    search_fields: tuple = (),
    note: Callable | None = None,
    fills: Callable | None = None,
    narrow: Callable | None = None,
    search: Callable | None = None,
    parents: dict | None = None,
    amount: Callable | None = None,
    keeps: bool = False,
    prefetch: tuple = (),
) -> Lookup:
    if narrow is not None and not parents:
        raise ValueError(f"look-up {key!r} does not say what it is narrowed by")
    found = Lookup(
        key,
        queryset_for,
        label,
        tuple(search_fields),
        note=note,
        fills=fills,
        narrow=narrow,
        search=search,
        parents=parents or {},
        amount=amount,
        keeps=keeps,
        prefetch=tuple(prefetch),
    )
    return _add(_registry.lookups, key, found)


def lookups() -> list:
    return list(_registry.lookups.values())


def lookup(key: str) -> Lookup:
    return _registry.lookups.get(key)


def register_fact(kind: str, name: str, value: Callable[..., Any]) -> Callable[..., Any]:
    """What a room knows about a document of a room above it: ``value(document)``, asked by fact().

    It reads and writes nothing. One that depends on who reads it is asked with ``user=``: ``value(document, user=user)``.
    Its docstring says what it gives.
    """
    return _add(_registry.facts, (kind, name), value)


class _Unset(Enum):
    DEFAULT = "no default"


def fact(kind: str, name: str, document: Any, default: Any = _Unset.DEFAULT, **about: Any) -> Any:
    """The registered fact about a document.

    Without an answer it is an error: a room that asks does not decide on a guess. ``default`` is for what another app
    knows, which may not be installed.
    """
    value = _registry.facts.get((kind, name))
    if value is not None:
        return value(document, **about)
    if default is _Unset.DEFAULT:
        known = ", ".join(sorted(each for of, each in _registry.facts if of == kind)) or "nothing"
        raise LookupError(f"nobody registered the fact {name!r} about {kind!r}; registered about it: {known}")
    return default


def register_task_kind(key: str, label: Any, icon: str = "checkbox", by_hand: bool = True, how: Any = "") -> TaskKind:
    return _add(_registry.task_kinds, key, TaskKind(key, label, icon, by_hand, how))


def task_kind(key: str) -> TaskKind | None:
    return _registry.task_kinds.get(key)


def task_kinds() -> list:
    return list(_registry.task_kinds.values())


def register_periodic(
    key: str,
    label: Any,
    cron: str,
    run: Callable,
    rules: str = "",
    every_slot: bool = False,
    in_batches: bool = False,
) -> PeriodicJob:
    return _add(_registry.periodic, key, PeriodicJob(key, label, cron, run, rules, every_slot, in_batches))


def periodic_job(key: str) -> PeriodicJob | None:
    return _registry.periodic.get(key)


def periodic_jobs() -> list:
    return list(_registry.periodic.values())


def address(link: Callable | str, user: Any) -> str:
    """A link of a card or metric as an address."""
    if callable(link):
        return link(user)
    if not link or link.startswith("/"):
        return link
    name, _, query = link.partition("?")
    return reverse(name) + (f"?{query}" if query else "")
