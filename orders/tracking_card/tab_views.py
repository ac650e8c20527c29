"""The quality tracking cards inside the pages of a customer, a product and a delivery note (QC-04)."""

from django.utils.translation import gettext_lazy as _

from customers.customer.views import CustomerDetail
from customers.follow_up.models import QualityTrackingCard
from orders.delivery.views import DeliveryDetail
from orders.tracking_card.filters import TrackingCardFilters
from orders.tracking_card.listing import cards_for
from orders.tracking_card.tables import TrackingCardTable
from pricing.product.views import ProductDetail
from salesmgmt.core.web.lists import TabList


class CustomerCards(TabList):
    model = QualityTrackingCard
    key = "customer-tracking-cards"
    title = _("Quality tracking cards")
    icon = "clipboard-check"
    matrix_key = "follow_up"
    table_class = TrackingCardTable
    filterset_class = TrackingCardFilters
    parent, parent_field = CustomerDetail, "call__customer"
    create_url = None
    empty_text = _("A card is filled in with a follow-up call on a delivered product.")

    @classmethod
    def base_queryset(cls, user):
        return cards_for(user)


class ProductCards(CustomerCards):
    key = "product-tracking-cards"
    parent, parent_field = ProductDetail, "product_pk"


class DeliveryCards(CustomerCards):
    key = "delivery-tracking-cards"
    parent, parent_field = DeliveryDetail, "note_pk"
