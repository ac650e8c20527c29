"""In which layout a customer gets his statements: with or without paid items, with what is delivered and not billed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_noop

from orders.account.models import Account
from orders.account.posting import lock_account
from orders.account.states import StatementLayout
from orders.statement.permissions import can_choose_layout
from salesmgmt.core import audit
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.statement.models import Statement
    from salesmgmt.core.models import User


def layout_of(customer: Customer) -> StatementLayout:
    """The layout chosen for the customer; all movements where none was chosen."""
    known = customer._state.fields_cache.get("account")
    found = known or Account.objects.filter(customer=customer).only("statement_layout").first()
    return StatementLayout(found.statement_layout) if found else StatementLayout.FULL


def layout_on(statement: Statement) -> StatementLayout:
    """The layout of a statement: as sent, else that of its customer."""
    return StatementLayout(statement.layout) if statement.layout else layout_of(statement.customer)


@transaction.atomic
def choose_layout(pk: int, user: User, layout: str) -> Any:
    """From now on the statements of the customer look so; what was sent stays (REC-05)."""
    account = lock_account(pk)
    customer = account.customer
    require(can_choose_layout(user, customer))
    return keep_layout(account, user, layout)


def keep_layout(account: Account, user: User, layout: str) -> Account:
    """Write the layout on a locked account, with its line in the customer's history."""
    if account.statement_layout == layout:
        return account
    account.statement_layout = StatementLayout(layout)
    account.save(update_fields=["statement_layout"])
    said = account.get_statement_layout_display()
    audit.record(account.customer, user, gettext_noop("Layout of the statements"), comment=said)
    return account
