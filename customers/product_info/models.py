"""What we tell customers of our products: the library of documents (SVC-07) and news (SVC-09)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.product_info.querysets import NewsRecipientQuerySet, ProductDocumentQuerySet, ProductNewsQuerySet
from customers.product_info.states import (
    NEWS_RECIPIENT_TRANSITIONS,
    PRODUCT_DOCUMENT_TRANSITIONS,
    PRODUCT_NEWS_TRANSITIONS,
    NewsRecipientStatus,
    ProductDocumentStatus,
    ProductDocumentTopic,
    ProductNewsKind,
    ProductNewsStatus,
)
from customers.subject.models import AboutProduct
from salesmgmt.core.models.document import Document, Stateful, StatusField, status_trigger
from salesmgmt.core.search import Searchable, search_index


class ProductDocument(AboutProduct, Searchable, Document):
    """Performance, features, use and maintenance of a product, as files to show and to hand out (SVC-07)."""

    KIND = "product_document"

    Status = ProductDocumentStatus
    Topic = ProductDocumentTopic
    TRANSITIONS = PRODUCT_DOCUMENT_TRANSITIONS
    EDITABLE = (ProductDocumentStatus.VALID,)
    ENDED = (ProductDocumentStatus.WITHDRAWN,)
    SEARCH_FIELDS = ("name", "number", "product_name", "summary")

    status = StatusField(Status)
    name = models.CharField(_("title"), max_length=120)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    summary = models.TextField(_("content"), blank=True)

    objects = ProductDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("product document")
        verbose_name_plural = _("product documents")
        triggers = [status_trigger(PRODUCT_DOCUMENT_TRANSITIONS)]
        indexes = [search_index("product_document_search")]

    @property
    def responsible(self):
        return self.created_by

    @property
    def title(self):
        return self.name


class ProductNews(AboutProduct, Document):
    """An improved or a new product that customers are told of (SVC-09)."""

    KIND = "product_news"

    Status = ProductNewsStatus
    Kind = ProductNewsKind
    TRANSITIONS = PRODUCT_NEWS_TRANSITIONS
    EDITABLE = (ProductNewsStatus.DRAFT,)
    ENDED = (ProductNewsStatus.DISCARDED,)
    STEPPER = (ProductNewsStatus.DRAFT, ProductNewsStatus.PUBLISHED)

    status = StatusField(Status)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.IMPROVED)
    headline = models.CharField(_("headline"), max_length=120)
    body = models.TextField(_("text"))
    published_on = models.DateField(_("published on"), null=True, editable=False)

    objects = ProductNewsQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("product news")
        verbose_name_plural = _("product news")
        triggers = [status_trigger(PRODUCT_NEWS_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[ProductNewsStatus.DRAFT, ProductNewsStatus.DISCARDED])
                | Q(published_on__isnull=False),
                name="news_published_with_date",
            ),
        ]

    @property
    def responsible(self):
        return self.created_by

    @property
    def title(self):
        return self.headline


class NewsRecipient(Stateful):
    """A customer who is to hear of it; a person sends it and says when and how (SVC-09)."""

    Status = NewsRecipientStatus
    TRANSITIONS = NEWS_RECIPIENT_TRANSITIONS

    news = models.ForeignKey(
        ProductNews, models.PROTECT, related_name="recipients", verbose_name=_("product news"), db_index=False
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="news_received", verbose_name=_("customer"))
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+", verbose_name=_("contact"))
    status = StatusField(Status)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("sent by")
    )

    objects = NewsRecipientQuerySet.as_manager()

    class Meta:
        ordering = ["-status", "pk"]
        verbose_name = _("recipient of product news")
        verbose_name_plural = _("recipients of product news")
        triggers = [status_trigger(NEWS_RECIPIENT_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["news", "customer"], name="news_once_per_customer"),
            models.CheckConstraint(
                condition=Q(status=NewsRecipientStatus.TO_SEND, sent_at__isnull=True)
                | Q(status=NewsRecipientStatus.SENT, sent_at__isnull=False),
                name="news_sent_with_time",
            ),
        ]

    def __str__(self):
        return f"{self.customer}"
