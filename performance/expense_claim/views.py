"""Pages of expense claims (EXP-03, EXP-05 to EXP-07)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from performance.expense_budget.states import ExpenseCategory
from performance.expense_claim.auditing import cut_line, paid_in_words, pay_claim
from performance.expense_claim.claiming import create_claim, submit_claim, update_claim
from performance.expense_claim.filters import ExpenseClaimFilters
from performance.expense_claim.forms import CutForm, ExpenseClaimForm, ExpenseLines, PayForm
from performance.expense_claim.models import ExpenseClaim
from performance.expense_claim.papers import claim_pdf
from performance.expense_claim.permissions import (
    can_audit_claim,
    can_edit_claim,
    can_pay_claim,
    why_not_paid_alone,
)
from performance.expense_claim.tables import ExpenseClaimTable, ExpenseLineTable
from performance.expense_claim.use import standings_of
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class ExpenseClaimList(ListPage):
    model = ExpenseClaim
    table_class = ExpenseClaimTable
    filterset_class = ExpenseClaimFilters
    create_url = "expense-claim-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Mine"), "claimant=me"),
        Preset(pgettext_lazy("expense claim", "To audit"), f"status={ExpenseClaim.Status.MANAGER_APPROVED}"),
        Preset(pgettext_lazy("expense claim", "To pay out"), f"status={ExpenseClaim.Status.FINANCE_AUDITED}"),
        Preset(_("Over budget"), "over_budget=true"),
    )
    empty_title = _("No expense claims yet")
    empty_text = _("Photograph the vouchers, one line each, and submit the claim.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("claimant", "department")


class ExpenseClaimDetail(DetailPage):
    model = ExpenseClaim
    related = ("claimant__superior", "department", "created_by", "paid_by")
    template_name = "performance/expense_claim/detail.html"
    pdf_links = ((_("Expense claim"), "expense-claim-pdf", lambda user, claim: True),)
    actions = (
        Action(
            "submit",
            _("Submit for approval"),
            can_edit_claim,
            submit_claim,
            to=ExpenseClaim.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "cut",
            pgettext_lazy("expense claim", "Cut a line"),
            can_audit_claim,
            cut_line,
            form=CutForm,
            icon="cut",
            beside_round=True,
        ),
        Action(
            "pay",
            pgettext_lazy("expense claim", "Record the payment"),
            can_pay_claim,
            pay_claim,
            form=PayForm,
            why_not=why_not_paid_alone,
            to=ExpenseClaim.Status.PAID,
            style="success",
            icon="cash",
        ),
    )

    def title(self, obj):
        return obj.purpose

    def can_edit(self, user, obj):
        return can_edit_claim(user, obj)

    def facts(self, obj):
        return [
            (pgettext_lazy("expense claim", "Claimant"), obj.claimant),
            (_("Department"), obj.department.name if obj.department else "—"),
            Fact(pgettext_lazy("expense claim", "Claimed"), obj.amount, price=False),
            *(
                [Fact(pgettext_lazy("expense claim", "Allowed by finance"), obj.allowed_amount, price=False)]
                if obj.allowed_amount != obj.amount
                else []
            ),
            *([(pgettext_lazy("expense claim", "Paid out on"), obj.paid_on)] if obj.paid_on else []),
            (pgettext_lazy("expense claim", "To pay"), paid_in_words(obj)),
            *(
                [(pgettext_lazy("expense claim", "Reference of the payment"), obj.payment_reference)]
                if obj.payment_reference
                else []
            ),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
        ]

    def lines(self, obj):
        rows = obj.lines.select_related("voucher", "customer", "visit", "campaign")
        is_cut = obj.allowed_amount != obj.amount
        return ExpenseLineTable(rows, user=self.request.user, exclude=() if is_cut else ("allowed", "cut_reason"))


class _Form:
    """What the pages of the form share: what the budget has left stands above the lines."""

    model = ExpenseClaim
    form_class = ExpenseClaimForm
    line_formset = ExpenseLines
    template_name = "performance/expense_claim/form.html"

    def get_context_data(self, obj, form, lines, **extra):
        department = obj.department if obj is not None else self.request.user.scope_unit("g")
        year, but = today().year, obj.pk if obj is not None else 0
        upto = 12 if policy().expense_budget_span == "year" else today().month
        left = standings_of(department, year, {}, but=but, upto=upto)
        rows = [(ExpenseCategory(each.category).label, each) for each in left]
        context = super().get_context_data(obj, form, lines, **extra)
        return {**context, "left": rows, "year": year, "department": department}


class ExpenseClaimCreate(_Form, CreatePage):
    create = create_claim


class ExpenseClaimEdit(_Form, EditPage):
    update = update_claim
    may_edit = can_edit_claim


class ExpenseClaimPdf(View):
    """F-33."""

    def get(self, request, pk):
        rows = ExpenseClaim.objects.visible_to(request.user).select_related("claimant", "department", "paid_by")
        claim = get_object_or_404(rows, pk=pk)
        return pdf_response(claim_pdf(claim), f"{claim.number}.pdf")
