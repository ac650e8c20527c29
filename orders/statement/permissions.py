from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.statement.models import Statement
    from salesmgmt.core.models import User


@because(_("A statement of account is sent by the sales representative in charge of the customer or by finance."))
def can_send_statement(user: User, statement: Statement) -> bool:
    """REC-05: the rep reconciles with his customer; finance may too."""
    return can_make_statement(user, statement.customer)


def can_make_statement(user: User, customer: Customer) -> bool:
    """The responsible rep (who records the customer's payments), and finance."""
    return may(user, "payment", "C", owner=customer.owner)


@because(_("You draw up statements of your own customers only."))
def can_choose_layout(user: User, customer: Customer) -> bool:
    """In which layout the customer gets his statements: whoever draws them up."""
    return can_make_statement(user, customer)


@because(_("Statements of account are drawn up by sales representatives and by finance."))
def can_make_some(user: User) -> bool:
    return may_at_all(user, "payment", "C")
