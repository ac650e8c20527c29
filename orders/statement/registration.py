"""What statements of account tell core."""

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from orders.statement import run
from orders.statement.figures import first_open_items
from orders.statement.forms import LayoutForm
from orders.statement.layout import choose_layout, layout_of
from orders.statement.models import Statement
from orders.statement.permissions import can_choose_layout, can_send_statement
from orders.statement.states import StatementStatus
from salesmgmt.core import registry
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def agreed_statements(customer):
    """The statements a customer has agreed to; a receipt dated into one would change it."""
    return Statement.objects.agreed_by(customer)


def register():
    register_tones(good=[StatementStatus.SETTLED])
    registry.register_document(
        Statement, "STM", _("Statement of account"), _("Statements of account"), "file-analytics", "statement-list"
    )
    registry.register_menu(
        "money", _("Statements of account"), "statement-list", "file-analytics", can_see_receivables, 60
    )
    run.register()
    register_draft(Statement, can_send_statement)
    registry.register_tab(
        "customer",
        registry.Tab(
            "statements",
            _("Statements"),
            "customer-statements",
            lambda customer, user: Statement.objects.visible_to(user).filter(customer=customer),
            lambda user, customer: can_see_receivables(user),
            "file-analytics",
            63,
        ),
    )
    registry.register_action(
        "customer",
        Action(
            "statement-layout",
            _("Layout of the statements"),
            can_choose_layout,
            choose_layout,
            form=LayoutForm,
            initial=lambda user, customer: {"layout": layout_of(customer)},
            icon="file-settings",
            order=73,
        ),
    )
    registry.register_fact("customer", "statement_layout", layout_of)
    registry.register_fact("customer", "agreed_statements", agreed_statements)
    registry.register_fact("customer", "open_items", first_open_items)
    registry.register_home_card(
        "disputed-statements",
        _("Statements with a difference"),
        can_see_receivables,
        lambda user: Statement.objects.visible_to(user).filter(status=Statement.Status.DISPUTED),
        f"statement-list?status={Statement.Status.DISPUTED}",
        icon="file-alert",
        tone="warn",
        order=32,
    )
