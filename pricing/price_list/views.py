"""Pages of price lists and price rules."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from pricing.price_list.filters import PriceListFilters, PriceRuleFilters
from pricing.price_list.forms import PriceItems, PriceListForm, PriceRuleForm
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.permissions import can_recall_price_list, can_submit_price_list
from pricing.price_list.prices import discount_percent
from pricing.price_list.release import (
    copy_price_list,
    create_price_list,
    recall_price_list,
    submit_price_list,
    take_back_price_list,
    update_price_list,
)
from pricing.price_list.rule_entry import create_price_rule, update_price_rule
from pricing.price_list.tables import PriceItemTable, PriceListTable, PriceRuleTable
from pricing.product.forms import CommentForm
from pricing.product.permissions import can_edit_product
from salesmgmt.core.calendar import today
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage


class PriceListList(ListPage):
    model = PriceList
    matrix_key = "price"
    table_class = PriceListTable
    filterset_class = PriceListFilters
    create_url = "price-list-create"
    empty_title = gettext_lazy("No price list yet")
    empty_text = gettext_lazy("Without a list in force every price is a special price.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by", "released_by").with_item_count()


class PriceListDetail(DetailPage):
    model = PriceList
    related = ("created_by", "released_by")
    lines_title = gettext_lazy("List prices")
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_price_list,
            submit_price_list,
            form=CommentForm,
            to=PriceList.Status.SUBMITTED,
            style="primary",
            icon="send",
            help_text=gettext_lazy(
                "After the approval it holds at once where its day has come, otherwise on its day. "
                "Prices quoted before stay."
            ),
        ),
        Action(
            "recall",
            gettext_lazy("Recall"),
            lambda user, price_list: (
                price_list.status == PriceList.Status.SCHEDULED and can_recall_price_list(user, price_list)
            ),
            recall_price_list,
            form=CommentForm,
            to=PriceList.Status.DRAFT,
            icon="arrow-back-up",
        ),
        Action(
            "take-back",
            gettext_lazy("Take back"),
            lambda user, price_list: (
                price_list.status == PriceList.Status.IN_FORCE and can_recall_price_list(user, price_list)
            ),
            take_back_price_list,
            form=ReasonForm,
            to=PriceList.Status.DRAFT,
            icon="arrow-back-up",
            help_text=gettext_lazy("Only while no quote was priced by it. The list before is in force again."),
        ),
        Action(
            "copy",
            gettext_lazy("Next version"),
            can_edit_product,
            copy_price_list,
            icon="copy",
            beside_round=True,
            goto=lambda made, old: reverse("price-list-edit", args=[made.pk]),
        ),
    )

    def can_edit(self, user, obj):
        return obj.is_editable and super().can_edit(user, obj)

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
        before = PriceList.objects.holding_on(obj.valid_from).exclude(pk=obj.pk).first()
        items = PriceListItem.objects.filter(price_list=before) if before else PriceListItem.objects.none()
        former = dict(items.values_list("product_id", "price"))
        rows = list(obj.items.select_related("product"))
        for row in rows:
            row.former = former.get(row.product_id)
            move = discount_percent(row.price, row.former)
            row.move = -move if move else None
        return PriceItemTable(rows, user=self.request.user)


class PriceListCreate(CreatePage):
    model = PriceList
    matrix_key = "price"
    form_class = PriceListForm
    line_formset = PriceItems
    lines_title = gettext_lazy("List prices")
    create = create_price_list

    def get_initial(self):
        return {"valid_from": today(), **super().get_initial()}


class PriceListEdit(EditPage):
    model = PriceList
    form_class = PriceListForm
    line_formset = PriceItems
    lines_title = gettext_lazy("List prices")
    update = update_price_list


class PriceRuleList(ListPage):
    model = PriceRule
    matrix_key = "price"
    table_class = PriceRuleTable
    filterset_class = PriceRuleFilters
    create_url = "price-rule-create"
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
