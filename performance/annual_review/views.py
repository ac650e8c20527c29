"""Pages of the annual check (KPI-13)."""

import json
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from orders.warning_line.states import LineState
from performance.annual_review.checking import compute_review, confirm_review, recompute_review
from performance.annual_review.filters import AnnualReviewFilters
from performance.annual_review.forms import ReviewForm
from performance.annual_review.models import AnnualReview
from performance.annual_review.papers import review_pdf
from performance.annual_review.permissions import can_confirm_review, can_recompute_review
from performance.annual_review.states import Indicator, ReviewStatus
from performance.annual_review.tables import AnnualReviewTable, IndicatorTable
from performance.plan.forms import month_label
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage

# Where the rows behind an indicator stand.
BEHIND = {
    Indicator.COLLECTION: "performance-collection",
    Indicator.RECEIVABLE: "receivable-indicators",
    Indicator.LOSS: "receivable-indicators",
    Indicator.BAD_DEBT: "receivable-indicators",
    Indicator.WARNING_LINE: "line-alert-list",
}


class AnnualReviewList(ListPage):
    model = AnnualReview
    table_class = AnnualReviewTable
    filterset_class = AnnualReviewFilters
    create_url = "annual-review-create"
    create_label = gettext_lazy("Check a year")
    empty_title = gettext_lazy("No annual check yet")
    empty_text = gettext_lazy("The five indicators of a year are computed on 1 January, and at any time by hand.")


class AnnualReviewDetail(DetailPage):
    model = AnnualReview
    template_name = "performance/annual_review/detail.html"
    related = ("confirmed_by", "created_by")
    edit_url = None
    has_attachments = False
    lines_title = gettext_lazy("The five indicators")
    pdf_links = ((gettext_lazy("Annual check (PDF)"), "annual-review-pdf", lambda user, review: True),)
    actions = (
        Action(
            "confirm",
            pgettext_lazy("annual check", "Confirm"),
            can_confirm_review,
            confirm_review,
            to=ReviewStatus.CONFIRMED,
            style="success",
            icon="check",
            confirm=gettext_lazy("The figures stay as they are from now on. Confirm?"),
            why_not=lambda user, review: (
                why_not_alone(user, review, Role.GM) if review.status == ReviewStatus.COMPUTED else ""
            ),
        ),
        Action(
            "compute",
            pgettext_lazy("annual check", "Compute again"),
            can_recompute_review,
            recompute_review,
            icon="calculator",
            style="primary",
        ),
    )

    @classmethod
    def queryset(cls, user):
        return super().queryset(user).prefetch_related("lines")

    def title(self, obj):
        return _("Annual check of %(year)d") % {"year": obj.year}

    def facts(self, obj):
        failing = "、".join(str(name) for name in obj.failing)
        return [
            Fact(
                pgettext("annual check", "Result"),
                _("all five met") if obj.all_met else _("not met"),
                note=failing,
            ),
            (pgettext("annual check", "As of"), obj.computed_at),
            Fact(pgettext("annual check", "Confirmed by"), obj.confirmed_by, note=obj.confirmed_on or ""),
        ]

    def lines(self, obj):
        return IndicatorTable(obj.lines.all(), user=self.request.user)

    def extra_context(self, obj):
        lines, months = obj.lines.all(), [str(month_label(number)) for number in range(1, 13)]
        return {
            "behind": [(line.get_indicator_display(), _behind(line.indicator, obj.year)) for line in lines],
            "failing": obj.failing,
            "courses": [(line, _chart(line, months), line.text(line.expected)) for line in lines],
        }


class AnnualReviewCreate(CreatePage):
    model = AnnualReview
    form_class = ReviewForm
    create = compute_review
    title = gettext_lazy("Check a year")


def _behind(indicator, year):
    """The address of the rows behind an indicator, of the year of the check."""
    query = {"year": year}
    if indicator == Indicator.WARNING_LINE:
        query = {"state": LineState.OVER, "raised_at_before": f"{year}-12-31"}
        query |= {"open": "true"} if year >= today().year else {}
    return f"{reverse(BEHIND[indicator])}?{urlencode(query)}"


def _chart(line, names):
    """The months of an indicator with its limit, in its unit; "" where nothing was counted. ``names`` of the twelve."""
    factor = 1 if line.is_count else 1000 if line.is_per_mille else 100
    months = line.months
    if len(months) < 2:
        return ""
    values = [None if value is None else round(float(value * factor), 2) for _day, value in months]
    return json.dumps(
        {
            "legend": {},
            "xAxis": {"type": "category", "data": [names[day.month - 1] for day, _value in months]},
            "yAxis": {"type": "value"},
            "series": [
                {"type": "line", "name": str(line.get_indicator_display()), "data": values},
                {"type": "line", "name": _("Limit"), "data": [float(line.limit * factor)] * len(months)},
            ],
        }
    )


@require_GET
def annual_review_pdf(request, pk):
    review = get_object_or_404(
        AnnualReview.objects.visible_to(request.user).select_related("created_by", "confirmed_by"), pk=pk
    )
    return pdf_response(review_pdf(review), f"{review.number}.pdf")
