"""What the shell around every page needs: the menu of this person, his unread notices, the look-ups of the top bar."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models import ApprovalStep, Notice
from salesmgmt.core.registry import menu_for

BADGE_CAP = 99
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
    return {
        "menu": SimpleLazyObject(lambda: _menu(request, user)),
        "unread_count": SimpleLazyObject(lambda: badge(Notice.objects.filter(user=user, read_at__isnull=True))),
        "inbox_count": SimpleLazyObject(lambda: badge(ApprovalStep.objects.pending_for(user))),
        "addresses": {name: address_of(name) for name in PLACES},
    }


def badge(rows):
    """A number for a badge, "" for nothing, counted no further than it is shown."""
    number = rows.order_by()[: BADGE_CAP + 1].count()
    return f"{BADGE_CAP}+" if number > BADGE_CAP else str(number or "")


def address_of(name):
    """The address of a page that may not be there, else ""."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _menu(request, user):
    """``[(label, [(item, address, is_here)])]``; the entry with the longest matching address is where we are."""
    groups = [(name, [(item, item.address()) for item in items]) for name, items in menu_for(user)]
    addresses = [address for _name, items in groups for _item, address in items]
    here = max((a for a in addresses if request.path.startswith(a) and a != "/"), key=len, default="")
    here = here or ("/" if request.path == "/" else "")
    return [
        (SECTION_LABELS.get(name, name), [(item, address, address == here) for item, address in items])
        for name, items in groups
    ]
