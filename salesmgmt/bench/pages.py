"""Which pages are measured, and for whom."""

from django.http import QueryDict
from django.urls import reverse
from pypinyin import lazy_pinyin

from customers.customer.models import Customer
from orders.account.models import Account
from orders.invoice.models import Invoice
from orders.month_end.permissions import reads_month_ends
from orders.order.models import Order
from orders.order.states import OrderStatus
from orders.statement.models import Statement
from performance.annual_review.models import AnnualReview
from pricing.quote.models import Quote
from salesmgmt.bench.parties import ACCOUNTS
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.web.conversation_pages import conversation_address
from salesmgmt.core.web.paging import DEEPEST_ROW

# Lists of rows that are no documents: ``{key: name of the address}``.
OTHER_LISTS = {
    "contract-filings": "contract-filings",
    "contract-deviations": "contract-deviation-list",
    "contract-risks": "contract-risks",
    "contract-copies": "contract-copies",
}
SEARCHES = ("Chinese", "pinyin", "initials")


def people():
    """{role of the measurement: user}."""
    return {who: User.objects.get(username=name) for who, name in ACCOUNTS.items()}


def lists_of(user):
    """``(list, variant, address)`` of every list of documents this person opens."""
    for kind in registry.document_kinds():
        page = registry.list_page(kind.key)
        if page is None or not kind.list_url or not page.may_open(user):
            continue
        base = kind.list_address()
        for variant, query in _variants(kind.model, page, user):
            yield kind.key, variant, f"{base}?{query}" if query else base
    for key, address in OTHER_LISTS.items():
        page = registry.list_page(key)
        if page.may_open(user):
            for variant, query in _variants(page.model, page, user):
                base = reverse(address)
                yield key, variant, f"{base}?{query}" if query else base


def _variants(model, page, user):
    """First, filtered, deep, sorted by each column, searched."""
    yield "first", ""
    if states := getattr(model, "Status", None):
        yield "filtered", f"status={states.values[-1]}"
    yield "deep", f"page={DEEPEST_ROW // page.page_size}"
    nothing = QueryDict("")
    found = page.filterset(user, nothing)
    table = page._table(found.qs if found else page.base_queryset(user), user, nothing, any_order=False)
    for column in table.columns:
        if column.orderable:
            yield f"by {column.name}", f"sort={column.name}"
    for words, typed in zip(SEARCHES, _typed(busiest(user).name), strict=True):
        yield words, f"q={typed}"


def _typed(name):
    """Two characters from the middle of a company's name, in the three ways people type them."""
    word = name[2:4]
    sounds = lazy_pinyin(word)
    return word, "".join(sounds), "".join(sound[0] for sound in sounds)


def singles_of(user):
    """``(name, address)``: home, inbox, documents with a thousand rows behind them, ageing, statement, an empty form."""
    yield "home", "/"
    yield "inbox", reverse("inbox")
    customer = busiest(user)
    yield "customer", customer.get_absolute_url()
    yield "customer, what follows", reverse("customer-figures", args=[customer.pk])
    yield "customer, its conversation and numbers", conversation_address(customer)
    for model in (Quote, Order, Invoice):
        if may_at_all(user, model.KIND, "R"):
            row = model.objects.visible_to(user).filter(customer=customer).order_by("-pk").first()
            yield model.KIND, row.get_absolute_url()
    if may_at_all(user, "invoice", "R"):
        yield "account", Account.objects.get(customer=customer).get_absolute_url()
        yield "receivable report", reverse("receivable-report")
        yield "ageing", reverse("receivable-ageing")
    if reads_month_ends(user):
        yield "month end", reverse("month-end")
    statement = Statement.objects.visible_to(user).filter(customer=customer).first()
    if statement is not None:
        yield "statement", statement.get_absolute_url()
    road = Order.objects.visible_to(user).filter(status=OrderStatus.IN_PRODUCTION).order_by("-pk").first()
    if road is not None:
        yield "life of an order", road.get_absolute_url()
    yield "late lines", reverse("late-line-list")
    if may_at_all(user, "delivery", "R"):
        yield "delivery week", reverse("delivery-week")
        yield "delivery month", f"{reverse('delivery-week')}?month={today():%Y-%m}"
    if may_at_all(user, "stock", "R"):
        yield "stock", reverse("stock-list")
    yield from _rewards_of(user)
    if may_at_all(user, "quote", "C"):
        yield "quote form", reverse("quote-create")


def _rewards_of(user):
    """My page and my commission of a representative, the team page of who leads, the annual check."""
    if user.has_role(Role.REP):
        yield "my page", reverse("performance-mine")
        yield "my page, what follows", reverse("performance-person-more", args=[user.pk])
        yield "my commission", reverse("my-commission")
        yield "my commission, what follows", reverse("my-commission-more")
    if user.has_role(Role.MGR, Role.GM):
        yield "team page", reverse("performance-team")
    if may_at_all(user, "annual_review", "R"):
        yield "annual check", AnnualReview.objects.get().get_absolute_url()


def busiest(user):
    """The customer with a thousand documents, where this person sees it; else the first he sees."""
    return Customer.objects.visible_to(user).order_by("pk").first()
