"""Pages of customer evaluations, and their paper."""

import json

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.customer.columns import grade_tag
from customers.customer.views import CustomerDetail
from customers.evaluation.entry import answers_of, score_by_policy, start_evaluation, update_evaluation
from customers.evaluation.filters import EvaluationFilters
from customers.evaluation.forms import EvaluationForm, EvaluationStartForm
from customers.evaluation.history import chart_of, history_of
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.outcome import revise_evaluation, submit_evaluation
from customers.evaluation.papers import evaluation_pdf
from customers.evaluation.permissions import can_edit_evaluation, can_revise_evaluation, can_submit_evaluation
from customers.evaluation.scheme_compare import effect_of
from customers.evaluation.tables import CustomerEvaluationTable, EvaluationTable, ScoreTable
from customers.scheme.versions import read_scheme, scheme_on
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class EvaluationList(ListPage):
    model = CustomerEvaluation
    table_class = EvaluationTable
    filterset_class = EvaluationFilters
    create_url = "evaluation-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Drafts"), f"status={CustomerEvaluation.Status.DRAFT}&status={CustomerEvaluation.Status.REJECTED}"),
        Preset(
            _("In approval"),
            f"status={CustomerEvaluation.Status.SUBMITTED}&status={CustomerEvaluation.Status.DEPT_REVIEWED}",
        ),
        Preset(_("In force"), f"status={CustomerEvaluation.Status.APPROVED}"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    links = (
        (_("Quarterly re-evaluation"), "evaluation-round", "clipboard-list", lambda user: True),
        (_("Scheme"), "evaluation-scheme-list", "table", lambda user: True),
    )
    empty_title = _("No evaluations yet")
    empty_text = _("The responsible rep writes the report before any business with a new customer.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")


class EvaluationDetail(DetailPage):
    model = CustomerEvaluation
    related = ("customer__owner", "scheme", "created_by")
    template_name = "customers/evaluation/detail.html"
    lines_title = _("Nine criteria")
    pdf_links = ((_("Evaluation report"), "evaluation-pdf", lambda user, evaluation: sees_prices(user)),)
    actions = (
        Action(
            "submit",
            _("Submit"),
            can_submit_evaluation,
            submit_evaluation,
            to=CustomerEvaluation.Status.SUBMITTED,
            style="primary",
            icon="send",
            confirm=_("Submit the report to the department head?"),
        ),
        Action(
            "revise",
            _("Revise"),
            can_revise_evaluation,
            revise_evaluation,
            to=CustomerEvaluation.Status.DRAFT,
            style="primary",
            icon="pencil",
            goto=lambda result, evaluation: reverse("evaluation-edit", args=[evaluation.pk]),
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def can_edit(self, user, obj):
        return can_edit_evaluation(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Occasion"), obj.get_occasion_display()),
            (_("Scheme"), obj.scheme),
            (_("Total"), obj.total),
            (_("Credit grade"), grade_tag(obj.grade, obj.get_grade_display())),
            *(self._line(obj) if sees_prices(self.request.user) else []),
            (_("Approved on"), obj.approved_on),
            Fact(_("Opinion of the rep"), obj.opinion, wide=True),
        ]

    @staticmethod
    def _line(obj):
        line = obj.scheme.warning_lines.filter(grade=obj.grade).first() if obj.grade else None
        return [
            (_("Warning line"), line.amount if line else None),
            (_("Average monthly supply"), quantity(line.avg_monthly_qty) if line else None),
        ]

    def extra_context(self, obj):
        return {"effect": effect_of(obj) if sees_prices(self.request.user) else None}

    def lines(self, obj):
        return ScoreTable(list(obj.scores.select_related("criterion", "band")), user=self.request.user)


class EvaluationCreate(CreatePage):
    """Choose the customer; the report opens for scoring."""

    model = CustomerEvaluation
    form_class = EvaluationStartForm
    submit_label = _("Open the report")
    help_text = _("One report at a time for each customer.")

    def write(self, obj, form, lines):
        return start_evaluation(form.cleaned_data["customer"].pk, self.request.user)

    def get_success_url(self, document):
        return reverse("evaluation-edit", args=[document.pk])


class EvaluationEdit(EditPage):
    """The nine criteria; points, total, grade and line follow what is typed."""

    model = CustomerEvaluation
    form_class = EvaluationForm
    template_name = "customers/evaluation/form.html"
    title = _("Evaluate")

    def get_object(self):
        rows = CustomerEvaluation.objects.visible_to(self.request.user).select_related("customer__owner", "scheme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    may_edit = can_edit_evaluation

    def get_form_kwargs(self, obj):
        return {**super().get_form_kwargs(obj), "scheme": read_scheme(scheme_on()), "answers": answers_of(obj)}

    def write(self, obj, form, lines):
        self._refuse_if_changed(obj)
        return update_evaluation(obj.pk, self.request.user, form.answers(), form.cleaned_data["opinion"])

    def get_success_url(self, document):
        """Back to the worklist for who came from there (RAT-06)."""
        return reverse("evaluation-round") if "round" in self.request.GET else super().get_success_url(document)

    def get_context_data(self, obj, form, lines, **extra):
        shown = form.answers() if form.is_bound else answers_of(obj)
        return super().get_context_data(obj, form, lines, **score_context(form.scheme, shown), **extra)


def score_context(scheme, answers):
    scored, result = score_by_policy(scheme, answers)
    return {
        "scored": {each.criterion.key: each for each in scored},
        "result": result,
        "grade": grade_tag(result.grade) if result.grade else "",
        "done": len(scored) - len(result.missing),
        "silent": [each.criterion.name for each in scored if each.lacks_remark],
    }


class EvaluationPoints(View):
    """The points of what is typed at this moment, for the form; nothing is stored."""

    http_method_names = ["post"]

    def post(self, request, pk):
        evaluation = get_object_or_404(CustomerEvaluation.objects.visible_to(request.user), pk=pk)
        require(can_edit_evaluation(request.user, evaluation))
        form = EvaluationForm(request.POST, user=request.user, scheme=read_scheme(scheme_on()))
        form.is_valid()  # fields in error count as missing
        context = {"form": form, "swap": True, **score_context(form.scheme, form.answers())}
        return render(request, "customers/evaluation/_points.html", context)


class EvaluationPdf(View):
    """F-02: the issued paper, or a draft of it."""

    def get(self, request, pk) -> HttpResponse:
        rows = CustomerEvaluation.objects.visible_to(request.user).select_related("customer__owner", "scheme")
        evaluation = get_object_or_404(rows, pk=pk)
        require(sees_prices(request.user))  # the warning line stands on it
        return pdf_response(evaluation_pdf(evaluation), f"{evaluation.number}.pdf")


class CustomerEvaluations(TabList):
    model = CustomerEvaluation
    table_class = CustomerEvaluationTable
    key = "customer-evaluations"
    title = _("Evaluations")
    template_name = "customers/evaluation/tab.html"
    parent = CustomerDetail
    parent_field = "customer"

    def get_context_data(self, **extra):
        history = history_of(self.parent_object)
        chart = json.dumps(chart_of(history)) if history else ""
        return super().get_context_data(chart=chart, **extra)

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).select_related("customer__owner")
        return rows.order_by(F("approved_on").desc(nulls_first=True), "-pk")
