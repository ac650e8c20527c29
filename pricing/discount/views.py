"""Pages of special discount requests."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from pricing.cost.margin import with_margins
from pricing.discount.filters import SpecialDiscountFilters
from pricing.discount.forms import DiscountReasonForm
from pricing.discount.models import SpecialDiscount
from pricing.discount.papers import discount_paper
from pricing.discount.permissions import can_submit_discount
from pricing.discount.request import request_discount
from pricing.discount.tables import DiscountLineTable, SpecialDiscountTable
from pricing.price_list.prices import discount_percent
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import sees_cost, sees_prices
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class SpecialDiscountList(ListPage):
    model = SpecialDiscount
    table_class = SpecialDiscountTable
    filterset_class = SpecialDiscountFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("In approval"), "status=submitted&status=manager_endorsed"),
        Preset(gettext_lazy("Approved"), "status=approved"),
    )
    empty_title = gettext_lazy("No special discounts yet")
    empty_text = gettext_lazy("They are asked for on the page of a quote with special prices.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("quote__customer__owner")


def submit_again(pk, user, reason):
    """The button of a request that was sent back: the same act as on the quote."""
    return request_discount(SpecialDiscount.objects.get(pk=pk).quote_id, user, reason)


class SpecialDiscountDetail(DetailPage):
    model = SpecialDiscount
    related = ("quote__customer__owner", "created_by")
    lines_title = gettext_lazy("Requested prices")
    pdf_links = (
        (gettext_lazy("Special discount request (PDF)"), "special-discount-pdf", lambda user, obj: sees_prices(user)),
    )
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_discount,
            submit_again,
            form=DiscountReasonForm,
            to="submitted",
            style="primary",
            icon="send",
            initial=lambda user, discount: {"reason": discount.reason},
        ),
    )

    def can_edit(self, user, obj):
        """Its lines are the quote's; the reason is asked for when it is submitted."""
        return False

    def subtitle(self, obj):
        return obj.quote.customer.name

    def facts(self, obj):
        customer = obj.quote.customer
        return [
            (_("Quote"), obj.quote),
            (_("Customer"), customer),
            (_("Credit grade"), customer.grade),
            (_("Responsible rep"), customer.owner),
            (_("Requested by"), obj.created_by),
            (_("Requested at"), obj.created_at),
            Fact(_("Reason of the request"), obj.reason, wide=True),
        ]

    def lines(self, obj):
        """List price, requested price and per cent; cost and margin only for those who see them (QUO-04, SEC-03)."""
        user = self.request.user
        lines = list(obj.lines.select_related("product"))
        if sees_cost(user):
            with_margins(lines, today(), price="requested_price")
        for line in lines:
            line.discount_percent = discount_percent(line.requested_price, line.list_price)
        return DiscountLineTable(lines, user=user)


@require_GET
def discount_pdf(request, pk):
    """F-07, for those who see prices."""
    discount = get_object_or_404(SpecialDiscountDetail.queryset(request.user), pk=pk)
    require(sees_prices(request.user))
    return pdf_response(discount_paper(discount, request.user), f"特殊折扣申请-{discount}.pdf")
