"""How product documents and news stand, what may follow, and what their fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProductDocumentStatus(models.TextChoices):
    VALID = "valid", _("Valid")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")


class ProductDocumentTopic(models.TextChoices):
    PERFORMANCE = "performance", _("Performance and data")
    FEATURES = "features", _("Features and presentation")
    USE = "use", _("Use and installation")
    MAINTENANCE = "maintenance", _("Maintenance")
    CERTIFICATE = "certificate", _("Certificate or test report")


PRODUCT_DOCUMENT_TRANSITIONS: dict[str, list[str]] = {
    ProductDocumentStatus.VALID: [ProductDocumentStatus.WITHDRAWN],
    ProductDocumentStatus.WITHDRAWN: [ProductDocumentStatus.VALID],
}


class ProductNewsStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


class ProductNewsKind(models.TextChoices):
    IMPROVED = "improved", _("Improved product")
    NEW = "new", _("New product")


PRODUCT_NEWS_TRANSITIONS: dict[str, list[str]] = {
    ProductNewsStatus.DRAFT: [ProductNewsStatus.PUBLISHED, ProductNewsStatus.DISCARDED]
}


class NewsRecipientStatus(models.TextChoices):
    TO_SEND = "to_send", _("To send")
    SENT = "sent", _("Sent")


NEWS_RECIPIENT_TRANSITIONS: dict[str, list[str]] = {NewsRecipientStatus.TO_SEND: [NewsRecipientStatus.SENT]}
