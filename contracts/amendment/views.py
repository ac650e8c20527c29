"""The pages of amendments."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from contracts.amendment.eligibility import problems_of, submit_amendment, why_not_possible
from contracts.amendment.entry import apply_again, create_amendment, update_amendment
from contracts.amendment.filters import AmendmentFilter
from contracts.amendment.forms import (
    AmendmentForm,
    AmendmentLines,
    DepartmentAmendmentForm,
    NegotiationForm,
    SignedAmendmentForm,
    SubmitAmendmentForm,
    concession_so_far,
)
from contracts.amendment.models import ContractAmendment
from contracts.amendment.papers import amendment_paper
from contracts.amendment.permissions import (
    can_apply_amendment,
    can_create_amendment,
    can_edit_amendment,
    can_negotiate_amendment,
    can_sign_amendment,
    can_submit_amendment,
)
from contracts.amendment.rules import differences
from contracts.amendment.settling import (
    apply_amendment,
    close_amendment,
    file_signed_amendment,
    record_negotiation,
    waiting_for,
)
from contracts.amendment.states import UNDECIDED, AmendmentStatus
from contracts.amendment.tables import AmendmentLineTable, AmendmentTable
from contracts.amendment.text import before_and_after, labels_of, lines_of
from contracts.contract.models import Contract
from contracts.contract.states import ContractStatus
from contracts.contract.terms import TEXT_FIELDS
from contracts.contract.views import ContractDetail
from salesmgmt.core import registry
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class AmendmentList(ListPage):
    model = ContractAmendment
    table_class = AmendmentTable
    filterset_class = AmendmentFilter
    icon = "file-diff"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("In review"), f"status={AmendmentStatus.RE_REVIEW}&status={AmendmentStatus.GM_APPROVAL}"),
        Preset(gettext_lazy("To be put in force"), f"status={AmendmentStatus.APPROVED}"),
        Preset(gettext_lazy("Not acknowledged by all"), f"status={AmendmentStatus.APPLIED}"),
        Preset(gettext_lazy("After production has started"), "production_started=true"),
    )
    empty_title = gettext_lazy("No amendments yet")
    empty_text = gettext_lazy("Open a contract in force and press “Amendment”.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("contract__customer__owner")


class ContractAmendments(TabList):
    """The amendments of one contract, on its page."""

    model, table_class, filterset_class = ContractAmendment, AmendmentTable, AmendmentFilter
    key, parent, parent_field = "contract-amendments", ContractDetail, "contract"
    title = gettext_lazy("Amendments")
    base_queryset = AmendmentList.base_queryset


def why_not_closed(user, amendment):
    if amendment.status != ContractAmendment.Status.APPLIED:
        return ""
    waiting = waiting_for(amendment)
    return _("Not yet acknowledged by: %(who)s.") % {"who": "、".join(waiting)} if waiting else ""


class AmendmentDetail(DetailPage):
    model = ContractAmendment
    template_name = "contracts/amendment/detail.html"
    related = ("contract__customer__owner", "created_by")
    lines_title = gettext_lazy("Products as they are to be")
    pdf_links = (
        (gettext_lazy("Amendment application (PDF)"), "amendment-pdf", lambda user, amendment: sees_prices(user)),
        (gettext_lazy("Amended contract (Word)"), "amendment-word", lambda user, amendment: sees_prices(user)),
    )
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit"),
            can_submit_amendment,
            submit_amendment,
            form=SubmitAmendmentForm,
            initial=concession_so_far,
            to=AmendmentStatus.REQUESTED,
            icon="send",
            style="primary",
        ),
        Action(
            "negotiated",
            gettext_lazy("Record the customer's answer"),
            lambda user, obj: obj.status == AmendmentStatus.CUSTOMER_NEGOTIATION and can_negotiate_amendment(user, obj),
            record_negotiation,
            form=NegotiationForm,
            icon="message-2",
            style="primary",
        ),
        Action(
            "apply",
            pgettext_lazy("amendment", "Put in force"),
            can_apply_amendment,
            apply_amendment,
            to=AmendmentStatus.APPLIED,
            icon="gavel",
            style="primary",
            confirm=gettext_lazy(
                "The contract gets its new text now, the copies are replaced and the departments are told."
            ),
        ),
        Action(
            "close",
            gettext_lazy("Close"),
            lambda user, amendment: can_apply_amendment(user, amendment) and not waiting_for(amendment),
            close_amendment,
            to=AmendmentStatus.CLOSED,
            icon="check",
            style="success",
            why_not=why_not_closed,
        ),
        Action(
            "signed",
            gettext_lazy("File the signed amendment"),
            can_sign_amendment,
            file_signed_amendment,
            form=SignedAmendmentForm,
            icon="signature",
        ),
        Action(
            "again",
            gettext_lazy("Apply anew"),
            lambda user, obj: (
                obj.status in (AmendmentStatus.NOT_ELIGIBLE, AmendmentStatus.REJECTED)
                and can_create_amendment(user, obj.contract)
            ),
            apply_again,
            icon="copy",
            style="primary",
            goto=lambda made, obj: made.get_absolute_url(),
        ),
    )

    def can_edit(self, user, obj):
        return can_edit_amendment(user, obj)

    def title(self, obj):
        return _("Amendment of %(contract)s") % {"contract": obj.contract}

    def subtitle(self, obj):
        return f"{obj.number} · {obj.contract.customer.name}"

    def facts(self, obj):
        return [
            (_("Contract"), obj.contract),
            (pgettext("amendment", "Wanted by"), obj.get_origin_display()),
            *([(_("Department causing it"), obj.get_department_display())] if obj.department else []),
            (_("What is changed"), "、".join(str(dict(self.changes())[each]) for each in obj.change_types) or "—"),
            (_("Amount in force"), obj.contract.amount),
            (_("New amount"), obj.amount),
            (_("Version"), f"V{obj.version}" if obj.version else _("made of V%(n)d") % {"n": obj.base_version}),
            Fact(_("Reason"), obj.reason or "—", wide=True),
            Fact(_("Change in words"), obj.content or "—", wide=True),
        ]

    @staticmethod
    def changes():
        return ContractAmendment._meta.get_field("change_types").base_field.choices

    def fact_groups(self, obj):
        groups = []
        if obj.resolution:
            rows: list = [(_("The customer concedes"), obj.get_resolution_display())]
            if obj.compensation_amount:
                rows.append((_("Compensation"), obj.compensation_amount))
                rows.append((_("Acceptable to us"), obj.compensation_accepted))
            groups.append((_("Production has started"), rows))
        if obj.negotiated_on:
            rows = [
                (_("Negotiated on"), obj.negotiated_on),
                (_("The customer agrees"), obj.customer_agreed),
                Fact(_("Course of the negotiation"), obj.negotiation, wide=True),
            ]
            groups.append((_("Customer's answer"), rows))
        return groups

    def lines(self, obj):
        return AmendmentLineTable(obj.lines.select_related("product"), user=self.request.user)

    def extra_context(self, obj):
        prices = sees_prices(self.request.user)
        before, after = before_and_after(obj)
        undecided = obj.status in UNDECIDED
        starts = registry.fact("contract", "production_starts", obj.contract, default=[])
        return {
            "differences": differences(before, after, labels_of(ContractAmendment), prices=prices),
            "starts": starts,
            "reason_not_possible": why_not_possible(obj, bool(starts)) if undecided else "",
            "undecided": undecided,
            "problems": problems_of(obj)
            if obj.status == AmendmentStatus.DRAFT and self.can_edit(self.request.user, obj)
            else [],
            "orders_concerned": registry.fact("contract", "orders_concerned", obj.contract, default=[])
            if obj.status not in (AmendmentStatus.APPLIED, AmendmentStatus.CLOSED)
            else [],
            "effects": obj.effects.all(),
            "copies": obj.contract.copies.filter(version=obj.version).select_related("acknowledged_by")
            if obj.version
            else [],
            "sees_prices": prices,
        }


class _AmendmentForm:
    """Who sees no prices writes the application alone, without the text and the lines."""

    model = ContractAmendment
    form_class = AmendmentForm
    line_formset: Any = AmendmentLines
    lines_after_first_group = True

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and not sees_prices(request.user):
            self.form_class, self.line_formset = DepartmentAmendmentForm, None


class AmendmentCreate(_AmendmentForm, CreatePage):
    create = create_amendment
    title = gettext_lazy("New amendment")
    help_text = gettext_lazy("Write text and products as they are to be; nothing changes before it is put in force.")

    @cached_property
    def contract(self):
        rows = Contract.objects.visible_to(self.request.user).select_related("customer__owner")
        return get_object_or_404(rows, pk=as_pk(self.request.GET.get("contract")))

    def get(self, request, *args, **kwargs):
        if not request.GET.get("contract"):
            messages.info(request, _("Choose the contract that is to be amended."))
            return HttpResponseRedirect(f"{reverse('contract-list')}?status={ContractStatus.ACTIVE}")
        return super().get(request, *args, **kwargs)

    def check_may(self, obj):
        require(can_create_amendment(self.request.user, self.contract))

    def get_initial(self):
        text = {name: getattr(self.contract, name) for name in TEXT_FIELDS}
        origin = {} if sees_prices(self.request.user) else {"origin": "company"}
        return {**text, **origin, **super().get_initial()}

    def get_line_initial(self):
        return [{**line, "product": line["product"].pk} for line in lines_of(self.contract)]

    def write(self, obj, form, lines):
        extra = {} if lines is None else {"lines": lines.lines()}
        return create_amendment(self.request.user, contract=self.contract, **extra, **form.cleaned_data)

    def get_cancel_url(self, obj):
        return self.contract.get_absolute_url()


class AmendmentEdit(_AmendmentForm, EditPage):
    update = update_amendment
    may_edit = can_edit_amendment


@require_GET
def amendment_pdf(request, pk):
    amendment = get_object_or_404(AmendmentDetail.queryset(request.user), pk=pk)
    return pdf_response(*amendment_paper(amendment, request.user))
