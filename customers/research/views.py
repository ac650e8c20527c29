"""Pages of research reports (RSH-01)."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.research import writing as research
from customers.research.filters import ResearchFilters
from customers.research.forms import PassOnForm, ResearchForm, ReviewForm
from customers.research.grid import QUARTERS_SHOWN, grid, last_quarters
from customers.research.models import ResearchReport
from customers.research.papers import research_pdf
from customers.research.permissions import (
    can_create_research,
    can_edit_research,
    can_pass_on_research,
    can_review_research,
    can_submit_research,
    reads_research,
)
from customers.research.tables import ResearchTable
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class ResearchList(ListPage):
    model = ResearchReport
    table_class = ResearchTable
    filterset_class = ResearchFilters
    create_url = "research-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Drafts"), f"status={ResearchReport.Status.DRAFT}"),
        Preset(_("To review"), f"status={ResearchReport.Status.SUBMITTED}"),
        Preset(_("Reviewed"), f"status={ResearchReport.Status.REVIEWED}"),
        Preset(_("Mine"), "author=me"),
    )
    links = ((_("Quarters"), "research-quarters", "layout-grid", reads_research),)
    empty_title = _("No research reports yet")
    empty_text = _("Each quarter asks for a market, a customer and a peer survey report.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("author", "reviewed_by")


class ResearchDetail(DetailPage):
    model = ResearchReport
    related = ("author__superior", "reviewed_by", "created_by")
    pdf_links = ((_("Research report"), "research-pdf", lambda user, report: True),)
    actions = (
        Action(
            "submit",
            _("Submit"),
            can_submit_research,
            research.submit_research,
            to=ResearchReport.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "review",
            _("Reviewed"),
            can_review_research,
            research.review_research,
            form=ReviewForm,
            to=ResearchReport.Status.REVIEWED,
            style="success",
            icon="eye-check",
        ),
        Action(
            "return",
            _("Return"),
            can_review_research,
            research.return_research,
            form=ReasonForm,
            to=ResearchReport.Status.DRAFT,
            style="",
            icon="arrow-back-up",
        ),
        Action(
            "pass_on",
            _("Another author"),
            can_pass_on_research,
            research.pass_on_research,
            form=PassOnForm,
            icon="user-share",
        ),
    )

    def title(self, obj):
        return f"{obj.period} {obj.get_type_display()}"

    def subtitle(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return can_edit_research(user, obj)

    def facts(self, obj):
        return [
            (_("Quarter"), str(obj.period)),
            (_("Kind of report"), obj.get_type_display()),
            (_("Author"), obj.author),
            (_("Submitted at"), obj.submitted_at),
            (_("Reviewed by"), obj.reviewed_by),
            (_("Reviewed at"), obj.reviewed_at),
            *(Fact(obj._meta.get_field(name).verbose_name, getattr(obj, name), wide=True) for name in obj.CONTENT),
            *([Fact(_("Opinion of the reviewer"), obj.review, wide=True)] if obj.review else []),
        ]


class ResearchCreate(CreatePage):
    model = ResearchReport
    form_class = ResearchForm
    create = research.create_research


class ResearchEdit(EditPage):
    model = ResearchReport
    form_class = ResearchForm
    update = research.update_research
    may_edit = can_edit_research


class ResearchPdf(View):
    """F-34"""

    def get(self, request, pk):
        rows = ResearchReport.objects.visible_to(request.user).select_related("author", "reviewed_by")
        report = get_object_or_404(rows, pk=pk)
        return pdf_response(research_pdf(report), f"{report.number}.pdf")


class ResearchQuarters(View):
    """The three reports of each quarter at a glance; red is what is missing (RSH-01)."""

    def get(self, request):
        require(reads_research(request.user))
        now = quarter_of(today())
        first = last_quarters(now, QUARTERS_SHOWN)[-1]
        reports = ResearchReport.objects.filter(year__gte=first.year).select_related("author")
        visible = set(ResearchReport.objects.visible_to(request.user).values_list("pk", flat=True))
        context = {
            "title": _("Research by quarter"),
            "rows": grid(reports, now),
            "types": ResearchReport.Type.labels,
            "visible": visible,
            "this_quarter": now,
            "may_create": can_create_research(request.user),
            "crumbs": [Crumb(_("Market research"), reverse("research-list")), Crumb(_("Quarters"))],
        }
        return render(request, "customers/research/quarters.html", context)
