"""Pages of price adjustments (PRC-07 to PRC-09)."""

from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from pricing.adjustment.computing import quotes_of
from pricing.adjustment.effect import (
    can_close_now,
    close_adjustment,
    departments_waiting,
    notices_of,
    recall_adjustment,
    take_back_adjustment,
    who_still_acknowledges,
    why_not_closed,
)
from pricing.adjustment.filters import AdjustmentLineFilters, PriceAdjustmentFilters
from pricing.adjustment.forms import AskForm, Picks, PriceAdjustmentForm
from pricing.adjustment.models import AdjustmentLine, PriceAdjustment
from pricing.adjustment.papers import adjustment_paper
from pricing.adjustment.permissions import can_edit_adjustment, can_propose, can_recall_adjustment
from pricing.adjustment.proposal import create_adjustment, submit_adjustment, update_adjustment
from pricing.adjustment.review import DECIDE, EFFECTS, ask_departments, opinions_of, why_not_decided
from pricing.adjustment.states import AdjustmentStatus, Extent, Scope
from pricing.adjustment.tables import AllItemsTable, ItemTable, PriceAdjustmentTable
from pricing.product.forms import CommentForm
from pricing.quote.filters import QuoteFilters
from pricing.quote.models import Quote
from pricing.quote.tables import QuoteTable
from pricing.quote.views import QuoteList
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import may_at_all, sees_cost, sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.templatetags.salesmgmt import money, quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList

SHOWN_ITEMS = 50


class PriceAdjustmentList(ListPage):
    model = PriceAdjustment
    table_class = PriceAdjustmentTable
    filterset_class = PriceAdjustmentFilters
    create_url = "price-adjustment-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Drafts"), f"status={AdjustmentStatus.DRAFT}&status={AdjustmentStatus.REJECTED}"),
        Preset(
            gettext_lazy("In review"), f"status={AdjustmentStatus.SUBMITTED}&status={AdjustmentStatus.JOINT_REVIEW}"
        ),
        Preset(gettext_lazy("To be put in force"), f"status={AdjustmentStatus.APPROVED}"),
        Preset(gettext_lazy("Customers to be told"), f"status={AdjustmentStatus.IMPLEMENTED}"),
    )
    links = ((gettext_lazy("Import"), "price-import", "file-import", can_propose),)
    empty_title = gettext_lazy("No price adjustments yet")
    empty_text = gettext_lazy(
        "Propose new prices: you see at once what they would do. Nothing else changes a price list."
    )

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).select_related("created_by")
        return registry.fact("price_adjustment", "with_notices", rows)


def is_deciding(user, adjustment):
    """The manager whose decision this proposal waits for."""
    if adjustment.status != AdjustmentStatus.SUBMITTED or not may_at_all(user, "price_adjustment", "R"):
        return False
    step = approvals.step_of(adjustment, user)
    return step is not None and step.key == DECIDE


class PriceAdjustmentDetail(DetailPage):
    model = PriceAdjustment
    template_name = "pricing/adjustment/detail.html"
    related = ("created_by", "category", "base", "price_list", "approved_by")
    pdf_links = (
        (
            gettext_lazy("Price adjustment proposal (PDF)"),
            "price-adjustment-pdf",
            lambda user, adjustment: sees_prices(user),
        ),
    )
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_edit_adjustment,
            submit_adjustment,
            form=CommentForm,
            to=AdjustmentStatus.SUBMITTED,
            style="primary",
            icon="send",
            help_text=gettext_lazy("Reason, extent, scope and expected impact must be there."),
        ),
        Action(
            "ask",
            pgettext_lazy("price adjustment", "Ask departments"),
            is_deciding,
            ask_departments,
            form=AskForm,
            style="warning",
            icon="users",
            beside_round=True,
            help_text=gettext_lazy("They answer side by side; you decide when all have answered."),
            why_not=why_not_decided,
        ),
        Action(
            "close",
            gettext_lazy("Close"),
            can_close_now,
            close_adjustment,
            form=CommentForm,
            to=AdjustmentStatus.CLOSED,
            style="success",
            icon="check",
            help_text=who_still_acknowledges,
            why_not=why_not_closed,
        ),
        Action(
            "recall",
            gettext_lazy("Recall"),
            lambda user, each: each.status == AdjustmentStatus.APPROVED and can_recall_adjustment(user, each),
            recall_adjustment,
            form=ReasonForm,
            to=AdjustmentStatus.DRAFT,
            icon="arrow-back-up",
            help_text=gettext_lazy("Only before its day. Customers need not be told any more."),
        ),
        Action(
            "take-back",
            gettext_lazy("Take back"),
            lambda user, each: (
                each.status == AdjustmentStatus.IMPLEMENTED
                and each.price_list_id is not None
                and can_recall_adjustment(user, each)
            ),
            take_back_adjustment,
            form=ReasonForm,
            to=AdjustmentStatus.DRAFT,
            icon="arrow-back-up",
            help_text=gettext_lazy("Only while no quote was priced by it. The list before is in force again."),
        ),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return obj.is_editable and can_edit_adjustment(user, obj)

    def facts(self, obj):
        return [
            (_("Extent"), extent_words(obj, self.request.user)),
            (_("Rounding"), obj.get_rounding_display()),
            (_("Scope"), scope_words(obj)),
            (_("Effective from"), obj.effective_on),
            (_("Proposed by"), obj.created_by),
            (_("Approved by"), obj.approved_by),
            (_("Price list it begins from"), obj.base),
            (_("Price list written"), obj.price_list),
            Fact(_("Reason"), obj.reason, wide=True),
            Fact(_("Expected impact"), obj.expected_impact, wide=True),
            Fact(_("How to explain it to customers"), obj.customer_words, wide=True),
        ]

    def lines(self, obj):
        rows = items_of(obj, self.request.user)[:SHOWN_ITEMS]
        return ItemTable(list(rows), user=self.request.user) if obj.item_count else None

    def extra_context(self, obj):
        user = self.request.user
        round_ = approvals.last_round(obj)
        return {
            "figures": figures_for(obj, user),
            "more_items": max(obj.item_count - SHOWN_ITEMS, 0),
            "opinions": opinions_of(round_),
            "review": review_of(round_),
            "handovers": notices_of(obj),
            "unacknowledged": "、".join(departments_waiting(obj)),
            "told": registry.fact("price_adjustment", "told", obj),
        }


def items_of(adjustment, user):
    rows = adjustment.lines.select_related("product").with_effect().with_market()
    return rows.with_unit_cost() if sees_cost(user) else rows


def extent_words(adjustment, user):
    """An amount by which prices move is a price itself: hidden from those who see none."""
    value = adjustment.extent_value
    if adjustment.extent == Extent.PERCENT and value is not None:
        return f"{value.normalize():+f}%"
    if adjustment.extent == Extent.AMOUNT and value is not None and sees_prices(user):
        return f"{'+' if value > 0 else ''}{money(value)}"
    return adjustment.get_extent_display()


def scope_words(adjustment):
    parts = [
        adjustment.category.name if adjustment.category_id and adjustment.scope == Scope.CATEGORY else "",
        adjustment.get_segment_display(),
        adjustment.grade,
    ]
    return " · ".join(map(str, filter(None, [adjustment.get_scope_display(), *parts])))


def figures_for(adjustment, user):
    """``[(label, text, address, tone)]``: what it would do over all items, each number with the list behind it."""
    items = reverse("price-adjustment-items", args=[adjustment.pk])
    effect = [(_("Effect on twelve months"), money(adjustment.impact_amount), items, "")] if sees_prices(user) else []
    found = [
        (_("Items"), quantity(adjustment.item_count), items, ""),
        *effect,
        (_("Customers concerned"), quantity(adjustment.customer_count), "", ""),
        (
            _("Open quotes at the old price"),
            quantity(adjustment.quote_count),
            reverse("price-adjustment-quotes", args=[adjustment.pk]),
            "",
        ),
        (_("Running contracts at the old price"), quantity(adjustment.contract_count), "", ""),
    ]
    if sees_cost(user):
        losses = adjustment.lines.with_unit_cost().filter(unit_cost__gt=F("new_price")).count()
        found.append((_("Items below cost"), quantity(losses), items, "bad" if losses else ""))
    return found


def review_of(round_):
    """``[(label, text)]``: what the manager wrote of the three effects with his decision (PRC-08)."""
    steps = [step for step in round_.live_steps() if step.key == DECIDE and step.data] if round_ else []
    labels = dict(
        zip(
            EFFECTS,
            (_("Effect on sales"), _("Effect on the market share"), _("Effect on customer relations")),
            strict=True,
        )
    )
    return [(labels[name], steps[-1].data[name]) for name in EFFECTS if steps and steps[-1].data.get(name)]


class AdjustmentItems(TabList):
    """All items of a proposal, inside its page."""

    model = AdjustmentLine
    matrix_key = "price_adjustment"
    key = "price-adjustment-items"
    table_class = AllItemsTable
    filterset_class = AdjustmentLineFilters
    parent = PriceAdjustmentDetail
    parent_field = "adjustment"
    create_url = None
    title = gettext_lazy("Items")

    @classmethod
    def base_queryset(cls, user):
        rows = AdjustmentLine.objects.visible_to(user).select_related("product").with_effect().with_market()
        return rows.with_unit_cost() if sees_cost(user) else rows


class AdjustmentQuotes(TabList):
    """The open quotes that keep the price they were written at, inside the page of the proposal."""

    model = Quote
    key = "price-adjustment-quotes"
    table_class = QuoteTable
    filterset_class = QuoteFilters
    parent = PriceAdjustmentDetail
    create_url = None

    @classmethod
    def base_queryset(cls, user):
        return QuoteList.base_queryset(user)

    def get_base_queryset(self):
        return self.base_queryset(self.request.user).filter(pk__in=quotes_of(self.parent_object).values("pk"))

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        """An export asks for the same quotes by the proposal it was opened from."""
        parent = as_pk(querydict.get("parent"))
        if queryset is None and parent is not None:
            adjustment = get_object_or_404(PriceAdjustment.objects.visible_to(user), pk=parent)
            queryset = cls.base_queryset(user).filter(pk__in=quotes_of(adjustment).values("pk"))
        return super(TabList, cls).filterset(user, querydict, queryset)


class PriceAdjustmentCreate(CreatePage):
    model = PriceAdjustment
    form_class = PriceAdjustmentForm
    line_formset = Picks
    lines_title = gettext_lazy("Products named, with a price of their own where it is given")
    create = create_adjustment

    def get_initial(self):
        return {"effective_on": today(), **super().get_initial()}


class PriceAdjustmentEdit(EditPage):
    model = PriceAdjustment
    form_class = PriceAdjustmentForm
    line_formset = Picks
    lines_title = gettext_lazy("Products named, with a price of their own where it is given")
    update = update_adjustment


@require_GET
def adjustment_pdf(request, pk):
    """F-08, the proposal as it stands."""
    adjustment = get_object_or_404(PriceAdjustment.objects.visible_to(request.user), pk=pk)
    require(sees_prices(request.user), _("Your role does not see prices."))
    return pdf_response(adjustment_paper(adjustment, request.user), f"价格调整建议 {adjustment.number}.pdf")
