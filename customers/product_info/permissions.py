"""Who may do what with product documents and news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.product_info.states import ProductNewsStatus
from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from customers.product_info.models import ProductDocument
    from salesmgmt.core.models import User


@because(_("Product information is kept by its author and those above him."))
def can_edit_product_info(user: User, document: ProductDocument) -> bool:
    return may(user, "product_info", "U", owner=document.created_by)


@because(_("Product information is edited by its author and those above him, while it can be edited."))
def can_change_product_info(user: User, document: ProductDocument) -> bool:
    """The page's edit button."""
    return document.is_editable and can_edit_product_info(user, document)


@because(_("News are sent by those in charge of the customer."))
def can_tell_customer(user: User, customer: Customer) -> bool:
    """Whoever looks after the customer sends him news (SVC-09)."""
    return may(user, "quality_opinion", "C", owner=customer.owner)


def reads_products(user: User) -> bool:
    return may_at_all(user, "product_info", "R")


def can_choose_recipients(user: User, news: Any) -> bool:
    return news.status == ProductNewsStatus.PUBLISHED and sends_news(user)


def sends_news(user: User) -> bool:
    return may_at_all(user, "quality_opinion", "C")
