"""Ctrl+K: documents, customers and menus, by Chinese text, pinyin or initials."""

from dataclasses import dataclass

from django.db.models import Case, Q, Value, When
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from salesmgmt.core import search
from salesmgmt.core.models import Document
from salesmgmt.core.registry import (
    document_kind,
    document_kinds,
    menu_for,
    quick_acts_for,
    shortcuts_for,
    tabs_for,
)

PER_KIND = 6
CUSTOMERS = 3
NOTE_PARTS = 2


@dataclass(frozen=True)
class Hit:
    label: str
    note: str
    address: str


def document_hits(user, text):
    """[(kind, hits, more)] in the person's scope: one capped query a kind, none for kinds that cannot be meant.

    First the records that others are found by (a customer before his documents), then what is meant exactly.
    """
    groups = []
    for kind in document_kinds():
        rows = list(_rows(kind, user, text)[: PER_KIND + 1])
        if rows:
            hits = [Hit(str(row), _note(row, text), row.get_absolute_url()) for row in rows]
            rank = (not search.names_others(kind.model), not getattr(rows[0], "is_meant", False))
            groups.append((rank, (kind, hits[:PER_KIND], len(hits) > PER_KIND)))
    return [group for _rank, group in sorted(groups, key=lambda found: found[0])]


def _rows(kind, user, text):
    """By the search column, by the beginning of a number where a table is too large for one, and all else by the number
    alone: its prefix tells the kind, so that only this kind is asked."""
    if kind.search and issubclass(kind.model, search.Searchable):
        return _in_order(kind.model.objects.visible_to(user).search(text), kind.model, text)
    if kind.search and hasattr(kind.model.objects.none(), "starting_with"):
        return kind.model.objects.visible_to(user).starting_with(text).order_by("-pk")
    number = text.upper()
    if issubclass(kind.model, Document) and (number == kind.prefix or number.startswith(f"{kind.prefix}-")):
        return kind.model.objects.visible_to(user).filter(number__startswith=number).order_by("-number")
    return []


def _in_order(rows, model, text):
    """What is called exactly so comes first; then names as in a telephone book, documents the newest first."""
    own = [path for path in model.SEARCH_FIELDS if "__" not in path]
    exactly = Q(*((f"{name}__iexact", text) for name in own), _connector=Q.OR)
    rows = rows.annotate(is_meant=Case(When(exactly, then=Value(True)), default=Value(False)))
    by = ["sort_key", "-pk"] if own and own[0] == "name" == model.SEARCH_FIELDS[0] else ["-pk"]
    relations, people = search.relations(model), search.row_relations(model)
    rows = rows.select_related(*relations) if relations else rows
    return rows.order_by("-is_meant", *by).prefetch_related(*people)


def _note(row, text):
    """A second line: what else the row is found by, such as its customer or the person who was looked for, and its status."""
    found = search.texts(row) if hasattr(row, "SEARCH_FIELDS") else []
    texts = [each for each in found if each and each != str(row)][:NOTE_PARTS]
    person = next((each for each in search.rows_in_words(row) if search.matches(each, text)), "")
    status = str(row.get_status_display()) if hasattr(row, "get_status_display") else ""
    return " · ".join(filter(None, [*texts, person, status]))


def menu_hits(user, text):
    """Menu entries whose words are found the same way, without the database; the nearest to what was typed first."""
    wanted = search.query(text)
    if not wanted:
        return []
    items = [item for _section, items in menu_for(user) for item in items]
    hits = [Hit(str(item.label), "", item.address()) for item in items if search.matches(str(item.label), text)]
    return sorted(hits, key=lambda hit: len(hit.label))


def act_hits(request, text):
    """What may be begun: "新建报价" opens the form, "渝峰 新建报价" the form for the customer who is meant, "渝峰 对账单"
    that list on his page."""
    wanted = search.query(text)
    if not wanted:
        return []
    acts = [(act.label, act.address()) for act in quick_acts_for(request.user)]
    known = {address for _label, address in acts}
    acts += [(label, address) for label, address in _forms(request) if address not in known]
    hits = [Hit(str(label), "", address) for label, address in acts if search.matches(str(label), text)]
    return [*hits, *_of_customer(request.user, text.split(), acts)]


def _forms(request):
    """``[(words, address)]`` of the empty forms of documents that this person may fill in, as their lists offer them."""
    for kind in document_kinds():
        view = getattr(resolve(kind.list_address()).func, "view_class", None) if kind.list_url else None
        if not getattr(view, "create_url", ""):
            continue
        page = view()
        page.setup(request)
        if page.may_create():
            yield _("New %(kind)s") % {"kind": kind.label}, reverse(page.create_url)


def _asks_for_a_customer(address):
    """Does the form at this address begin with the customer that it is opened for (``?customer=7``)?"""
    view = getattr(resolve(address).func, "view_class", None)
    return "customer" in getattr(getattr(view, "form_class", None), "base_fields", {})


def _of_customer(user, words, acts):
    """A customer and one of his tabs or forms, or an act that begins with him, in either order."""
    kind = document_kind("customer")
    if kind is None or len(words) < 2:
        return []
    for named, asked in ((words[:-1], words[-1]), (words[1:], words[0])):
        tabs = [tab for tab in tabs_for("customer") if search.matches(str(tab.label), asked)]
        forms = [form for form in shortcuts_for("customer") if search.matches(str(form.label), asked)]
        begun = [
            (label, address)
            for label, address in acts
            if search.matches(str(label), asked) and _asks_for_a_customer(address)
        ]
        if not tabs and not forms and not begun:
            continue
        hits = []
        for customer in _rows(kind, user, " ".join(named))[:CUSTOMERS]:
            hits += [
                Hit(f"{customer} · {tab.label}", "", reverse(tab.url_name, args=[customer.pk]))
                for tab in tabs
                if tab.can is None or tab.can(user, customer)
            ]
            hits += [Hit(f"{customer} · {label}", "", f"{address}?customer={customer.pk}") for label, address in begun]
            hits += [
                Hit(f"{customer} · {form.label}", "", form.address(customer))
                for form in forms
                if form.can(user, customer)
            ]
        if hits:
            return hits[:PER_KIND]
    return []


@require_GET
def results(request):
    """Parts of a page for the dialog, a page of its own without JavaScript."""
    text = request.GET.get("q", "").strip()[:100]
    context = {
        "q": text,
        "groups": document_hits(request.user, text) if search.query(text) else [],
        "menus": menu_hits(request.user, text)[:PER_KIND],
        "acts": act_hits(request, text)[:PER_KIND],
        "title": _("Search"),
        "per_kind": PER_KIND,
    }
    return render(request, "core/_search_results.html" if request.htmx else "core/search.html", context)
