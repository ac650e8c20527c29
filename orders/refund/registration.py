"""What refunds tell core."""

from django.utils.translation import gettext_lazy as _

from orders.account.check import register_check
from orders.account.models import Account
from orders.account.permissions import can_see_receivables
from orders.refund.approval import REFUND
from orders.refund.check import BOOKED
from orders.refund.forms import RefundProposalForm
from orders.refund.free_money import has_free_money, settle_free_money
from orders.refund.models import Refund
from orders.refund.permissions import can_edit_refund, may_refund_credit, may_refund_payment, reads_refunds
from orders.refund.refunding import propose_credit_refund, propose_payment_refund
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.web.detail import Action

HELP = _("A draft at first; the general manager decides. Nothing is booked before.")


def register():
    registry.register_document(Refund, "RFD", _("Refund"), _("Refunds"), "cash-banknote-off", "refund-list")
    registry.register_menu("money", _("Refunds"), "refund-list", "cash-banknote-off", reads_refunds, 32)
    approvals.register(REFUND)
    register_draft(Refund, can_edit_refund)
    register_check("refund_booked", BOOKED)
    registry.register_merger("customer", "refunds", merge_refunds)
    for kind, can, run, initial in (
        ("payment", may_refund_payment, propose_payment_refund, of_payment),
        ("invoice", may_refund_credit, propose_credit_refund, of_credit),
    ):
        registry.register_action(
            kind,
            Action(
                "refund",
                _("Propose a refund"),
                can,
                run,
                form=RefundProposalForm,
                initial=initial,
                icon="cash-banknote-off",
                order=75,
                goto=lambda made, origin: made.get_absolute_url(),
                help_text=HELP,
            ),
        )

    registry.register_action(
        "customer",
        Action(
            "settle-free-money",
            _("Set off the free money as proposed"),
            has_free_money,
            settle_free_money,
            icon="checks",
            order=72,
            confirm=_("All free money is set against the oldest open invoices, as the tab “Free money” shows. Do it?"),
        ),
    )
    registry.register_tab(
        "customer",
        registry.Tab(
            "free-money",
            _("Free money"),
            "customer-free-money",
            can=lambda user, customer: can_see_receivables(user),
            icon="coins",
            order=63,
        ),
    )


def of_payment(user, payment):
    return {"amount": payment.unallocated, **_account_of(payment.customer)}


def of_credit(user, credit):
    return {"amount": -credit.open_amount, **_account_of(credit.customer)}


def _account_of(customer):
    """The bank of the customer's own file, as it stands on his invoices."""
    return {"payee": customer.name, "bank": customer.bank, "bank_account": customer.bank_account}


def merge_refunds(kept, merged):
    """As what is booked: refunds stay with the ledger that stays."""
    both = Account.objects.filter(customer__in=[kept.pk, merged.pk], entries__isnull=False).distinct().count()
    return frozenset({Refund}) if both == 2 else frozenset()
