"""The drafts of order changes and statements that can be thrown away; orders, plans, deliveries and invoices are cancelled."""

from orders.models import OrderChange, Statement
from orders.permissions_money import can_send_statement
from orders.permissions_orders import can_edit_change
from salesmgmt.core.domain.discarding import register_draft


def register_drafts():
    register_draft(OrderChange, can_edit_change)
    register_draft(Statement, can_send_statement)
