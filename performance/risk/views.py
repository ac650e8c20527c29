"""Pages of risks (RSK-01, RSK-02, RSK-05)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from customers.customer.views import CustomerDetail
from performance.risk.assessing import assess_risk, close_risk, respond_to_risk
from performance.risk.filters import RiskFilters
from performance.risk.forms import AssessForm, OutcomeForm, ResponseForm, RiskForm
from performance.risk.models import RiskReport
from performance.risk.papers import risk_pdf
from performance.risk.permissions import can_assess_risk, can_close_risk, can_respond_to_risk
from performance.risk.reporting import report_risk
from performance.risk.rules import Field, matrix_of
from performance.risk.states import RiskStatus
from performance.risk.tables import RiskTable, RiskTabTable
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class RiskList(ListPage):
    model = RiskReport
    template_name = "performance/risk/list.html"
    table_class = RiskTable
    filterset_class = RiskFilters
    create_url = "risk-create"
    create_label = _("Report a risk")
    presets = (
        Preset(_("All"), ""),
        Preset(_("To be assessed"), f"status={RiskStatus.REPORTED}"),
        Preset(_("High risks"), "high=true"),
        Preset(_("Not assessed again in time"), "due=true"),
        Preset(_("Mine"), "reporter=me"),
    )
    empty_title = _("No risks reported")
    empty_text = _(
        "Report what endangers a customer, a contract, the market or a product, with what you propose to do."
    )

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer", "reporter", "response_owner")

    def get_context_data(self, **extra):
        """Above the register: how many of the open risks stand in each field of the matrix (RSK-02)."""
        counted = RiskReport.objects.visible_to(self.request.user).by_field()

        def field(likelihood, impact):
            number = counted.get((likelihood, impact), 0)
            query = f"?likelihood={likelihood}&impact={impact}&open=true&status="
            return Field(likelihood * impact, str(number or ""), address=reverse("risk-list") + query if number else "")

        context = super().get_context_data(**extra)
        high_from = policy().risk_high_level
        return {**context, "matrix": matrix_of(field), "high_from": high_from, "is_assessed": bool(counted)}


class CustomerRisks(TabList):
    """The risks of one customer, on his page."""

    model, table_class, filterset_class = RiskReport, RiskTabTable, RiskFilters
    matrix_key, key = "risk", "customer-risks"
    title = _("Risks")
    parent, parent_field = CustomerDetail, "customer"
    create_url = "risk-create"
    empty_title = _("No risks reported")
    empty_text = _("They are reported by the button “Report a risk” of this page.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer", "reporter", "response_owner")


class RiskDetail(DetailPage):
    model = RiskReport
    template_name = "performance/risk/detail.html"
    related = (
        "reporter__superior",
        "customer",
        "contract__customer",
        "order__customer",
        "invoice__customer",
        "intelligence",
        "response_owner",
        "created_by",
    )
    edit_url = None
    pdf_links = ((_("Risk report"), "risk-pdf", lambda user, risk: True),)
    actions = (
        Action(
            "assess",
            pgettext_lazy("risk", "Assess"),
            can_assess_risk,
            assess_risk,
            form=AssessForm,
            initial=lambda user, risk: {"likelihood": risk.likelihood, "impact": risk.impact},
            icon="scale",
            style=lambda user, risk: "primary" if risk.status == RiskStatus.REPORTED else "",
        ),
        Action(
            "respond",
            pgettext_lazy("risk", "Decide on the response"),
            can_respond_to_risk,
            respond_to_risk,
            form=ResponseForm,
            initial=lambda user, risk: {
                "response": risk.response or risk.proposal,
                "person": risk.response_owner_id or risk.reporter_id,
                "due_on": risk.response_due,
            },
            icon="shield-check",
            style=lambda user, risk: "primary" if risk.status == RiskStatus.ASSESSED else "",
        ),
        Action(
            "close",
            pgettext_lazy("risk", "Close"),
            can_close_risk,
            close_risk,
            form=OutcomeForm,
            to=RiskStatus.CLOSED,
            icon="circle-check",
            style=lambda user, risk: "success" if risk.status == RiskStatus.RESPONDING else "",
        ),
    )

    def title(self, obj):
        return obj.title

    def facts(self, obj):
        return [
            (pgettext_lazy("risk", "Category"), obj.get_category_display()),
            (_("Customer"), obj.customer),
            (_("Contract"), obj.contract),
            *([(_("Order"), obj.order)] if obj.order_id else []),
            *([(_("Invoice"), obj.invoice)] if obj.invoice_id else []),
            *([(_("Market intelligence"), obj.intelligence)] if obj.intelligence_id else []),
            (pgettext_lazy("risk", "Known since"), obj.known_since),
            (pgettext_lazy("risk", "Reported by"), obj.reporter),
            (pgettext_lazy("risk", "Reported at"), obj.reported_at),
            (_("To be assessed again by"), obj.next_review),
            (pgettext_lazy("risk", "Dealt with by"), obj.response_owner),
            (pgettext_lazy("risk", "To be done by"), obj.response_due),
            Fact(pgettext_lazy("risk", "Description"), obj.description, wide=True),
            Fact(_("Proposed measures"), obj.proposal, wide=True),
            *([Fact(_("Response"), obj.response, wide=True)] if obj.response else []),
            *([Fact(pgettext_lazy("risk", "Outcome"), obj.outcome, wide=True)] if obj.outcome else []),
        ]

    def get_context_data(self, obj):
        def field(likelihood, impact):
            level = likelihood * impact
            return Field(level, str(level), is_here=(likelihood, impact) == (obj.likelihood, obj.impact))

        return {
            **super().get_context_data(obj),
            "assessments": list(obj.assessments.select_related("by")),
            "matrix": matrix_of(field),
            "high_from": obj.high_from,
        }


class RiskCreate(CreatePage):
    model = RiskReport
    form_class = RiskForm
    create = report_risk
    title = _("Report a risk")


class RiskPdf(View):
    """F-39."""

    def get(self, request, pk):
        rows = RiskReport.objects.visible_to(request.user)
        risk = get_object_or_404(
            rows.select_related("reporter", "customer", "contract", "order", "invoice", "response_owner"), pk=pk
        )
        return pdf_response(risk_pdf(risk), f"{risk.number}.pdf")
