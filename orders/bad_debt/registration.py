"""What doubtful receivables and write-offs tell core."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.account.check import register_check
from orders.bad_debt.approval import WRITE_OFF
from orders.bad_debt.check import BOOKED, LOST
from orders.bad_debt.forms import DoubtfulForm
from orders.bad_debt.marking import MEASURES, clear_paid, mark_doubtful
from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from orders.bad_debt.permissions import can_edit_write_off, may_become_doubtful, reads_doubtful, reads_write_offs
from orders.bad_debt.recovery import lose_less
from orders.bad_debt.standing import doubtful_of, indicators_of, lines_of, merge_bad_debts, tile_of
from orders.bad_debt.states import DoubtfulStatus
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        DoubtfulReceivable,
        "DBT",
        _("Doubtful receivable"),
        _("Doubtful receivables"),
        "alert-triangle",
        "doubtful-list",
    )
    registry.register_document(WriteOff, "WOF", _("Write-off"), _("Write-offs"), "eraser", "write-off-list")
    registry.register_menu("money", _("Doubtful receivables"), "doubtful-list", "alert-triangle", reads_doubtful, 77)
    registry.register_menu("money", _("Write-offs"), "write-off-list", "eraser", reads_write_offs, 78)
    approvals.register(WRITE_OFF)
    register_draft(WriteOff, can_edit_write_off)
    register_tones(bad=["written_off"], good=[DoubtfulStatus.CLEARED])
    registry.register_merger("customer", "bad-debts", merge_bad_debts)
    registry.register_fact("customer", "bad_debts", lines_of)
    registry.register_fact("user", "loss_indicators", indicators_of)
    registry.register_command("invoice", "credited_beyond_open", "bad_debt", lose_less)
    register_check("write_off", LOST)
    register_check("write_off_booked", BOOKED)
    _register_places()
    _register_clock()


def _register_places():
    registry.register_action(
        "invoice",
        Action(
            "doubtful",
            _("Mark as doubtful"),
            may_become_doubtful,
            mark_doubtful,
            form=DoubtfulForm,
            icon="alert-triangle",
            order=65,
            goto=lambda made, invoice: made.get_absolute_url(),
            help_text=_("Your superiors and finance are told at once. It needs a risk report of the customer."),
        ),
    )
    registry.register_section("invoice", registry.Section("doubtful", "orders/bad_debt/_doubtful.html", doubtful_of))
    registry.register_tab(
        "customer",
        registry.Tab(
            "doubtful",
            _("Doubtful receivables"),
            "customer-doubtful",
            lambda customer, user: DoubtfulReceivable.objects.visible_to(user).filter(customer=customer),
            lambda user, customer: reads_doubtful(user),
            "alert-triangle",
            66,
        ),
    )
    registry.register_tile(
        "customer",
        registry.Tile(
            "bad-debt",
            _("Doubtful and written off"),
            tile_of,
            "customer-doubtful",
            lambda user, customer: reads_doubtful(user),
            "alert-triangle",
            25,
        ),
    )
    registry.register_home_card(
        "doubtful-receivables",
        pgettext_lazy("card", "Doubtful receivables"),
        reads_doubtful,
        lambda user: DoubtfulReceivable.objects.visible_to(user).running(),
        f"doubtful-list?status={DoubtfulStatus.DOUBTFUL}",
        icon="alert-triangle",
        tone="bad",
        order=32,
    )


def _register_clock():
    registry.register_task_kind(
        MEASURES,
        _("Measures about a doubtful receivable"),
        "alert-triangle",
        how=_("Do what was said, and record each contact as a collection action."),
    )
    registry.register_periodic(
        "doubtful-paid",
        _("Doubtful receivables that were paid"),
        "50 0 * * *",
        clear_paid,
        rules="REC-04",
        in_batches=True,
    )
