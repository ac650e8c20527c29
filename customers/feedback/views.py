"""Pages of service feedback, and its report of a month."""

import datetime as dt
import json

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.feedback import review as feedback
from customers.feedback.filters import FeedbackFilters
from customers.feedback.forms import ConclusionForm, FeedbackForm
from customers.feedback.models import ServiceFeedback
from customers.feedback.permissions import can_edit_feedback, can_review_feedback
from customers.feedback.tables import FeedbackMonthTable, FeedbackTable, score_tag
from customers.quality.forms import ActionForm
from customers.quality.permissions import can_add_action, reads_opinions
from customers.quality.states import ImprovementActionStatus
from customers.quality.tables import ActionLines
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class FeedbackList(ListPage):
    model = ServiceFeedback
    matrix_key = "quality_opinion"
    table_class = FeedbackTable
    filterset_class = FeedbackFilters
    create_url = "service-feedback-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Without conclusion"), f"status={ServiceFeedback.Status.RECORDED}"),
        Preset(_("Dissatisfied"), "score=2"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    links = ((_("Report of the month"), "service-feedback-month", "chart-line", reads_opinions),)
    icon = "star"
    empty_title = _("No feedback yet")
    empty_text = _("Ask your customers regularly how satisfied they are, and write the answer down.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")


class FeedbackDetail(DetailPage):
    model = ServiceFeedback
    related = ("customer__owner", "contact", "created_by")
    lines_title = _("Improvement actions")
    actions = (
        Action(
            "review",
            _("Draw the conclusion"),
            can_review_feedback,
            feedback.review_feedback,
            form=ConclusionForm,
            to=ServiceFeedback.Status.REVIEWED,
            style="primary",
            icon="clipboard-check",
        ),
        Action(
            "add-action",
            _("Improvement action"),
            can_add_action,
            feedback.add_feedback_action,
            form=ActionForm,
            style="primary",
            icon="tool",
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def can_edit(self, user, obj):
        return can_edit_feedback(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact),
            (_("About"), obj.get_about_display()),
            (_("Score"), score_tag(obj.score)),
            (_("Given on"), obj.given_on),
            (_("Channel"), obj.get_channel_display()),
            (_("Recorded by"), obj.created_by),
            Fact(_("What the customer said"), obj.content, wide=True),
            *([Fact(_("Conclusion"), obj.conclusion, wide=True)] if obj.conclusion else []),
        ]

    def lines(self, obj):
        rows = obj.actions.visible_to(self.request.user)
        return ActionLines(rows, user=self.request.user) if rows else None


class FeedbackCreate(CreatePage):
    model = ServiceFeedback
    matrix_key = "quality_opinion"
    form_class = FeedbackForm
    create = feedback.record_feedback


class FeedbackEdit(EditPage):
    model = ServiceFeedback
    form_class = FeedbackForm
    update = feedback.update_feedback
    may_edit = can_edit_feedback


def month_of(text):
    """The first day of ``2026-05``; of the present month for anything else."""
    year, _dash, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12:
        return dt.date(int(year), int(month), 1)
    return today().replace(day=1)


class FeedbackMonth(View):
    """Average score, count and open improvements of a month, and the twelve months before (SVC-04)."""

    @from_replica
    def get(self, request):
        require(may_at_all(request.user, "quality_opinion", "R"))
        day = month_of(request.GET.get("month", ""))
        month, trend = feedback.feedback_month(request.user, day), feedback.feedback_trend(request.user, day)
        rows = [*month.rows, month.total] if month.rows else []
        context = {
            "title": _("Service feedback of the month"),
            "month": month,
            "action_statuses": ImprovementActionStatus,
            "previous": add_months(day, -1),
            "next": add_months(day, 1) if add_months(day, 1) <= today() else None,
            "table": FeedbackMonthTable(rows, user=request.user),
            "trend": list(reversed(trend)),
            "chart": json.dumps(month_chart(trend)),
            "crumbs": [Crumb(_("Service feedback"), reverse("service-feedback-list")), Crumb(_("Report of the month"))],
        }
        return render(request, "customers/feedback/month.html", context)


def month_chart(trend):
    return {
        "legend": {},
        "xAxis": {"type": "category", "data": [f"{month:%Y-%m}" for month, _average, _count in trend]},
        "yAxis": [
            {"type": "value", "min": 1, "max": 5},
            {"type": "value", "minInterval": 1, "splitLine": {"show": False}},
        ],
        "series": [
            {"name": str(_("average score")), "type": "line", "data": [float(average) for _m, average, _c in trend]},
            {
                "name": str(_("answers")),
                "type": "bar",
                "yAxisIndex": 1,
                "z": 1,
                "itemStyle": {"opacity": 0.35},
                "data": [count for _m, _a, count in trend],
            },
        ],
    }
