"""Which pages are measured, for whom, and the acts: writing a quote of 30 lines, submitting it, deciding it."""

import datetime as dt

from django.urls import reverse

from customers.models import Customer
from orders.models import Account, Invoice, Order
from pricing.models import Product, Quote
from salesmgmt.bench.parties import ACCOUNTS
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import User
from salesmgmt.core.permissions import may_at_all

SEARCHES = {"Chinese": "华达", "pinyin": "huada", "initials": "hd"}
DEEP = 40  # deeper pages are not offered: a list is narrowed, not leafed through
FORM_LINES = 30


def people():
    return {who: User.objects.get(username=name) for who, name in ACCOUNTS.items()}


def lists_of(user):
    """``(name, address)`` of every list of documents this person opens: first, filtered, deep, sorted, searched."""
    for kind in registry.document_kinds():
        page = registry.list_page(kind.key)
        if page is None or not kind.list_url or not page.may_open(user):
            continue
        base = kind.list_address()
        yield f"{kind.key} first", base
        if states := getattr(kind.model, "Status", None):
            yield f"{kind.key} filtered", f"{base}?status={states.values[-1]}"
        yield f"{kind.key} deep", f"{base}?page={DEEP}"
        for column in page.table_class([], user=user).columns:
            if column.orderable:
                yield f"{kind.key} by {column.name}", f"{base}?sort={column.name}"
        for words, typed in SEARCHES.items():
            yield f"{kind.key} {words}", f"{base}?q={typed}"


def singles_of(who, user):
    """Home, inbox, documents with a thousand rows behind them, ageing, statements, an empty form."""
    yield "home", "/"
    yield "inbox", reverse("inbox")
    customer = Customer.objects.visible_to(user).order_by("pk").first()
    yield "customer", customer.get_absolute_url()
    for model in (Quote, Order, Invoice):
        if may_at_all(user, model.KIND, "R"):
            row = model.objects.visible_to(user).order_by("pk").first()
            if row is not None:
                yield model.KIND, row.get_absolute_url()
    if may_at_all(user, "invoice", "R"):
        account = Account.objects.filter(customer=customer).first()
        if account is not None:
            yield "account", account.get_absolute_url()
        yield "receivables", reverse("receivable-report")
        yield "ageing", reverse("receivable-ageing")
    if may_at_all(user, "quote", "C"):
        yield "quote form", reverse("quote-create")


def quote_of_thirty(visitor, user):
    """Open the form, save, submit: ``[(name, Answer)]``; the new quote is the last row of its customer."""
    customer = Customer.objects.filter(owner=user).order_by("pk").first()
    opened = visitor.get(reverse("quote-create"))
    products = list(Product.objects.order_by("pk")[:FORM_LINES])
    data = {
        "customer": customer.pk, "title": "30 lines", "payment_terms": "月结30天", "service_content": "送货到厂",
        "lead_time": "15 天", "delivery_place": "客户仓库", "contact": customer.contacts.first().pk,
        "valid_until": (dt.date.today() + dt.timedelta(days=30)).isoformat(),  # noqa: DTZ011
        "lines-TOTAL_FORMS": FORM_LINES, "lines-INITIAL_FORMS": 0, "lines-MIN_NUM_FORMS": 1, "lines-MAX_NUM_FORMS": 500,
    }  # fmt: skip
    for place, product in enumerate(products):
        price = product.price_items.get().price
        data |= {f"lines-{place}-product": product.pk, f"lines-{place}-quantity": 10, f"lines-{place}-price": price}
    saved = visitor.post(reverse("quote-create"), data)
    quote = Quote.objects.filter(created_by=user).order_by("-pk").first()
    submitted = visitor.post(reverse("quote-do", args=[quote.pk, "submit"]), {"comment": ""})
    return quote, [("quote form", opened), ("save a quote of 30 lines", saved), ("submit it", submitted)]


def decide(visitor, quote):
    step = approvals.open_steps_of(quote).first()
    return visitor.post(reverse("step-do", args=[step.pk, "approve"]), {"comment": "同意"})
