"""What invoices, payments and accounts register with core."""

from functools import partial

from django.db.models import Min, Sum
from django.utils.translation import gettext_lazy as _

from orders import exports_money
from orders.domain.customer_merging import merge_accounts
from orders.domain.exposure import exposure_of, outstanding_of_many, overdue_of_many
from orders.domain.invoice_overdue import mark_overdue
from orders.domain.receivable_report import collection_totals
from orders.imports_money import OPENING_BALANCES
from orders.models import Account, DeliveryNote, DemandNotice, Invoice, Payment, Statement
from orders.permissions_money import can_bill, can_export_receivables, can_see_receivables
from salesmgmt.core import calendar, registry
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.registry import MetricValue
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
        lambda at: mark_overdue(at.date()), rules="REC-01",
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
        note=lambda notice: f"{notice.customer} · {notice.amount:,.2f}",
        fills=lambda notice, user: {"amount": str(notice.amount)},
        narrow=_of_customer,
    )


def _of_customer(rows, params):
    pk = as_pk(params.get("customer"))
    return rows.filter(customer=pk).select_related("customer") if pk else rows.select_related("customer")


def _metrics():
    metric = registry.register_metric
    metric("collected-this-month", _("Collected this month"), can_see_receivables, _collected, "collection-month", 10)
    metric("overdue-amount", _("Overdue"), can_see_receivables, _overdue, "collection-task-list", 20)
    metric("unallocated", _("Not allocated"), lambda user: user.has_role(Role.FIN), _free, "payment-list?free=true", 30)


def _collected(user):
    """What came this month against the rolling payments expected of the month (REC-11)."""
    found = collection_totals(Account.objects.visible_to(user), calendar.today())
    return MetricValue(found["collected"], target=found["expected"] or None)


def _overdue(user):
    rows = Invoice.objects.visible_to(user).overdue(calendar.today())
    found = rows.order_by().aggregate(sum=Sum("open_amount"))["sum"] or ZERO
    return MetricValue(found)


def _overdue_tile(customer, user):
    """What is past its due date, and for how long the oldest of it."""
    found = Invoice.objects.visible_to(user).filter(customer=customer).overdue(calendar.today()).order_by()
    row = found.aggregate(sum=Sum("open_amount"), oldest=Min("due_date"))
    if not row["sum"]:
        return registry.TileValue(ZERO, "money", tone="good")
    note = _("oldest %(days)d days") % {"days": (calendar.today() - row["oldest"]).days}
    return registry.TileValue(row["sum"], "money", note, "bad")


def _free(user):
    return MetricValue(Payment.objects.visible_to(user).free().aggregate(sum=Sum("unallocated"))["sum"] or ZERO)
