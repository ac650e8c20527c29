"""What customer payments tell core, and what a customer owes."""

from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from orders.account.permissions import can_see_receivables
from orders.demand.models import DemandNotice
from orders.payment.exposure import exposure_of, exposure_shown, outstanding_of_many, overdue_of_many
from orders.payment.models import Payment
from orders.payment.prepayment import prepaid_for
from orders.supply.states import SupplyKind
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, may_at_all


def reads_payments(user):
    return may_at_all(user, "payment", "R")


def confirms_payments(user):
    return may_at_all(user, "payment", "A")


def register():
    registry.register_document(Payment, "PAY", _("Customer payment"), _("Customer payments"), "cash", "payment-list")
    registry.register_bar("payment-list", Role.FIN, order=10)
    registry.register_quick_act(
        "payment-create", _("Record a payment"), "cash", lambda user: may_at_all(user, "payment", "C"), order=50
    )
    registry.register_menu("money", _("Customer payments"), "payment-list", "cash", reads_payments, 30)
    registry.register_tab(
        "customer",
        registry.Tab(
            "payments",
            _("Customer payments"),
            "customer-payments",
            lambda customer, user: Payment.objects.visible_to(user).filter(customer=customer),
            lambda user, customer: can_see_receivables(user),
            "cash",
            62,
        ),
    )
    registry.register_tab(
        "contract",
        registry.Tab(
            "payments",
            _("Payments"),
            "contract-payments",
            lambda contract, user: Payment.objects.visible_to(user).of_contract(contract.pk),
            lambda user, contract: can_see_receivables(user),
            "cash",
            62,
        ),
    )
    registry.register_fact("customer", "exposure", exposure_of)
    registry.register_fact("customer", "exposure_shown", exposure_shown)
    registry.register_fact("customer", "outstanding_of_many", outstanding_of_many)
    registry.register_fact("customer", "overdue_of_many", overdue_of_many)
    registry.register_fact("demand", "prepaid", prepaid_for)
    _register_cards()
    registry.register_lookup(
        "sporadic-demand",
        lambda user: DemandNotice.objects.visible_to(user).filter(kind=SupplyKind.SPORADIC),
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


def _register_cards():
    registry.register_home_card(
        "payments-to-confirm",
        _("Payments to confirm"),
        confirms_payments,
        lambda user: Payment.objects.visible_to(user).filter(status=Payment.Status.RECORDED),
        f"payment-list?status={Payment.Status.RECORDED}",
        icon="cash",
        tone="warn",
        order=10,
    )
    registry.register_home_card(
        "payments-to-allocate",
        _("Payments to allocate"),
        confirms_payments,
        lambda user: Payment.objects.visible_to(user).free(),
        "payment-list?free=true",
        icon="arrows-split-2",
        tone="info",
        order=12,
    )
