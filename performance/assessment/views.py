"""Pages of assessments: periods, the list, the sheet with its figures, and F-36."""

import json

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from performance.assessment.computing import recompute_assessment
from performance.assessment.filters import AssessmentFilters
from performance.assessment.forms import AdviceForm, AnswerForm, ConfirmForm, OutcomeForm, ScoreForm
from performance.assessment.models import Assessment, AssessmentPeriod
from performance.assessment.papers import assessment_pdf
from performance.assessment.permissions import (
    can_advise,
    can_answer_appeal,
    can_appeal,
    can_archive_assessment,
    can_compute_assessment,
    can_confirm_assessment,
    can_finish_coaching,
    can_read_assessment,
    can_score_assessment,
    can_see_assessments,
    sees_lines,
)
from performance.assessment.rules import score_of
from performance.assessment.scoring import (
    advise,
    answer_appeal,
    archive_assessment,
    confirm_assessment,
    file_appeal,
    finish_coaching,
    return_assessment,
    score_assessment,
)
from performance.assessment.states import COMPUTABLE, SEEN, AssessmentStatus
from performance.assessment.tables import AssessmentTable, PeriodTable
from salesmgmt.core.permissions import sees_cost
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset

PERIODS_SHOWN = 12


class AssessmentList(ListPage):
    model = Assessment
    table_class = AssessmentTable
    filterset_class = AssessmentFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("assessment", "To be scored"), f"status={AssessmentStatus.SCORING}"),
        Preset(pgettext_lazy("assessment", "To be confirmed"), f"status={AssessmentStatus.REVIEWED}"),
        Preset(pgettext_lazy("assessment", "Confirmed"), f"status={AssessmentStatus.CONFIRMED}"),
        Preset(gettext_lazy("Mine"), "person=me"),
    )
    empty_title = gettext_lazy("No assessments yet")
    empty_text = gettext_lazy(
        "They are opened for every representative when a period begins. One's own is shown once it is confirmed."
    )

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user)
        return rows.select_related("person__unit", "period", "scored_by", "confirmed_by")


class PeriodList(ListPage):
    model = AssessmentPeriod
    key = "assessment-periods"
    matrix_key = "assessment"
    title = gettext_lazy("Assessment periods")
    table_class = PeriodTable
    filterset_class = None
    empty_title = gettext_lazy("No assessment periods yet")
    empty_text = gettext_lazy("They are opened by the clock on the first day of a month, a quarter and a year.")

    @classmethod
    def base_queryset(cls, user):
        if not can_see_assessments(user):
            return AssessmentPeriod.objects.none()
        mine = Q(assessments__in=Assessment.objects.visible_to(user).order_by().values("pk"))
        stands = {"scoring": [AssessmentStatus.SCORING], "reviewed": [AssessmentStatus.REVIEWED], "confirmed": SEEN}
        return AssessmentPeriod.objects.annotate(
            all=Count("assessments", filter=mine),
            **{
                name: Count("assessments", filter=mine & Q(assessments__status__in=statuses))
                for name, statuses in stands.items()
            },
        )


class AssessmentDetail(DetailPage):
    model = Assessment
    template_name = "performance/assessment/detail.html"
    related = (
        "person__unit",
        "person__superior__superior__superior__superior",
        "period",
        "scheme",
        "scored_by__superior__superior__superior",
        "confirmed_by",
        "created_by",
        "appeal__answered_by",
        "coaching__coach",
    )
    edit_url = None
    has_attachments = False
    pdf_links = ((gettext_lazy("Assessment sheet"), "assessment-pdf", sees_lines),)
    actions = (
        Action(
            "score",
            pgettext_lazy("assessment act", "Score"),
            can_score_assessment,
            score_assessment,
            form=ScoreForm,
            to=AssessmentStatus.REVIEWED,
            style="primary",
            icon="pencil",
            help_text=gettext_lazy(
                "Only what is judged is scored here; computed lines come from the documents behind them."
            ),
        ),
        Action(
            "confirm",
            pgettext_lazy("assessment", "Confirm"),
            can_confirm_assessment,
            confirm_assessment,
            form=ConfirmForm,
            to=AssessmentStatus.CONFIRMED,
            style="success",
            icon="circle-check",
        ),
        Action(
            "return",
            pgettext_lazy("assessment", "Return"),
            lambda user, obj: obj.status == AssessmentStatus.REVIEWED and can_confirm_assessment(user, obj),
            return_assessment,
            form=ReasonForm,
            to=AssessmentStatus.SCORING,
            icon="arrow-back-up",
        ),
        Action(
            "compute",
            gettext_lazy("Compute again"),
            can_compute_assessment,
            recompute_assessment,
            icon="refresh",
        ),
        Action("advise", gettext_lazy("Advise"), can_advise, advise, form=AdviceForm, icon="bulb"),
        Action(
            "coached",
            gettext_lazy("Coaching done"),
            can_finish_coaching,
            finish_coaching,
            form=OutcomeForm,
            icon="school",
        ),
        Action("appeal", gettext_lazy("Appeal"), can_appeal, file_appeal, form=ReasonForm, icon="message-exclamation"),
        Action(
            "answer",
            gettext_lazy("Answer the appeal"),
            can_answer_appeal,
            answer_appeal,
            form=AnswerForm,
            style="primary",
            icon="message-check",
        ),
        Action(
            "archive",
            pgettext_lazy("assessment", "Archive"),
            can_archive_assessment,
            archive_assessment,
            to=AssessmentStatus.ARCHIVED,
            icon="archive",
        ),
    )

    @classmethod
    def queryset(cls, user):
        """One's own is found also before its time, to say why it is not shown (403) instead of hiding that there is one."""
        rows = super().queryset(user)
        return (rows | cls.model.objects.filter(person=user).select_related(*cls.related)).distinct()

    def show(self, obj, status=200, **extra):
        require(can_read_assessment(self.request.user, obj))
        return super().show(obj, status, **extra)

    def title(self, obj):
        return str(obj)

    def facts(self, obj):
        facts = [
            (_("Person"), obj.person),
            (_("Department"), obj.person.unit),
            (_("Period"), str(obj.period)),
            (_("Scored by"), obj.scored_by),
            (_("Confirmed by"), obj.confirmed_by),
            (_("Confirmed at"), obj.confirmed_at),
        ]
        if not sees_lines(self.request.user, obj):
            return facts
        return [
            *facts,
            (_("Assessment scheme"), str(obj.scheme or "—")),
            (_("Computed at"), obj.computed_at),
            *([Fact(_("Comment of the superior"), obj.comment, wide=True)] if obj.comment else []),
        ]

    def extra_context(self, obj):
        user = self.request.user
        if not sees_lines(user, obj):
            return {"lines": [], "deductions": [], "is_whole": False, "timeline": []}
        hides = {"profit", "margin"} if not sees_cost(user) else set()
        lines, deductions = list(obj.lines.all()), list(obj.deductions.all())
        for row in (*lines, *deductions):
            row.is_hidden = row.code in hides
        return {
            "lines": lines,
            "deductions": deductions,
            "is_whole": True,
            "computed_part": score_of((line.points, line.weight) for line in lines if not line.is_judged),
            "judged_part": score_of((line.points, line.weight) for line in lines if line.is_judged),
            "is_running": obj.status in COMPUTABLE,
            "advice": obj.advice.select_related("by"),
            "coaching": getattr(obj, "coaching", None),
            "appeal": getattr(obj, "appeal", None),
            **self._before(obj, user),
        }

    def _before(self, obj, user):
        """The last periods of the same kind, oldest first, as a chart and as a table."""
        rows = (
            Assessment.objects.visible_to(user)
            .filter(person=obj.person, period__kind=obj.period.kind, period__first__lte=obj.period.first)
            .filter(result__isnull=False)
            .select_related("period")
            .order_by("-period__first")[:PERIODS_SHOWN]
        )
        shown = list(reversed(rows))
        chart = {
            "legend": {},
            "xAxis": {"type": "category", "data": [str(row.period) for row in shown]},
            "yAxis": {"type": "value"},
            "series": [
                {"type": "bar", "name": _("Result"), "data": [float(row.result) for row in shown]},
                {
                    "type": "line",
                    "name": _("Pass mark"),
                    "data": [None if row.pass_mark is None else row.pass_mark for row in shown],
                },
            ],
        }
        return {"history": shown, "chart": json.dumps(chart) if len(shown) > 1 else ""}


class AssessmentPdf(View):
    """F-36."""

    def get(self, request, pk):
        rows = Assessment.objects.visible_to(request.user)
        related = ("person__unit", "period", "scored_by", "confirmed_by")
        assessment = get_object_or_404(rows.select_related(*related), pk=pk)
        require(sees_lines(request.user, assessment))
        return pdf_response(assessment_pdf(assessment, sees_cost(request.user)), f"{assessment.number}.pdf")
