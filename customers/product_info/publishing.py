"""Product documents and news, and which customers were told (SVC-07, SVC-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.product_info.models import NewsRecipient, ProductDocument, ProductNews
from customers.product_info.permissions import can_change_product_info, can_edit_product_info, can_tell_customer
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def _create(model: type[Any], user: User, **fields: Any) -> ProductDocument | ProductNews:
    require(may_at_all(user, "product_info", "C"), _("Product information is not published by your role."))
    document = model(number=next_number(model.KIND), created_by=user, **fields)
    document.save()
    audit.record(document, user, gettext_noop("Created"), to_status=document.status)
    return document


@transaction.atomic
def create_document(user: User, **fields: Any) -> Any:
    """A place in the library; the files are attached on its page (SVC-07)."""
    return _create(ProductDocument, user, **fields)


@transaction.atomic
def update_document(pk: int, user: User, **fields: Any) -> ProductDocument:
    document = lock(ProductDocument, pk, "created_by")
    require(can_change_product_info(user, document))
    return change(document, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def withdraw_document(pk: int, user: User, comment: str) -> ProductDocument:
    """No longer to be handed out; it stays to be found."""
    document = lock(ProductDocument, pk, "created_by")
    guard(document, ProductDocument.Status.WITHDRAWN)
    require(can_edit_product_info(user, document))
    return move(document, ProductDocument.Status.WITHDRAWN, user, comment=comment)


@transaction.atomic
def restore_document(pk: int, user: User) -> ProductDocument:
    document = lock(ProductDocument, pk, "created_by")
    guard(document, ProductDocument.Status.VALID)
    require(can_edit_product_info(user, document))
    return move(document, ProductDocument.Status.VALID, user)


@transaction.atomic
def create_news(user: User, **fields: Any) -> Any:
    return _create(ProductNews, user, **fields)


@transaction.atomic
def update_news(pk: int, user: User, **fields: Any) -> ProductNews:
    news = lock(ProductNews, pk, "created_by")
    require(can_change_product_info(user, news))
    return change(news, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def publish_news(pk: int, user: User) -> ProductNews:
    """From here on it can be sent to customers; the text no longer changes."""
    news = lock(ProductNews, pk, "created_by")
    guard(news, ProductNews.Status.PUBLISHED)
    require(can_edit_product_info(user, news))
    return move(news, ProductNews.Status.PUBLISHED, user, published_on=today())


def customers_to_tell(user: User, news: ProductNews, category: Any = None) -> list:
    """The customers in cooperation whom this person looks after and who have not got it yet."""
    rows = Customer.objects.visible_to(user).filter(status=Customer.Status.ACTIVE)
    rows = rows.exclude(news_received__news=news).select_related("owner").prefetch_related("contacts")
    if category is not None:
        rows = rows.filter(categories=category)
    return [customer for customer in rows.order_by("pk") if can_tell_customer(user, customer)]


@transaction.atomic
def choose_recipients(pk: int, user: User, product_category: Any = None, customer: Customer = None) -> ProductNews:
    """One customer, or all of his (of a product category), are to be told; each is then sent by a person (SVC-09)."""
    news = lock(ProductNews, pk)
    if news.status != ProductNews.Status.PUBLISHED:
        raise BusinessError(_("News are published before they are sent."))
    found = customers_to_tell(user, news, product_category)
    if customer is not None:
        found = [each for each in found if each.pk == customer.pk]
    if not found:
        raise BusinessError(_("No customer is left to be told."))
    NewsRecipient.objects.bulk_create(
        [NewsRecipient(news=news, customer=each, contact=next(iter(each.contacts.all()), None)) for each in found]
    )
    audit.record(
        news,
        user,
        gettext_noop("Recipients chosen"),
        comment="、".join(str(each) for each in found)[:2000],
        about=found,
    )
    return news


@transaction.atomic
def mark_news_sent(pk: int, user: User) -> NewsRecipient:
    """Whom, when and by whom (SVC-09)."""
    recipient = lock(NewsRecipient, pk, "customer__owner", "news")
    guard(recipient, NewsRecipient.Status.SENT)
    require(can_tell_customer(user, recipient.customer))
    return move(recipient, NewsRecipient.Status.SENT, user, sent_at=timezone.now(), sent_by=user)
