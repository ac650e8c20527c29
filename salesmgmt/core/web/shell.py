"""What the shell around every page needs: the menu of this person, his unread notices, the look-ups of the top bar."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models import ApprovalStep, Notice
from salesmgmt.core.registry import menu_for, menu_item
from salesmgmt.core.templatetags.salesmgmt import icon
from salesmgmt.core.web.counting import badges

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
    return format_html("{}<span>{}</span>", icon(item.icon), item.label)


def _menu(request, user, badges):
    """``[(label, entries as HTML)]``; the entry with the longest matching address is where we are."""
    groups = [(name, [(item, address_of(item.url_name)) for item in items]) for name, items in menu_for(user)]
    addresses = [address for _name, items in groups for _item, address in items]
    here = max((a for a in addresses if request.path.startswith(a) and a != "/"), key=len, default="")
    here = here or ("/" if request.path == "/" else "")
    return [
        (
            SECTION_LABELS.get(name, name),
            mark_safe("".join(_link(item, address, address == here, badges) for item, address in items)),  # noqa: S308
        )
        for name, items in groups
    ]


def _link(item, address, is_here, badges):
    """One entry of the sidebar; a template would take longer over the fifty of them than over the page they surround."""
    number = badges.get(item.url_name, "")
    return format_html(
        '<li><a class="sidebar-link{}" href="{}"{}>{}{}</a></li>',
        " active" if is_here else "",
        address,
        mark_safe(' aria-current="page"') if is_here else "",
        _entry(item.url_name, get_language()),
        format_html('<span class="sidebar-badge">{}</span>', number) if number else "",
    )
