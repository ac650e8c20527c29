"""What invoices, payments and accounts register with core."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from orders.account.merging import merge_accounts
from orders.account.models import Account
from orders.account.permissions import can_see_receivables
from orders.delivery.models import DeliveryNote
from orders.demand.models import DemandNotice
from orders.invoice.models import Invoice
from orders.invoice.overdue import mark_overdue
from orders.invoice.permissions import can_bill
from orders.payment.exposure import exposure_of, outstanding_of_many, overdue_of_many
from orders.payment.figures import overdue_of, receivable
from orders.payment.models import Payment
from orders.receivables import exports as exports_money
from orders.receivables.collection import collection_rate
from orders.receivables.imports import OPENING_BALANCES
from orders.receivables.permissions import can_export_receivables
from orders.receivables.report import collection_totals
from orders.statement.models import Statement
from salesmgmt.core import calendar, registry
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.registry import MetricValue
from salesmgmt.core.templatetags.salesmgmt import money, percent
from salesmgmt.core.web.status import register_tones


def register_money():
    """Called once from OrdersConfig.ready()."""
    register_tones(good="settled")
    _documents()
    _menu()
    _tabs()
    _cards()
    _metrics()
    _lookups()
    registry.register_periodic(
        "receivables-overdue", _("Receivables that pass their due date"), "30 0 * * *",
        lambda at: mark_overdue(calendar.day_of(at)), rules="REC-01",
    )  # fmt: skip
    registry.register_merger("customer", "accounts", merge_accounts)
    registry.register_fact("customer", "exposure", exposure_of)
    registry.register_fact("customer", "outstanding", lambda customer: exposure_of(customer).outstanding)
    registry.register_fact("customer", "outstanding_of_many", outstanding_of_many)
    registry.register_fact("customer", "overdue_of_many", overdue_of_many)
    registry.register_tile("customer", registry.Tile(
        "overdue", _("Overdue amount"), _overdue_tile, "customer-invoices",
        lambda user, customer: can_see_receivables(user), "alarm", 20,
    ))  # fmt: skip
    register_import(OPENING_BALANCES)
    register_export(
        "receivable-report",
        _("Receivable report"),
        partial(_with_page, exports_money.build_report),
        can_export_receivables,
        partial(_with_page, exports_money.count_report),
    )


def _with_page(function, *args):
    """The report is built from the page that shows it, which lives further right than the export."""
    return function(*args, page=registry.list_page("receivable-report"))


def _documents():
    registry.register_document(Invoice, "INV", _("Invoice"), _("Invoices"), "file-invoice", "invoice-list")
    registry.register_document(Payment, "PAY", _("Customer payment"), _("Customer payments"), "cash", "payment-list")
    registry.register_document(
        Statement, "STM", _("Statement of account"), _("Statements of account"), "file-analytics", "statement-list"
    )


def reads_payments(user):
    return may_at_all(user, "payment", "R")


def confirms_payments(user):
    return may_at_all(user, "payment", "A")


def _menu():
    menu = partial(registry.register_menu, "money")
    menu(_("Receivable report"), "receivable-report", "report-money", can_see_receivables, 10)
    menu(_("Collection tasks"), "collection-task-list", "phone-call", can_see_receivables, 20)
    menu(_("Customer payments"), "payment-list", "cash", reads_payments, 30)
    menu(_("Invoices"), "invoice-list", "file-invoice", can_see_receivables, 40)
    menu(_("Deliveries to bill"), "billable-delivery-list", "file-plus", can_bill, 50)
    menu(_("Statements of account"), "statement-list", "file-analytics", can_see_receivables, 60)
    menu(_("Ageing"), "receivable-ageing", "chart-bar", can_see_receivables, 70)
    menu(_("Collection of the month"), "collection-month", "calendar-dollar", can_see_receivables, 80)


def _tabs():
    tab = partial(registry.register_tab, "customer")
    sees = lambda user, customer: can_see_receivables(user)  # noqa: E731
    tab(registry.Tab("account", _("Customer account"), "customer-account", can=sees, icon="scale", order=60))
    tab(registry.Tab("invoices", _("Invoices"), "customer-invoices", _counter(Invoice), sees, "file-invoice", 61))
    tab(registry.Tab("payments", _("Customer payments"), "customer-payments", _counter(Payment), sees, "cash", 62))
    tab(
        registry.Tab(
            "statements", _("Statements"), "customer-statements", _counter(Statement), sees, "file-analytics", 63
        )
    )
    for kind, path, url_name in (
        ("order", "order", "order-invoices"),
        ("contract", "order__contract", "contract-invoices"),
    ):
        registry.register_tab(
            kind, registry.Tab("invoices", _("Invoices"), url_name, partial(_billing, path), sees, "file-invoice", 45)
        )


def _billing(path, document, user):
    return Invoice.objects.visible_to(user).billing(path, document.pk)


def _counter(model):
    return lambda customer, user: model.objects.visible_to(user).filter(customer=customer)


def _cards():
    card = registry.register_home_card
    card(
        "overdue-receivables",
        _("Overdue receivables"),
        can_see_receivables,
        lambda user: Invoice.objects.visible_to(user).overdue(calendar.today()),
        "collection-task-list",
        icon="alarm",
        tone="bad",
        order=30,
    )
    card(
        "payments-to-confirm",
        _("Payments to confirm"),
        confirms_payments,
        lambda user: Payment.objects.visible_to(user).filter(status=Payment.Status.RECORDED),
        "payment-list?status=recorded",
        icon="cash",
        tone="warn",
        order=10,
    )
    card(
        "payments-to-allocate",
        _("Payments to allocate"),
        confirms_payments,
        lambda user: Payment.objects.visible_to(user).free(),
        "payment-list?free=true",
        icon="arrows-split-2",
        tone="info",
        order=12,
    )
    card(
        "credit-notes-to-offset",
        _("Credit notes to offset"),
        confirms_payments,
        lambda user: Invoice.objects.visible_to(user).credits_open(),
        "invoice-list?source=credit&is_open=true",
        icon="receipt-refund",
        tone="info",
        order=13,
    )
    card(
        "billable-deliveries",
        _("Deliveries to bill"),
        can_bill,
        lambda user: DeliveryNote.objects.visible_to(user).billable(),
        "billable-delivery-list",
        icon="file-plus",
        tone="info",
        order=14,
    )
    card(
        "disputed-statements",
        _("Statements with a difference"),
        can_see_receivables,
        lambda user: Statement.objects.visible_to(user).filter(status=Statement.Status.DISPUTED),
        "statement-list?status=disputed",
        icon="file-alert",
        tone="warn",
        order=32,
    )


def _lookups():
    registry.register_lookup(
        "sporadic-demand",
        lambda user: DemandNotice.objects.visible_to(user).filter(kind="sporadic"),
        label=lambda notice: notice.number,
        search_fields=("number", "customer__name"),
        note=lambda notice: str(notice.customer),
        amount=lambda notice: notice.amount,
        fills=lambda notice, user: {"amount": str(notice.amount)},
        narrow=_of_customer,
        parents={"customer": Customer},
    )


def _of_customer(rows, params):
    pk = params.get("customer")
    return rows.filter(customer=pk).select_related("customer") if pk else rows.select_related("customer")


def _metrics():
    metric = registry.register_metric
    metric("collected-this-month", _("Collected this month"), can_see_receivables, _collected, "collection-month", 10)
    metric("overdue-amount", _("Overdue"), can_see_receivables, _overdue, "collection-task-list", 20)
    metric(
        "unallocated",
        _("Not allocated"),
        lambda user: user.has_role(Role.FIN),
        _free,
        "receivable-report?show=free",
        30,
    )


def _collected(user):
    """What came this month, with the collection rate of the month's page (REC-14)."""
    found = collection_totals(Account.objects.visible_to(user), calendar.today())
    rate = collection_rate(found["due"], found["collected"])
    if rate is None:
        return MetricValue(found["collected"])
    note = _("Collection rate %(rate)s: %(due)s fell due") % {"rate": percent(rate), "due": money(found["due"])}
    return MetricValue(found["collected"], note=note)


def _overdue(user):
    return MetricValue(overdue_of(Invoice.objects.visible_to(user))[0])


def _overdue_tile(customer, user):
    """What is past its due date, and for how long the oldest of it."""
    amount, oldest = overdue_of(Invoice.objects.visible_to(user).filter(customer=customer))
    if not amount:
        return registry.TileValue(ZERO, "money", tone="good")
    note = _("oldest %(days)d days") % {"days": (calendar.today() - oldest).days}
    return registry.TileValue(amount, "money", note, "bad")


def _free(user):
    """Red letters that are not offset are free money too: the sum of the report's column."""
    return MetricValue(receivable(Invoice.objects.visible_to(user), Payment.objects.visible_to(user)).unallocated)
