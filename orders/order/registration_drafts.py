"""The drafts of order changes and statements that can be thrown away; orders, plans, deliveries and invoices are cancelled."""

from orders.order_change.models import OrderChange
from orders.order_change.permissions import can_edit_change
from orders.statement.models import Statement
from orders.statement.permissions import can_send_statement
from salesmgmt.core.domain.discarding import register_draft


def register_drafts():
    register_draft(OrderChange, can_edit_change)
    register_draft(Statement, can_send_statement)
