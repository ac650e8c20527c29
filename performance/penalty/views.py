"""Pages of penalties (PAY-06, PAY-07)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from performance.penalty import deciding
from performance.penalty.filters import PenaltyFilters
from performance.penalty.forms import DecisionForm, HearingForm, PenaltyForm, RecoveryForm, ViewForm
from performance.penalty.models import Penalty
from performance.penalty.papers import penalty_pdf
from performance.penalty.permissions import (
    can_decide_penalty,
    can_hear_penalty,
    can_recover_penalty,
    can_state_view,
)
from performance.penalty.proposing import propose_penalty
from performance.penalty.states import PenaltyStatus
from performance.penalty.tables import PenaltyTable, RecoveryTable
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset

RELATED = ("person", "customer", "created_by", "decided_by", "late_report")


class PenaltyList(ListPage):
    model = Penalty
    table_class = PenaltyTable
    filterset_class = PenaltyFilters
    create_url = "penalty-create"
    create_label = gettext_lazy("Propose a penalty")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("penalty", "To be heard"), f"status={PenaltyStatus.PROPOSED}"),
        Preset(gettext_lazy("To be decided"), f"status={PenaltyStatus.HEARD}"),
        Preset(pgettext_lazy("penalty", "To be recovered"), f"status={PenaltyStatus.DECIDED}"),
    )
    empty_title = gettext_lazy("No penalties")
    empty_text = gettext_lazy(
        "A penalty needs a loss, its evidence, a hearing and the decision of the general manager."
    )

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person", "customer")


class PenaltyDetail(DetailPage):
    model = Penalty
    related = RELATED
    edit_url = None
    lines_title = pgettext_lazy("penalty", "Instalments")
    pdf_links = ((gettext_lazy("Penalty decision (PDF)"), "penalty-pdf", lambda user, penalty: True),)
    actions = (
        Action(
            "hear",
            pgettext_lazy("penalty", "Record the hearing"),
            can_hear_penalty,
            deciding.hear_penalty,
            form=HearingForm,
            to=PenaltyStatus.HEARD,
            style="primary",
            icon="ear",
        ),
        Action(
            "view",
            pgettext_lazy("penalty", "State my view"),
            can_state_view,
            deciding.state_view,
            form=ViewForm,
            style="primary",
            icon="message",
        ),
        Action(
            "decide",
            pgettext_lazy("penalty", "Decide"),
            can_decide_penalty,
            deciding.decide_penalty,
            form=DecisionForm,
            to=PenaltyStatus.DECIDED,
            initial=lambda user, penalty: {"amount": penalty.proposed_amount},
            style="primary",
            icon="gavel",
            why_not=lambda user, penalty: (
                why_not_alone(user, penalty, Role.GM) if penalty.status == PenaltyStatus.HEARD else ""
            ),
        ),
        Action(
            "dismiss",
            pgettext_lazy("penalty", "Dismiss"),
            can_decide_penalty,
            deciding.dismiss_penalty,
            form=ReasonForm,
            to=PenaltyStatus.DISMISSED,
            icon="x",
        ),
        Action(
            "recover",
            pgettext_lazy("penalty", "Take an instalment"),
            can_recover_penalty,
            deciding.recover_penalty,
            form=RecoveryForm,
            style="primary",
            icon="cash",
        ),
    )

    def title(self, obj):
        return f"{obj.person} {obj.get_kind_display()}"

    def facts(self, obj):
        return [
            (pgettext("penalty", "Person"), obj.person),
            (_("Kind"), obj.get_kind_display()),
            (_("Customer"), obj.customer),
            Fact(pgettext("penalty", "Direct loss"), obj.direct_loss, note=obj.loss_on),
            Fact(pgettext("penalty", "Proposed amount"), obj.proposed_amount, note=_rate(obj)),
            *([(pgettext("penalty", "Serious: goes to law"), True)] if obj.serious else []),
            (pgettext("penalty", "Proposed by"), obj.created_by),
            Fact(pgettext("penalty", "Facts"), obj.facts, wide=True),
            *(
                [Fact(pgettext("penalty", "Reason of the amount"), obj.amount_reason, wide=True)]
                if obj.amount_reason
                else []
            ),
        ]

    def fact_groups(self, obj):
        groups = []
        if obj.kind == obj.Kind.CONCEALMENT:
            missing = obj.late_report or _("No report of this person about the customer before the loss.")
            groups.append(
                (
                    pgettext("penalty", "Evidence"),
                    [
                        (pgettext("penalty", "Risk first known on"), obj.first_known_on),
                        (pgettext("penalty", "Seen from"), obj.known_from),
                        (pgettext("penalty", "Missing or late report"), missing),
                    ],
                )
            )
        if obj.heard_on:
            heard = [
                (pgettext("penalty", "Heard on"), obj.heard_on),
                Fact(pgettext("penalty", "What the person says"), obj.statement, wide=True),
            ]
            groups.append((pgettext("penalty", "Hearing"), heard))
        if obj.decided_on:
            decided = [
                *([(pgettext("penalty", "Decided amount"), obj.amount)] if obj.amount else []),
                Fact(pgettext("penalty", "Decided by"), obj.decided_by, note=obj.decided_on),
                *([(pgettext("penalty", "Still to be recovered"), obj.rest)] if obj.amount else []),
                *([Fact(pgettext("penalty", "Decision"), obj.decision, wide=True)] if obj.decision else []),
            ]
            groups.append((pgettext("penalty", "Decision"), decided))
        return groups

    def lines(self, obj):
        if not obj.amount:
            return None
        return RecoveryTable(obj.recoveries.select_related("by"), user=self.request.user)


def _rate(penalty):
    if penalty.rate is None:
        return _("entered by hand")
    return _("%(rate)s %% of the direct loss") % {"rate": f"{penalty.rate.normalize():f}"}


class PenaltyCreate(CreatePage):
    model = Penalty
    form_class = PenaltyForm
    create = propose_penalty
    title = gettext_lazy("Propose a penalty")


@require_GET
def paper(request, pk):
    """F-38."""
    penalty = get_object_or_404(Penalty.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    return pdf_response(penalty_pdf(penalty), f"{penalty.number}.pdf")
