"""Pages of improvement proposals (ANA-05)."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.improvement.filters import ImprovementFilters
from performance.improvement.forms import AcceptForm, ImprovementForm, NewImprovementForm
from performance.improvement.models import ImprovementProposal
from performance.improvement.permissions import can_decide_improvement, can_edit_improvement
from performance.improvement.proposing import (
    accept_improvement,
    edit_improvement,
    propose_improvement,
    reject_improvement,
)
from performance.improvement.states import ImprovementStatus
from performance.improvement.tables import ImprovementTable
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset


class ImprovementList(ListPage):
    model = ImprovementProposal
    table_class = ImprovementTable
    filterset_class = ImprovementFilters
    create_url = "improvement-create"
    create_label = pgettext_lazy("improvement", "Propose an improvement")
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("improvement", "To be decided"), f"status={ImprovementStatus.PROPOSED}"),
        Preset(pgettext_lazy("improvement", "Accepted"), f"status={ImprovementStatus.ACCEPTED}"),
        Preset(_("Mine"), "created_by=me"),
    )
    empty_title = pgettext_lazy("improvement", "No improvements proposed")
    empty_text = _("They are proposed from a sales report, where its figures show what could be better.")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).select_related("report__unit", "created_by", "decided_by")
        return rows.prefetch_related("result")


class ImprovementDetail(DetailPage):
    model = ImprovementProposal
    related = ("report__unit", "created_by__superior", "decided_by", "result_type")
    actions = (
        Action(
            "accept",
            pgettext_lazy("improvement", "Accept"),
            can_decide_improvement,
            accept_improvement,
            form=AcceptForm,
            to=ImprovementStatus.ACCEPTED,
            style="primary",
            icon="circle-check",
            why_not=lambda user, proposal: (
                why_not_alone(user, proposal, Role.MGR) if proposal.status == ImprovementStatus.PROPOSED else ""
            ),
            help_text=_("Name the document that carries it out. It is made first, where there is none yet."),
        ),
        Action(
            "reject",
            pgettext_lazy("improvement", "Reject"),
            can_decide_improvement,
            reject_improvement,
            form=ReasonForm,
            to=ImprovementStatus.REJECTED,
            style="danger",
            icon="circle-x",
        ),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return bool(can_edit_improvement(user, obj))

    def facts(self, obj):
        return [
            (pgettext_lazy("improvement", "About"), obj.get_kind_display()),
            (_("Sales report"), self._seen(obj.report)),
            (pgettext_lazy("improvement", "Proposed by"), obj.created_by),
            (pgettext_lazy("improvement", "Decided by"), obj.decided_by),
            (pgettext_lazy("improvement", "Decided at"), obj.decided_at),
            (_("Became"), self._seen(obj.result)),
            Fact(pgettext_lazy("improvement", "What the figures show"), obj.grounds, wide=True),
            Fact(pgettext_lazy("improvement", "What is proposed"), obj.proposal, wide=True),
            *([Fact(pgettext_lazy("improvement", "Expected effect"), obj.expected, wide=True)] if obj.expected else []),
            *([Fact(pgettext_lazy("improvement", "Decision"), obj.decision, wide=True)] if obj.decision else []),
        ]

    def _seen(self, document):
        """A link for whoever may open it, else its number."""
        if document is None:
            return None
        if type(document).objects.visible_to(self.request.user).filter(pk=document.pk).exists():
            return format_html('<a href="{}">{}</a>', document.get_absolute_url(), document)
        return document.number


class ImprovementCreate(CreatePage):
    model = ImprovementProposal
    form_class = NewImprovementForm
    create = propose_improvement
    title = pgettext_lazy("improvement", "Propose an improvement")


class ImprovementEdit(EditPage):
    model = ImprovementProposal
    form_class = ImprovementForm
    update = edit_improvement
    may_edit = can_edit_improvement
