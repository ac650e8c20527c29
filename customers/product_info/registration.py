"""What product documents and news tell core."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.product_info.models import ProductDocument, ProductNews
from customers.product_info.permissions import can_change_product_info
from customers.product_info.states import NewsRecipientStatus, ProductDocumentStatus, ProductNewsStatus
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all, reads
from salesmgmt.core.registry import Tab, register_document, register_menu, register_tab
from salesmgmt.core.web.status import register_tones


def register():
    register_tones(warn=[NewsRecipientStatus.TO_SEND], good=[ProductNewsStatus.PUBLISHED, ProductDocumentStatus.VALID])
    register_document(
        ProductDocument, "DOC", _("Product document"), _("Product documents"), "books", "product-document-list"
    )
    register_document(
        ProductNews,
        "PN",
        _("Product news"),
        pgettext_lazy("plural", "Product news"),
        "news",
        "product-news-list",
        search=False,
    )
    register_draft(ProductNews, can_change_product_info)
    register_menu("service", _("Product documents"), "product-document-list", "books", reads("product_info"), order=84)
    register_tab(
        "product_news",
        Tab(
            "recipients",
            pgettext_lazy("product news", "Recipients"),
            "product-news-recipients",
            icon="users",
            order=10,
            count=lambda news, user: news.recipients.visible_to(user),
            can=lambda user, news: may_at_all(user, "quality_opinion", "R"),
        ),
    )
