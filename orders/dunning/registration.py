"""What the dunning tells core: letters, the run, actions on invoices and customers, the jobs of the clock."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from orders.dunning import run
from orders.dunning.clock import neglected, show_neglected
from orders.dunning.contact import BROKEN_PROMISE, log_about_invoice, log_action, return_broken_promises
from orders.dunning.forms import ContactForm, CustomerContactForm
from orders.dunning.letter import draft_for_customer
from orders.dunning.models import CollectionAction, DunningLetter
from orders.dunning.permissions import can_collect, can_collect_invoice, can_dun, can_send_letter
from orders.invoice.models import Invoice
from orders.payment.exposure import exposure_shown
from salesmgmt.core import registry
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import Role, sees_prices
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.detail import Action


def register():
    registry.register_document(
        DunningLetter, "DUN", _("Dunning letter"), _("Dunning letters"), "mail-exclamation", "dunning-letter-list"
    )
    registry.register_menu("money", _("Dunning run"), "dunning-run", "mail-exclamation", can_dun, 22)
    registry.register_menu(
        "money", _("Dunning letters"), "dunning-letter-list", "mail-forward", can_see_receivables, 24
    )
    registry.register_menu(
        "money", _("Collection actions"), "collection-action-list", "phone-outgoing", can_see_receivables, 26
    )
    run.register()
    register_draft(DunningLetter, can_send_letter)
    _register_acts()
    _register_cards()
    registry.register_task_kind(
        BROKEN_PROMISE,
        _("Promise of payment not kept"),
        "calendar-x",
        by_hand=False,
        how=_("Record the next contact with the customer."),
    )
    registry.register_periodic(
        "neglected-receivables",
        _("Overdue receivables without collection action"),
        "20 7 * * 1",
        show_neglected,
        rules="REC-02",
        every_slot=False,
    )
    registry.register_periodic(
        "broken-promises",
        _("Promises of payment that ran out"),
        "40 0 * * *",
        return_broken_promises,
        rules="REC-02",
        in_batches=True,
    )


def _is_overdue(user, customer):
    return can_collect(user, customer) and bool(exposure_shown(customer).overdue)


def _register_acts():
    registry.register_action(
        "invoice",
        Action(
            "collect",
            _("Record a collection action"),
            can_collect_invoice,
            log_about_invoice,
            form=ContactForm,
            icon="phone-outgoing",
            order=60,
        ),
    )
    registry.register_action(
        "customer",
        Action(
            "collect",
            _("Record a collection action"),
            _is_overdue,
            log_action,
            form=CustomerContactForm,
            icon="phone-outgoing",
            order=70,
        ),
    )
    registry.register_action(
        "customer",
        Action(
            "dun",
            _("Draw up a dunning letter"),
            _is_overdue,
            draft_for_customer,
            icon="mail-exclamation",
            order=71,
            goto=lambda letter, customer: letter.get_absolute_url(),
        ),
    )
    registry.register_tab(
        "customer",
        registry.Tab(
            "collection",
            _("Collection"),
            "customer-collection",
            lambda customer, user: CollectionAction.objects.visible_to(user).filter(customer=customer),
            lambda user, customer: can_see_receivables(user),
            "phone-outgoing",
            64,
        ),
    )


def _promises_of(user, day, most):
    """Who promised to pay today; a broken promise comes back as a task (``return_broken_promises``)."""
    if not user.has_role(Role.REP, Role.SUP, Role.FIN):
        return
    rows = CollectionAction.objects.visible_to(user).filter(promised_on=day).select_related("customer")
    for each in rows.order_by("pk")[:most]:
        note = money(each.promised_amount) if each.promised_amount is not None and sees_prices(user) else ""
        yield registry.DayRow(each.customer, reverse("customer-collection", args=[each.customer_id]), note)


def _register_cards():
    registry.register_day_part(
        "promises",
        _("Promised payments"),
        can_see_receivables,
        _promises_of,
        "collection-task-list",
        "calendar-dollar",
        order=30,
    )
    registry.register_home_card(
        "neglected-receivables",
        _("Overdue without collection action"),
        lambda user: can_see_receivables(user) and user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR),
        lambda user: neglected(Invoice.objects.visible_to(user)),
        "collection-task-list?neglected=true",
        icon="phone-off",
        tone="bad",
        order=31,
    )
