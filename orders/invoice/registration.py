"""What invoices tell core."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from orders.delivery.models import DeliveryNote
from orders.invoice.billing import billed_by_order, invoices_of
from orders.invoice.billing_forms import BillForm
from orders.invoice.billing_views import bill_note, can_bill_note, why_not_billed
from orders.invoice.models import Invoice
from orders.invoice.order_closing import close_settled_orders, notes_of
from orders.invoice.overdue import mark_overdue
from orders.invoice.permissions import can_bill
from salesmgmt.core import calendar, registry
from salesmgmt.core.web.detail import Action


def register_closing():
    """Orders end with the last invoice."""
    registry.register_fact("order", "delivery_notes", notes_of)
    registry.register_periodic(
        "orders-to-close", _("Orders that are paid and done"), "20 1 * * *", close_settled_orders
    )


def register():
    registry.register_document(Invoice, "INV", _("Invoice"), _("Invoices"), "file-invoice", "invoice-list")
    menu = partial(registry.register_menu, "money")
    menu(_("Invoices"), "invoice-list", "file-invoice", can_see_receivables, 40)
    menu(_("Deliveries to bill"), "billable-delivery-list", "file-plus", can_bill, 50)
    registry.register_periodic(
        "receivables-overdue",
        _("Receivables that pass their due date"),
        "30 0 * * *",
        lambda at: mark_overdue(calendar.day_of(at)),
        rules="REC-01",
    )
    registry.register_fact("order", "billed_of_many", billed_by_order)
    registry.register_fact("delivery", "invoices", invoices_of)
    _register_billing()
    _register_tabs()
    _register_cards()


def _register_billing():
    registry.register_action(
        "delivery",
        Action(
            "bill",
            _("Draft the invoice"),
            can_bill_note,
            bill_note,
            form=BillForm,
            icon="file-plus",
            style="primary",
            goto=lambda invoice, note: invoice.get_absolute_url(),
            why_not=why_not_billed,
            help_text=_(
                "All that is not billed yet, or a part of it. Quantities of further deliveries of this "
                "customer may be billed on the same invoice."
            ),
        ),
    )


def _sees(user, document):
    return can_see_receivables(user)


def _of_customer(customer, user):
    return Invoice.objects.visible_to(user).filter(customer=customer)


def _billing(path, document, user):
    return Invoice.objects.visible_to(user).billing(path, document.pk)


def _register_tabs():
    registry.register_tab(
        "customer",
        registry.Tab("invoices", _("Invoices"), "customer-invoices", _of_customer, _sees, "file-invoice", 61),
    )
    for kind, path in (("order", "order"), ("contract", "order__contract")):
        registry.register_tab(
            kind,
            registry.Tab(
                "invoices", _("Invoices"), f"{kind}-invoices", partial(_billing, path), _sees, "file-invoice", 45
            ),
        )


def _register_cards():
    registry.register_home_card(
        "overdue-receivables",
        _("Overdue receivables"),
        can_see_receivables,
        lambda user: Invoice.objects.visible_to(user).overdue(calendar.today()),
        "collection-task-list",
        icon="alarm",
        tone="bad",
        order=30,
    )
    registry.register_home_card(
        "billable-deliveries",
        _("Deliveries to bill"),
        can_bill,
        lambda user: DeliveryNote.objects.visible_to(user).billable(),
        "billable-delivery-list",
        icon="file-plus",
        tone="info",
        order=14,
    )
