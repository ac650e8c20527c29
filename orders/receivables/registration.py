"""What the receivables tell core: report, collection, opening balances, merging of accounts."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from contracts.contract.states import ContractStatus
from orders.account.models import Account
from orders.account.permissions import can_see_receivables
from orders.invoice.models import Invoice
from orders.opening_balance.imports import OPENING_BALANCES
from orders.payment.figures import overdue_of, receivable
from orders.payment.models import Payment
from orders.receivables import exports
from orders.receivables.collection import collection_rate
from orders.receivables.contract_completion import (
    can_complete,
    complete_performed,
    complete_performed_contracts,
    why_not_complete,
)
from orders.receivables.merging import merge_accounts
from orders.receivables.overdue_days import keep_overdue, overdue_a_month_ago
from orders.receivables.permissions import can_export_receivables
from orders.receivables.report import collected_in, fell_due
from orders.receivables.standing import money_of, team_of
from orders.receivables.views import ReceivableReport
from salesmgmt.core import calendar, registry
from salesmgmt.core.calendar import month_bounds
from salesmgmt.core.domain.checklist import OPEN, PARTLY, Item, Standing, counted, register_item
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import MetricValue
from salesmgmt.core.templatetags.salesmgmt import money, percent
from salesmgmt.core.web.detail import Action


def opening_standing() -> Standing:
    """What customers owe from the old books, and the day from which receivables arise here (REC-13, SET-62)."""
    number = Invoice.objects.filter(source=Invoice.Source.OPENING).count()
    day = policy().go_live_on
    if day is None:
        return Standing(PARTLY if number else OPEN, _("the go-live day is not set (SET-62)"))
    return counted(number, _("%(n)d invoices taken over, go-live on %(day)s"), day=day.isoformat())


def register_opening():
    register_item(
        Item(
            "opening",
            _("Opening balances and go-live day"),
            opening_standing,
            "receivable-report",
            roles=(Role.FIN,),
            imports=(OPENING_BALANCES.kind,),
            help=_("The go-live day is the setting “Receivables are kept here from”."),
            optional=True,
            order=200,
        )
    )


def register_completion():
    """Contracts end when everything is delivered and paid."""
    registry.register_periodic(
        "contracts-to-complete",
        _("Contracts that are delivered and paid"),
        "40 1 * * *",
        complete_performed_contracts,
        rules="CON-15",
        in_batches=True,
    )
    registry.register_action(
        "contract",
        Action(
            "complete",
            _("Contract fully performed"),
            can_complete,
            complete_performed,
            to=ContractStatus.COMPLETED,
            icon="flag-check",
            style="success",
            why_not=why_not_complete,
            confirm=_("Everything is delivered and paid. Complete the contract?"),
        ),
    )


def register():
    register_opening()
    menu = partial(registry.register_menu, "money")
    menu(_("Receivable report"), "receivable-report", "report-money", can_see_receivables, 10)
    menu(_("Collection tasks"), "collection-task-list", "phone-call", can_see_receivables, 20)
    menu(_("Ageing"), "receivable-ageing", "chart-bar", can_see_receivables, 70)
    menu(_("Collection of the month"), "collection-month", "calendar-dollar", can_see_receivables, 80)
    registry.register_merger("customer", "accounts", merge_accounts)
    registry.register_tile(
        "customer",
        registry.Tile(
            "overdue",
            _("Overdue amount"),
            _overdue_tile,
            "customer-invoices",
            lambda user, customer: can_see_receivables(user),
            "alarm",
            20,
        ),
    )
    registry.register_periodic(
        "overdue-kept",
        _("What is overdue, by person"),
        "35 0 * * *",
        lambda at: keep_overdue(calendar.day_of(at)),
        rules="REC-01",
    )
    _register_metrics()
    _register_home()
    register_export(
        "receivable-report",
        _("Receivable report"),
        partial(exports.build_report, page=ReceivableReport),
        can_export_receivables,
        partial(exports.count_report, page=ReceivableReport),
    )


def _register_home():
    registry.register_home_part(
        "team",
        _("My people"),
        lambda user: user.has_role(Role.SUP, Role.MGR, Role.DIR),
        team_of,
        "orders/receivables/_team.html",
        "receivable-report",
        order=10,
    )
    registry.register_home_part(
        "money",
        _("What came in and what is late"),
        lambda user: user.has_role(Role.FIN),
        money_of,
        "orders/receivables/_came_and_late.html",
        "payment-list",
        order=20,
    )


def _register_metrics():
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
    """What came this month, with the collection rate of the month's page (REC-14), and what had come by the same day of
    the month before."""
    day, accounts = calendar.today(), Account.objects.visible_to(user)
    same_day = calendar.add_months(day, -1)
    came, earlier = collected_in(accounts, month_bounds(day), (same_day.replace(day=1), same_day))
    due = fell_due(accounts, day)
    rate = collection_rate(due, came)
    if rate is None:
        return MetricValue(came, before=earlier)
    note = _("Collection rate %(rate)s: %(due)s fell due") % {"rate": percent(rate), "due": money(due)}
    return MetricValue(came, note=note, before=earlier)


def _overdue(user):
    """What is past its due date, and what was on the same day of the month before."""
    overdue, _oldest = overdue_of(Invoice.objects.visible_to(user))
    return MetricValue(overdue, before=overdue_a_month_ago(user), less_is_good=True)


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
