"""Pages of material indices and of the list "price review" (PRC-06)."""

import json

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.material.charts import chart_of, with_moves
from pricing.material.filters import MaterialIndexFilters, PriceReviewFilters
from pricing.material.forms import MaterialIndexForm, MaterialUses, ReadingForm, ReadingsForm
from pricing.material.models import MaterialPriceIndex, PriceReview
from pricing.material.permissions import can_edit_index, can_review_price
from pricing.material.states import ReviewStatus
from pricing.material.tables import MaterialIndexTable, PriceReviewTable, ReadingTable, UseTable
from pricing.material.watching import create_index, enter_reading, enter_readings, keep_price, update_index
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset

SHOWN_READINGS = 60


def reads_reviews(user):
    return may_at_all(user, "price_review", "R")


class MaterialIndexList(ListPage):
    model = MaterialPriceIndex
    table_class = MaterialIndexTable
    filterset_class = MaterialIndexFilters
    create_url = "material-index-create"
    links = (
        (gettext_lazy("Enter figures"), "material-readings", "pencil-plus", can_edit_index),
        (gettext_lazy("Price review"), "price-review-list", "list-check", reads_reviews),
    )
    empty_title = gettext_lazy("No material indices yet")
    empty_text = gettext_lazy("Enter which material and market prices you watch, and which products are made of them.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_latest()


class MaterialIndexDetail(DetailPage):
    model = MaterialPriceIndex
    template_name = "pricing/material/detail.html"
    related = ("created_by",)
    lines_title = gettext_lazy("Products made of it")
    actions = (
        Action(
            "read",
            gettext_lazy("Enter a figure"),
            can_edit_index,
            enter_reading,
            form=ReadingForm,
            style="primary",
            icon="pencil-plus",
            initial=lambda user, index: {"day": today()},
        ),
    )

    def facts(self, obj):
        threshold = policy().material_index_percent
        base = f"{quantity(obj.base_value)} · {obj.base_day:%Y-%m-%d}" if obj.base_value is not None else ""
        return [
            (_("Unit of the figure"), obj.unit),
            (_("Where it is read"), obj.source),
            (_("Watched"), obj.is_active),
            Fact(_("Reviewed figure"), base, note=_("A move is counted from here.")),
            (
                _("A review starts at more than"),
                f"{threshold.normalize():f}%" if threshold is not None else _("not set"),
            ),
        ]

    def lines(self, obj):
        rows = list(obj.uses.select_related("product"))
        return UseTable(rows, user=self.request.user) if rows else None

    def extra_context(self, obj):
        readings = with_moves(obj.readings.select_related("created_by")[:SHOWN_READINGS])
        return {
            "readings": ReadingTable(readings, user=self.request.user) if readings else None,
            "chart": json.dumps(chart_of(readings, obj.base_value)) if readings else "",
            "open_reviews": obj.reviews.visible_to(self.request.user).filter(status=ReviewStatus.OPEN).count(),
            "reviews_address": f"{reverse('price-review-list')}?index={obj.pk}&status={ReviewStatus.OPEN}",
        }


class MaterialIndexCreate(CreatePage):
    model = MaterialPriceIndex
    form_class = MaterialIndexForm
    line_formset = MaterialUses
    lines_title = gettext_lazy("Products made of it")
    create = create_index

    def get_initial(self):
        return {"is_active": True, **super().get_initial()}


class MaterialIndexEdit(EditPage):
    model = MaterialPriceIndex
    form_class = MaterialIndexForm
    line_formset = MaterialUses
    lines_title = gettext_lazy("Products made of it")
    update = update_index


class MaterialReadings(CreatePage):
    """Quick entry: the figures of a day of all indices on one page."""

    model = MaterialPriceIndex
    form_class = ReadingsForm
    title = gettext_lazy("Enter figures")
    help_text = gettext_lazy("Leave empty what you have not read.")
    success = gettext_lazy("The figures were saved.")
    create = enter_readings

    def get_initial(self):
        return {"day": today(), **super().get_initial()}

    def get_success_url(self, document):
        return reverse("material-index-list")


class PriceReviewList(ListPage):
    model = PriceReview
    table_class = PriceReviewTable
    filterset_class = PriceReviewFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be reviewed"), f"status={ReviewStatus.OPEN}"),
    )
    empty_title = gettext_lazy("No price to be reviewed")
    empty_text = gettext_lazy("Products appear here when a material they are made of moved by more than the setting.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product", "index", "decided_by")


class PriceReviewDetail(DetailPage):
    model = PriceReview
    related = ("product", "index", "decided_by")
    has_attachments = False
    actions = (
        Action(
            "keep",
            gettext_lazy("Keep the price"),
            can_review_price,
            keep_price,
            form=ReasonForm,
            to=ReviewStatus.KEPT,
            icon="equal",
        ),
    )

    def title(self, obj):
        return obj.product.name

    def subtitle(self, obj):
        return obj.product.code

    def facts(self, obj):
        return [
            (_("Product"), obj.product),
            (_("Material or cost"), obj.index),
            (_("Moved by"), f"{obj.moved_percent.normalize():+f}%"),
            Fact(_("Figure before"), quantity(obj.from_value), note=f"{obj.from_day:%Y-%m-%d}"),
            Fact(_("Figure now"), quantity(obj.to_value), note=f"{obj.to_day:%Y-%m-%d}"),
            (_("Reviewed by"), obj.decided_by),
            (_("Reviewed at"), obj.decided_at),
            Fact(_("Outcome"), obj.outcome, wide=True),
        ]
