"""The pages of contracts."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from contracts.contract import drafting as contract_drafting
from contracts.contract import life as contract_life
from contracts.contract import papers as contract_papers
from contracts.contract.drafting import current_template, proposed_dates
from contracts.contract.filters import ContractFilter
from contracts.contract.forms import (
    ContractEditForm,
    ContractForm,
    ContractLines,
    RemarkForm,
    SignatureForm,
    SubmitForm,
    signature_so_far,
)
from contracts.contract.models import Contract
from contracts.contract.opportunity import lines_of, proposal_of
from contracts.contract.permissions import (
    can_activate_contract,
    can_edit_contract,
    can_remark_contract,
    can_report_breach,
    can_resume_contract,
    can_settle_breach,
    can_sign_contract,
    can_submit_contract,
    can_suspend_contract,
    owns_contract,
)
from contracts.contract.signing import activate_contract, missing_marks, record_signature
from contracts.contract.tables import ContractLineTable, ContractTable
from customers.opportunity.models import Opportunity
from salesmgmt.core import registry
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset

IN_REVIEW = f"status={Contract.Status.MANAGER_REVIEW}&status={Contract.Status.DEPARTMENT_REVIEW}&status={Contract.Status.DIRECTOR_REVIEW}&status={Contract.Status.GM_APPROVAL}"


class ContractList(ListPage):
    model = Contract
    table_class = ContractTable
    filterset_class = ContractFilter
    create_url = "contract-create"
    icon = "file-certificate"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("In review"), IN_REVIEW),
        Preset(gettext_lazy("To be signed"), f"status={Contract.Status.APPROVED}"),
        Preset(gettext_lazy("In performance"), f"status={Contract.Status.ACTIVE}"),
        Preset(gettext_lazy("About to expire"), "expiring=true"),
    )
    empty_title = gettext_lazy("No contracts yet")
    empty_text = gettext_lazy("Draft one from an accepted quote, or directly for a customer.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")


def why_not_effective(user, contract):
    missing = missing_marks(contract)
    if contract.status != Contract.Status.APPROVED or not missing or not owns_contract(user, contract):
        return ""
    return _("Not in effect yet. Missing: %(marks)s.") % {"marks": "、".join(missing)}


class ContractDetail(DetailPage):
    model = Contract
    template_name = "contracts/contract/detail.html"
    edit_ends_round = True
    related = (
        "customer__owner",
        "template",
        "quote",
        "created_by",
        "signed_scan",
        "customer_paper__uploaded_by",
        "payment_plan",
    )
    lines_title = pgettext_lazy("contract", "Products")
    pdf_links = (
        (gettext_lazy("Contract (PDF)"), "contract-pdf", lambda user, contract: sees_prices(user)),
        (
            gettext_lazy("Original and copies (PDF)"),
            "contract-pdf-copies",
            lambda user, contract: contract.approved_on is not None and sees_prices(user),
        ),
        (gettext_lazy("Contract without prices (PDF)"), "contract-pdf-plain", lambda user, contract: True),
        (gettext_lazy("Contract (Word)"), "contract-word", lambda user, contract: sees_prices(user)),
        (gettext_lazy("Contract review sheet (PDF)"), "contract-sheet", lambda user, contract: sees_prices(user)),
    )
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit"),
            can_submit_contract,
            contract_drafting.submit_contract,
            form=SubmitForm,
            icon="send",
            style="primary",
            success=gettext_lazy("The contract is with its reviewers."),
            order=10,
        ),
        Action(
            "sign",
            gettext_lazy("Record signature"),
            can_sign_contract,
            record_signature,
            form=SignatureForm,
            initial=signature_so_far,
            icon="signature",
            style="primary",
            order=10,
        ),
        Action(
            "activate",
            gettext_lazy("Put into effect"),
            lambda user, contract: contract.status == Contract.Status.SIGNED and can_activate_contract(user, contract),
            activate_contract,
            to=Contract.Status.ACTIVE,
            icon="player-play",
            style="success",
            why_not=why_not_effective,
            order=10,
        ),
        Action(
            "remark",
            gettext_lazy("Finance remark"),
            can_remark_contract,
            contract_life.add_remark,
            form=RemarkForm,
            icon="message-2",
            beside_round=True,
        ),
        Action(
            "suspend",
            gettext_lazy("Suspend"),
            can_suspend_contract,
            contract_life.suspend_contract,
            form=ReasonForm,
            to=Contract.Status.SUSPENDED,
            icon="player-pause",
        ),
        Action(
            "resume",
            gettext_lazy("Resume"),
            can_resume_contract,
            contract_life.resume_contract,
            to=Contract.Status.ACTIVE,
            icon="player-play",
            style="primary",
        ),
        Action(
            "breach",
            gettext_lazy("Report a breach"),
            can_report_breach,
            contract_life.report_breach,
            form=ReasonForm,
            icon="alert-triangle",
        ),
        Action(
            "settle",
            gettext_lazy("Breach settled"),
            can_settle_breach,
            contract_life.settle_breach,
            form=ReasonForm,
            icon="circle-check",
        ),
    )

    def can_edit(self, user, obj):
        return can_edit_contract(user, obj)

    def title(self, obj):
        return obj.title

    def subtitle(self, obj):
        version = f" · V{obj.version}" if obj.version > 1 else ""
        return f"{obj.number} · R{obj.revision}{version} · {obj.customer.name}"

    def facts(self, obj):
        amount = [(_("Amount"), obj.amount)] if sees_prices(self.request.user) else []
        numbers = registry.fact("contract", "customer_references", obj, default=[])
        return [
            (_("Customer"), self._linked(obj.customer)),
            *amount,
            (_("Contract period"), f"{obj.start_date} – {obj.end_date}"),
            (_("Payment term (days)"), obj.payment_term_days),
            (_("Earliest delivery"), obj.first_due_date),
            (_("Responsible rep"), obj.customer.owner),
            *([(_("Quote"), self._linked(obj.quote))] if obj.quote_id else []),
            (_("Contract template"), obj.template),
            *([(_("Number in the old books"), obj.old_number)] if obj.old_number else []),
            *([(_("Customer's order no."), "、".join(numbers))] if numbers else []),
            Fact(_("Remark"), obj.remark, wide=True) if obj.remark else (_("Number of originals"), obj.original_count),
        ]

    def _linked(self, document):
        """The document as a link for those who may open it, as text for the others."""
        seen = type(document).objects.visible_to(self.request.user).filter(pk=document.pk).exists()
        return document if seen else str(document)

    def lines(self, obj):
        return ContractLineTable(obj.lines.all(), user=self.request.user)

    @classmethod
    def queryset(cls, user):
        return (
            super()
            .queryset(user)
            .prefetch_related(
                _with("lines", "product"),
                _with("copies", "acknowledged_by"),
                _with("annexes", "attachment", "added_by"),
                "filings",
                "payment_plan__instalments",
            )
        )

    def get_context_data(self, obj):
        context = super().get_context_data(obj)
        approval = context["approval"]
        steps = approval["current"].live_steps() if approval else []
        rounds = [approval["current"], *approval["earlier"]] if approval else []
        filed = registry.fact("contract", "annex_files", obj)
        context["attachments"]["files"] = [pair for pair in context["attachments"]["files"] if pair[0].pk not in filed]
        if not sees_prices(self.request.user):
            context["timeline"] = [without_prices(entry) for entry in context["timeline"]]
        return {
            **context,
            "clauses": obj.printed_clauses(),
            **registry.fact("contract", "review", obj, steps=steps),
            "clause_deviations": registry.fact("contract", "deviations", obj, rounds=rounds),
            "issues": obj.document_issues.select_related("issued_by") if approval else [],
            "remarks": obj.finance_remarks.select_related("author"),
            "sees_prices": sees_prices(self.request.user),
        }


def _with(part, *related):
    """The rows of a part of the contract with what the page shows of them, in one query."""
    rows = Contract._meta.get_field(part).related_model.objects
    return Prefetch(part, rows.select_related(*related))


def without_prices(entry):
    """Changed lines name their prices: a department reads only that they changed."""
    if entry.action == contract_drafting.LINES_CHANGED:
        entry.changes = {}
    return entry


class ContractCreate(CreatePage):
    model, form_class, line_formset, lines_after_first_group = Contract, ContractForm, ContractLines, True
    create = contract_drafting.draft_contract
    help_text = gettext_lazy("The clauses come from the company's template in force; change what was agreed otherwise.")

    @cached_property
    def won(self):
        """The opportunity whose agreement the contract takes over: ``?opportunity=7``."""
        pk = as_pk(self.request.GET.get("opportunity"))
        rows = Opportunity.objects.visible_to(self.request.user).select_related("customer__owner")
        return get_object_or_404(rows, pk=pk) if pk else None

    def get_initial(self):
        template = current_template()
        agreed = proposal_of(self.won) if self.won else {}
        return {**template.clause_texts(), **proposed_dates(), "original_count": 2, **agreed, **super().get_initial()}

    def get_line_initial(self):
        return lines_of(self.won) if self.won else []


class ContractEdit(EditPage):
    model, form_class, line_formset, lines_after_first_group = Contract, ContractEditForm, ContractLines, True
    update = contract_drafting.edit_contract
    edit_ends_round = True

    def check_may(self, obj):
        if not obj.is_revisable:
            super().check_may(obj)
            raise BusinessError(_("A contract in effect is changed by an amendment only."))
        require(can_edit_contract(self.request.user, obj))
        if not obj.is_editable:
            self.help_text = _(
                "A contract in review or approved: a change of price, quantity, date or terms starts a new revision, "
                "and all reviews begin anew."
            )


def visible_contract(request, pk):
    """The contract as its papers need it, or 404."""
    return get_object_or_404(
        Contract.objects.visible_to(request.user).select_related(
            "customer", "template", "created_by", "customer_paper"
        ),
        pk=pk,
    )


@require_GET
def contract_pdf(request, pk):
    return pdf_response(*contract_papers.contract_paper(visible_contract(request, pk), request.user))


@require_GET
def contract_pdf_copies(request, pk):
    return pdf_response(*contract_papers.contract_copies(visible_contract(request, pk), request.user))


@require_GET
def contract_pdf_plain(request, pk):
    return pdf_response(*contract_papers.contract_paper(visible_contract(request, pk), request.user, prices=False))
