"""The pages of terminations."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from contracts.contract.models import Contract
from contracts.termination.ending import (
    close_termination,
    confirm_termination,
    explain_open,
    propose_termination,
    put_to_customer,
    settlement_of,
    update_termination,
    withdraw_termination,
)
from contracts.termination.filters import TerminationFilter
from contracts.termination.forms import CloseForm, ConfirmForm, ExplainForm, TerminationForm
from contracts.termination.models import ContractTermination
from contracts.termination.papers import termination_paper
from contracts.termination.permissions import (
    can_confirm_termination,
    can_create_termination,
    can_edit_termination,
    can_settle_termination,
)
from contracts.termination.rules import open_rows
from contracts.termination.states import TerminationStatus
from contracts.termination.tables import TerminationTable
from salesmgmt.core import registry
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class TerminationList(ListPage):
    model = ContractTermination
    table_class = TerminationTable
    filterset_class = TerminationFilter
    icon = "file-x"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be settled"), f"status={TerminationStatus.TERMINATED}"),
    )
    empty_title = gettext_lazy("No terminations")
    empty_text = gettext_lazy("A contract in force is ended on its page.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("contract__customer__owner")


def why_not_closed(user, termination):
    if termination.status != ContractTermination.Status.TERMINATED:
        return ""
    left = open_rows(settlement_of(termination))
    return _("Still open and not explained: %(what)s.") % {"what": "；".join(left)} if left else ""


class TerminationDetail(DetailPage):
    model = ContractTermination
    template_name = "contracts/termination/detail.html"
    related = ("contract__customer__owner", "created_by")
    pdf_links = (
        (gettext_lazy("Termination record (PDF)"), "termination-pdf", lambda user, termination: sees_prices(user)),
    )
    actions = (
        Action(
            "agree",
            gettext_lazy("Put to the customer"),
            can_edit_termination,
            put_to_customer,
            to=TerminationStatus.AWAITING_AGREEMENT,
            icon="send",
            style="primary",
        ),
        Action(
            "confirm",
            gettext_lazy("Confirm"),
            can_confirm_termination,
            confirm_termination,
            form=ConfirmForm,
            to=TerminationStatus.GM_APPROVAL,
            icon="signature",
            style="primary",
        ),
        Action(
            "explain",
            gettext_lazy("Explain what stays open"),
            lambda user, obj: can_settle_termination(user, obj) and bool(settlement_of(obj)),
            explain_open,
            form=ExplainForm,
            icon="message-2",
            style="ghost-primary",
        ),
        Action(
            "close",
            gettext_lazy("Close"),
            can_confirm_termination,
            close_termination,
            form=CloseForm,
            to=TerminationStatus.CLOSED,
            initial=lambda user, obj: {"course": obj.course},
            icon="check",
            style="success",
            why_not=why_not_closed,
        ),
        Action(
            "withdraw",
            gettext_lazy("Give up"),
            can_edit_termination,
            withdraw_termination,
            form=ReasonForm,
            to=TerminationStatus.WITHDRAWN,
            icon="arrow-back-up",
        ),
    )

    def can_edit(self, user, obj):
        return can_edit_termination(user, obj)

    def title(self, obj):
        return _("Termination of %(contract)s") % {"contract": obj.contract}

    def subtitle(self, obj):
        return f"{obj.number} · {obj.contract.customer.name}"

    def facts(self, obj):
        return [
            (_("Contract"), obj.contract),
            (_("Amount"), obj.contract.amount),
            (_("Ground"), obj.get_ground_display() or "—"),
            (_("article of the law or the contract"), obj.basis or "—"),
            (_("agreed by both on"), obj.agreed_on),
            (_("terminated at"), obj.terminated_at),
            Fact(_("Reason"), obj.reason or "—", wide=True),
            Fact(_("course of the termination"), obj.course or "—", wide=True),
            *([Fact(_("hand-over of what is under way"), obj.handover, wide=True)] if obj.handover else []),
            *([Fact(_("lessons learned"), obj.lessons, wide=True)] if obj.lessons else []),
        ]

    def extra_context(self, obj):
        return {
            "sees_prices": sees_prices(self.request.user),
            "settlement": settlement_of(obj) if obj.status != TerminationStatus.WITHDRAWN else [],
            "starts": registry.fact("contract", "production_starts", obj.contract, default=[]),
        }


class TerminationCreate(CreatePage):
    model, form_class = ContractTermination, TerminationForm
    create = propose_termination
    title = gettext_lazy("New termination")

    @cached_property
    def contract(self):
        rows = Contract.objects.visible_to(self.request.user).select_related("customer__owner")
        return get_object_or_404(rows, pk=as_pk(self.request.GET.get("contract")))

    def check_may(self, obj):
        require(can_create_termination(self.request.user, self.contract))

    def write(self, obj, form, lines):
        return propose_termination(self.request.user, contract=self.contract, **form.cleaned_data)

    def get_cancel_url(self, obj):
        return self.contract.get_absolute_url()


class TerminationEdit(EditPage):
    model, form_class = ContractTermination, TerminationForm
    update = update_termination
    may_edit = can_edit_termination


@require_GET
def termination_pdf(request, pk):
    termination = get_object_or_404(TerminationDetail.queryset(request.user), pk=pk)
    require(sees_prices(request.user), _("Your role does not see prices."))
    return pdf_response(*termination_paper(termination))
