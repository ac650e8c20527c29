"""Pages of the customers to be told of new prices (PRC-10)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.customer.views import CustomerDetail
from pricing.adjustment.views import PriceAdjustmentDetail
from pricing.announcement.filters import PriceNoticeFilters
from pricing.announcement.forms import TalkForm
from pricing.announcement.items import prices_for
from pricing.announcement.models import PriceNotice
from pricing.announcement.permissions import can_tell_customer
from pricing.announcement.states import NoticeStatus
from pricing.announcement.tables import PriceNoticeTable
from pricing.announcement.telling import accept_prices, explain_prices, object_to_prices
from pricing.product.forms import CommentForm
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class PriceNoticeList(ListPage):
    model = PriceNotice
    table_class = PriceNoticeTable
    filterset_class = PriceNoticeFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be told"), f"status={NoticeStatus.PENDING}"),
        Preset(gettext_lazy("Objected"), f"status={NoticeStatus.OBJECTED}"),
        Preset(gettext_lazy("My customers"), "customer__owner=me"),
    )
    empty_title = gettext_lazy("No customer to be told of prices")
    empty_text = gettext_lazy("Customers appear here when an adjustment that concerns them is approved.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "adjustment")


class AdjustmentNotices(TabList):
    """The customers of one adjustment, inside its page."""

    model = PriceNotice
    key = "price-adjustment-notices"
    table_class = PriceNoticeTable
    filterset_class = PriceNoticeFilters
    parent = PriceAdjustmentDetail
    parent_field = "adjustment"
    create_url = None

    @classmethod
    def base_queryset(cls, user):
        return PriceNoticeList.base_queryset(user)


class CustomerNotices(AdjustmentNotices):
    """The adjustments one customer was told of, inside his page."""

    key = "customer-price-notices"
    parent = CustomerDetail
    parent_field = "customer"


class PriceNoticeDetail(DetailPage):
    model = PriceNotice
    related = ("customer__owner", "adjustment", "contact", "told_by")
    actions = (
        Action(
            "explain",
            gettext_lazy("Explained to the customer"),
            can_tell_customer,
            explain_prices,
            form=TalkForm,
            to=NoticeStatus.EXPLAINED,
            style="primary",
            icon="message-2",
        ),
        Action(
            "accept",
            gettext_lazy("Customer accepts"),
            can_tell_customer,
            accept_prices,
            form=CommentForm,
            to=NoticeStatus.ACCEPTED,
            style="success",
            icon="check",
        ),
        Action(
            "object",
            gettext_lazy("Customer objects"),
            can_tell_customer,
            object_to_prices,
            form=ReasonForm,
            to=NoticeStatus.OBJECTED,
            style="danger",
            icon="x",
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def subtitle(self, obj):
        return obj.adjustment.title

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("New prices from"), obj.adjustment.effective_on),
            (_("Spoken with"), obj.contact.name if obj.contact else ""),
            (_("Told by"), obj.told_by),
            (_("Told at"), obj.told_at),
            Fact(_("Reason of the adjustment"), obj.adjustment.reason, wide=True),
            Fact(_("How to explain it"), obj.adjustment.customer_words, wide=True),
            Fact(_("How it was explained"), obj.talk, wide=True),
            Fact(_("Customer's answer"), obj.answer, wide=True),
        ]

    def lines(self, obj):
        """The new prices of what concerns him: what he is to be told."""
        return prices_for(obj, self.request.user)
