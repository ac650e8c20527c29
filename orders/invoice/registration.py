"""What invoices tell core."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from orders.invoice.billed import billed_by_order, invoices_of
from orders.invoice.models import Invoice
from orders.invoice.overdue import mark_overdue
from salesmgmt.core import calendar, registry
from salesmgmt.core.permissions import Role


def register():
    registry.register_document(Invoice, "INV", _("Invoice"), _("Invoices"), "file-invoice", "invoice-list")
    menu = partial(registry.register_menu, "money")
    menu(_("Invoices"), "invoice-list", "file-invoice", can_see_receivables, 40)
    registry.register_bar("invoice-list", Role.FIN, order=20)
    registry.register_periodic(
        "receivables-overdue",
        _("Receivables that pass their due date"),
        "30 0 * * *",
        lambda at: mark_overdue(calendar.day_of(at)),
        rules="REC-01",
        in_batches=True,
    )
    registry.register_fact("order", "billed_of_many", billed_by_order)
    registry.register_fact("delivery", "invoices", invoices_of)
    _register_tabs()
    _register_cards()


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
