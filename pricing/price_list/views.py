"""Pages of price lists and price rules."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from pricing.price_list.filters import PriceItemFilters, PriceListFilters, PriceRuleFilters
from pricing.price_list.forms import PriceRuleForm
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.prices import discount_percent
from pricing.price_list.rule_entry import create_price_rule, update_price_rule
from pricing.price_list.tables import AllPricesTable, PriceItemTable, PriceListTable, PriceRuleTable
from salesmgmt.core.calendar import today
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, TabList

# The page of a list begins with them; all stand in its tab.
SHOWN_ITEMS = 200


class PriceListList(ListPage):
    model = PriceList
    matrix_key = "price"
    table_class = PriceListTable
    filterset_class = PriceListFilters
    help_text = gettext_lazy("A version is written by an approved price adjustment and ends when the next begins.")
    empty_title = gettext_lazy("No price list yet")
    empty_text = gettext_lazy("Without a list in force every price is a special price. Propose a price adjustment.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by", "released_by").with_item_count()


class PriceListDetail(DetailPage):
    model = PriceList
    related = ("created_by", "released_by")
    lines_title = gettext_lazy("List prices")

    def facts(self, obj):
        return [
            (_("Number"), obj.number),
            (_("Version"), f"V{obj.version}"),
            (_("Valid from"), obj.valid_from),
            (pgettext("price list", "Written by"), obj.created_by),
            (_("Put in force by"), obj.released_by),
            (_("Put in force at"), obj.released_at),
            Fact(_("Remark"), obj.remark, wide=True),
        ]

    def lines(self, obj):
        """The prices beside those of the list before."""
        before = PriceList.objects.holding_on(obj.valid_from - timedelta(days=1)).exclude(pk=obj.pk).first()
        items = PriceListItem.objects.filter(price_list=before) if before else PriceListItem.objects.none()
        former = dict(items.values_list("product_id", "price"))
        rows = list(obj.items.select_related("product")[:SHOWN_ITEMS])
        for row in rows:
            row.former = former.get(row.product_id)
            move = discount_percent(row.price, row.former)
            row.move = -move if move else None
        return PriceItemTable(rows, user=self.request.user)


class PriceListItems(TabList):
    """All prices of a list, inside its page: filtered and exported."""

    model = PriceListItem
    matrix_key = "price"
    key = "price-list-items"
    table_class = AllPricesTable
    filterset_class = PriceItemFilters
    parent = PriceListDetail
    parent_field = "price_list"
    create_url = None

    @classmethod
    def base_queryset(cls, user):
        return PriceListItem.objects.visible_to(user).select_related("product")


class PriceRuleList(ListPage):
    model = PriceRule
    matrix_key = "price"
    table_class = PriceRuleTable
    filterset_class = PriceRuleFilters
    create_url = "price-rule-create"
    edit_fields = ("priority", "min_quantity", "valid_from", "valid_to")
    help_text = gettext_lazy(
        "Of the rules that match, the one with the highest priority applies and is named on the line."
    )
    empty_title = gettext_lazy("No price rules yet")
    empty_text = gettext_lazy("Without rules every customer pays the list price at every quantity.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product", "category")


class PriceRuleDetail(DetailPage):
    model = PriceRule
    related = ("product", "category", "created_by")
    has_attachments = False

    def facts(self, obj):
        percent = f"{obj.discount_percent.normalize():f}%" if obj.discount_percent else ""
        return [
            (_("Product"), obj.product or _("all")),
            (_("Product category"), obj.category.name if obj.category else _("all")),
            (_("From quantity"), quantity(obj.min_quantity)),
            (_("Customer segment"), obj.get_segment_display() or _("all")),
            (_("Customer grade"), obj.grade or _("all")),
            (_("New customers only"), obj.new_customer),
            (_("Years of cooperation from"), obj.min_years if obj.min_years is not None else ""),
            (_("Price"), obj.price),
            (_("Discount on the list price (%)"), percent),
            (_("Priority"), str(obj.priority)),
            (_("Valid from"), obj.valid_from),
            (_("Valid until"), obj.valid_to),
            (_("Active"), obj.is_active),
        ]


class PriceRuleCreate(CreatePage):
    model = PriceRule
    matrix_key = "price"
    form_class = PriceRuleForm
    create = create_price_rule

    def get_initial(self):
        return {"valid_from": today(), **super().get_initial()}


class PriceRuleEdit(EditPage):
    model = PriceRule
    form_class = PriceRuleForm
    update = update_price_rule
