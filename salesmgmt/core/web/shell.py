"""What the shell around every page needs: the menu of this person, his unread notices, the look-ups of the top bar."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesmgmt.core.models import ApprovalStep, Notice
from salesmgmt.core.registry import bar_for, menu_for, menu_item, menu_items, quick_acts_for
from salesmgmt.core.templatetags.salesmgmt import icon
from salesmgmt.core.web.counting import badges
from salesmgmt.core.web.icons import menu_icon

# Pages the shell links to.
PLACES = ("search", "inbox", "notices", "exports", "substitutes")

SECTION_LABELS = {
    "work": "",
    "customers": _("Customers"),
    "visits": _("Visits and care"),
    "service": _("Service and quality"),
    "market": _("Market research"),
    "pricing": _("Prices and quotes"),
    "contracts": _("Contracts"),
    "orders": _("Orders and delivery"),
    "money": _("Receivables"),
    "performance": _("Performance"),
    "administration": _("Administration"),
}


# How many pages of the menu stand in the phone's bar, between home and the menu itself.
BAR = 3
# The groups a person opened or folded, as the browser keeps them; app.js writes it.
FOLDED = "menu"


@dataclass(frozen=True)
class MenuGroup:
    """A part of the menu: its name, its label and its entries as HTML; ``is_open`` as the person left it."""

    name: str
    label: Any
    entries: str
    is_open: bool


def shell(request):
    """Context processor. Everything is lazy: an htmx part or an error page pays for nothing it does not show."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    numbers = SimpleLazyObject(
        lambda: badges(ApprovalStep.objects.pending_for(user), Notice.objects.filter(user=user, read_at__isnull=True))
    )
    return {
        "menu": SimpleLazyObject(lambda: _menu(request, user, {"inbox": numbers[0]})),
        "bar": SimpleLazyObject(lambda: _bar(request, user, {"inbox": numbers[0]})),
        "quick_acts": SimpleLazyObject(lambda: quick_acts_for(user)),
        "inbox_count": SimpleLazyObject(lambda: numbers[0]),
        "unread_count": SimpleLazyObject(lambda: numbers[1]),
        "addresses": {name: address_of(name) for name in PLACES},
    }


def address_of(name):
    """The address of a page that may not be there, else ""."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _address(name, urlconf):
    """Addresses without arguments never change while the program runs, and every page shows fifty of them."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=1024)
def _entry(name, language):
    """What is the same on every page and for everybody: the picture and the words of a menu entry."""
    item = menu_item(name)
    return format_html("{}<span>{}</span>", menu_icon(item.icon), item.label)


@lru_cache(maxsize=1024)
def section_of(path):
    """The part of the menu where an address lies: that of the entry with the longest address it begins with, or ""."""
    path = path.partition("?")[0]
    found = max(
        (item for item in menu_items() if path.startswith(address_of(item.url_name) or "-")),
        key=lambda item: len(address_of(item.url_name)),
        default=None,
    )
    return found.section if found else ""


def _menu(request, user, badges):
    """The groups of the menu; the entry with the longest matching address is where we are.

    A group stands as the person left it. Before he chose, his work, what he starred and where he is are open.
    """
    groups = [(name, [(item, address_of(item.url_name)) for item in items]) for name, items in menu_for(user)]
    here = _here(request.path, [address for _name, items in groups for _item, address in items])
    chosen, language = _chosen(request), get_language()
    starred = [name for name in user.starred if isinstance(name, str)]
    shown = []
    mine = [(item, address) for _name, items in groups for item, address in items if item.url_name in starred]
    if mine:
        mine.sort(key=lambda pair: starred.index(pair[0].url_name))
        shown.append(
            MenuGroup("starred", _("Favourites"), _links(mine, "", badges, starred), chosen.get("starred", True))
        )
    for name, items in groups:
        is_here = any(address == here for _item, address in items)
        is_open = not SECTION_LABELS.get(name, name) or is_here or chosen.get(name, False)
        names = tuple(item.url_name for item, _address in items)
        is_plain = not is_here and not any(badges.get(each) for each in names)
        links = _plain_links(names, language) if is_plain else _links(items, here, badges, starred)
        shown.append(MenuGroup(name, SECTION_LABELS.get(name, name), links, is_open))
    return shown


def _here(path, addresses):
    here = max((a for a in addresses if path.startswith(a) and a != "/"), key=len, default="")
    return here or ("/" if path == "/" else "")


def _chosen(request):
    """``{group: is it open}`` of the cookie "customers:1.money:0"; what else it says is nobody's business."""
    pairs = (part.partition(":") for part in request.COOKIES.get(FOLDED, "").split("."))
    return {name: state == "1" for name, _colon, state in pairs}


def _links(items, here, badges, starred):
    return mark_safe(  # noqa: S308  put together by format_html
        "".join(_link(item, address, address == here, badges, starred) for item, address in items)
    )


@lru_cache(maxsize=1024)
def _plain_link(name, address, language):
    """An entry as it stands on every page but its own, for everybody."""
    return format_html('<li><a class="sidebar-link" href="{}">{}</a></li>', address, _entry(name, language))


@lru_cache(maxsize=1024)
def _plain_links(names, language):
    """A group of the menu where nobody is and nothing waits: the same for all who may open these pages."""
    return mark_safe("".join(_plain_link(name, address_of(name), language) for name in names))  # noqa: S308  of format_html


def _link(item, address, is_here, badges, starred):
    """One entry of the sidebar; a template would take longer over the fifty of them than over the page they surround.
    The entry where we are has the star beside it."""
    number = badges.get(item.url_name, "")
    if not is_here and not number:
        return _plain_link(item.url_name, address, get_language())
    return format_html(
        '<li><a class="sidebar-link{}" href="{}"{}>{}{}</a>{}</li>',
        " active" if is_here else "",
        address,
        mark_safe(' aria-current="page"') if is_here else "",
        _entry(item.url_name, get_language()),
        format_html('<span class="sidebar-badge">{}</span>', number) if number else "",
        _star(item, item.url_name in starred) if is_here else "",
    )


def _star(item, is_starred):
    return format_html(
        '<button type="button" class="sidebar-star{}" aria-pressed="{}" aria-label="{}" title="{}"'
        ' hx-post="{}" hx-target="closest .sidebar-nav" hx-swap="outerHTML">{}</button>',
        " is-starred" if is_starred else "",
        "true" if is_starred else "false",
        _("Favourite"),
        _("Favourite"),
        reverse("menu-star", args=[item.url_name]),
        icon("star"),
    )


def _bar(request, user, badges):
    """``[(item, address, is it here, number)]`` of the phone's bar: what his roles open most, else the inbox and notices."""
    most = BAR - bool(quick_acts_for(user))
    mine = bar_for(user, most)
    spare = [menu_item(name) for name in ("inbox", "task-list", "notices")]
    items = [*mine, *(item for item in spare if item not in mine)][:most]
    addresses = [(item, address_of(item.url_name)) for item in items]
    here = _here(request.path, [address for _item, address in addresses])
    return [(item, address, address == here, badges.get(item.url_name, "")) for item, address in addresses]


@require_POST
def star(request, name):
    """Put a page of the menu among one's favourites, or take it out; gives the menu anew."""
    if name not in {item.url_name for _section, items in menu_for(request.user) for item in items}:
        raise Http404
    before = [each for each in request.user.starred if isinstance(each, str)]
    request.user.starred = [each for each in before if each != name] if name in before else [*before, name]
    request.user.save(update_fields=["starred"])
    request.path = urlsplit(request.htmx.current_url or "").path or "/"
    return render(request, "core/_menu.html")
