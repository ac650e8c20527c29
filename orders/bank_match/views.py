"""Pages of bank lines: finance's work list, the pool where reps claim, one line."""

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from orders.bank_match.claiming import claim_line, give_back, match_anew, set_aside, take_from_aside, withdraw_claim
from orders.bank_match.filters import BankLineFilters, ClaimFilters
from orders.bank_match.forms import AsideForm, ClaimForm, ConfirmForm
from orders.bank_match.permissions import (
    can_claim,
    can_confirm_line,
    can_give_back,
    can_match_anew,
    can_set_aside,
    can_take_from_aside,
    can_withdraw_claim,
    claims_money,
    confirms_lines,
)
from orders.bank_match.posting import can_confirm_now, confirm_line, is_asked_about, questions_of, why_not_confirm_line
from orders.bank_match.tables import BankLineTable, ClaimTable
from orders.bank_match.wording import evidence_in_words
from orders.bank_statement.models import BankLine
from orders.bank_statement.permissions import reads_all_lines, reads_statements
from orders.bank_statement.states import BankLineStatus, Direction
from orders.bank_statement.views import BankStatementDetail
from orders.invoice.models import Invoice
from orders.known_payer.permissions import can_keep_payers
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList

ALL_TOLD = 200


class BankLineList(ListPage):
    """Finance's work list: what is certain, what is claimed, what waits in the pool."""

    model = BankLine
    table_class = BankLineTable
    filterset_class = BankLineFilters
    page_size = 50
    links = [
        (gettext_lazy("Bank statements"), "bank-statement-list", "building-bank", reads_statements),
        (gettext_lazy("Known payers"), "known-payer-list", "user-dollar", can_keep_payers),
    ]
    help_text = gettext_lazy(
        "Nothing is posted before a person of finance confirms it: choose many and confirm them at once."
    )
    presets = (
        Preset(pgettext_lazy("bank line", "Not done yet"), ""),
        Preset(pgettext_lazy("bank line", "Certain"), f"status={BankLineStatus.PROPOSED}"),
        Preset(pgettext_lazy("bank line", "Claimed"), f"status={BankLineStatus.CLAIMED}"),
        Preset(pgettext_lazy("bank line", "In the pool"), f"status={BankLineStatus.POOL}"),
        Preset(pgettext_lazy("bank line", "Set aside"), f"status={BankLineStatus.ASIDE}"),
        Preset(pgettext_lazy("bank line", "Posted"), f"status={BankLineStatus.POSTED}"),
    )
    bulk_actions = (
        BulkAction("confirm", gettext_lazy("Confirm"), confirms_lines, confirm_line, icon="check", told=ALL_TOLD),
        BulkAction("match", gettext_lazy("Match anew"), confirms_lines, match_anew, icon="refresh", told=ALL_TOLD),
        BulkAction(
            "aside", pgettext_lazy("bank line", "Set aside"), confirms_lines, set_aside, form=AsideForm, icon="archive"
        ),
    )
    empty_title = gettext_lazy("No bank lines here")
    empty_text = gettext_lazy("Bring the file of a bank in; its lines are matched at once.")

    @classmethod
    def may_open(cls, user):
        return reads_all_lines(user)

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer().select_related("payment")

    def summary(self, rows):
        sums = rows.filter(direction=Direction.IN).order_by().aggregate(sum=Sum("amount"))
        return [(pgettext("bank line", "Money in"), sums["sum"] or 0)]


class StatementLines(TabList):
    """The lines of one statement, money out with them."""

    model = BankLine
    key = "bank-statement-lines"
    table_class = BankLineTable
    filterset_class = BankLineFilters
    parent = BankStatementDetail
    parent_field = "statement"
    title = gettext_lazy("Bank lines")

    @classmethod
    def may_open(cls, user):
        return reads_all_lines(user)

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer().select_related("payment")


class MoneyClaims(ListPage):
    """回款认领: the pool, and what became of one's own claims."""

    model = BankLine
    key = "money-claim"
    title = gettext_lazy("Receipts to claim")
    icon = "hand-grab"
    table_class = ClaimTable
    filterset_class = ClaimFilters
    help_text = gettext_lazy(
        "Money that came in and whose it is nobody knows yet. Claim what is your customer's; finance confirms it."
    )
    presets = (
        Preset(gettext_lazy("All"), "view=all"),
        Preset(pgettext_lazy("bank line", "In the pool"), f"status={BankLineStatus.POOL}"),
        Preset(pgettext_lazy("bank line", "Claimed"), f"status={BankLineStatus.CLAIMED}"),
    )
    empty_title = gettext_lazy("Nothing waits to be claimed")
    empty_text = gettext_lazy("Every receipt is matched or claimed.")

    @classmethod
    def may_open(cls, user):
        return claims_money(user)

    @classmethod
    def may_export(cls, user):
        return False

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).filter(Q(status=BankLineStatus.POOL) | Q(claimed_by=user))
        return rows.filter(direction=Direction.IN).with_customer()


def why_not_confirm(user, line):
    waits = (BankLineStatus.PROPOSED, BankLineStatus.CLAIMED)
    if line.status not in waits or can_confirm_line(user, line):
        return ""
    return why_not_confirm_line(user, line) or _("Waiting for finance to confirm; nothing is posted until then.")


class BankLineDetail(DetailPage):
    model = BankLine
    template_name = "orders/bank_match/line.html"
    related = ("customer__owner", "account", "statement", "claimed_by", "payment")
    edit_url = None
    actions = (
        Action(
            "confirm",
            gettext_lazy("Confirm"),
            can_confirm_now,
            confirm_line,
            to=BankLineStatus.POSTED,
            style="primary",
            icon="check",
            why_not=why_not_confirm,
        ),
        Action(
            "confirm-asked",
            gettext_lazy("Confirm"),
            is_asked_about,
            confirm_line,
            form=ConfirmForm,
            to=BankLineStatus.POSTED,
            style="primary",
            icon="check",
        ),
        Action(
            "claim",
            pgettext_lazy("bank line", "Claim"),
            can_claim,
            claim_line,
            form=ClaimForm,
            to=BankLineStatus.CLAIMED,
            style=lambda user, line: "primary" if line.status == BankLineStatus.POOL else "secondary",
            icon="hand-grab",
            help_text=gettext_lazy("Say whose money it is. Another person confirms it."),
        ),
        Action(
            "withdraw",
            gettext_lazy("Withdraw the claim"),
            can_withdraw_claim,
            withdraw_claim,
            to=BankLineStatus.POOL,
            style="secondary",
            icon="arrow-back-up",
        ),
        Action(
            "give-back",
            gettext_lazy("Back into the pool"),
            can_give_back,
            give_back,
            form=ReasonForm,
            to=BankLineStatus.POOL,
            style="danger",
            icon="x",
        ),
        Action(
            "aside",
            pgettext_lazy("bank line", "Set aside"),
            can_set_aside,
            set_aside,
            form=AsideForm,
            to=BankLineStatus.ASIDE,
            icon="archive",
        ),
        Action(
            "take-back",
            gettext_lazy("Take it back"),
            can_take_from_aside,
            take_from_aside,
            form=ReasonForm,
            to=BankLineStatus.POOL,
            style="secondary",
            icon="arrow-back-up",
        ),
        Action("match-anew", gettext_lazy("Match anew"), can_match_anew, match_anew, icon="refresh"),
    )

    def subtitle(self, obj):
        return " · ".join(filter(None, [obj.payer, obj.customer.name if obj.customer_id else ""]))

    def facts(self, obj):
        facts = [
            (_("Date"), obj.date),
            Fact(pgettext("bank line", "Other side"), obj.payer),
            (_("Amount"), obj.amount),
        ]
        if reads_all_lines(self.request.user):
            facts += self._of_the_bank(obj)
        if obj.customer_id:
            facts.append((_("Customer"), obj.customer))
        if obj.claimed_by_id:
            facts += [(_("Claimed by"), obj.claimed_by), (_("Claimed at"), obj.claimed_at)]
        if obj.payment_id:
            facts.append((_("Customer payment"), obj.payment))
        if obj.aside_reason:
            facts.append((_("Why it is set aside"), obj.get_aside_reason_display()))
        if obj.claim_remark:
            facts.append(Fact(_("Remark of the claim"), obj.claim_remark, wide=True))
        return facts

    def _of_the_bank(self, obj):
        return [
            (pgettext("bank line", "Direction"), obj.get_direction_display()),
            (_("Bank account of ours"), str(obj.account)),
            (_("Account of the other side"), obj.payer_account),
            (_("Bank of the other side"), obj.payer_bank),
            (pgettext("bank line", "Balance"), obj.balance),
            (_("Transaction number"), obj.transaction_no),
            (_("Row of the file"), str(obj.row)),
            Fact(pgettext("bank line", "Purpose"), obj.words_of_bank, wide=True),
        ]

    def extra_context(self, obj):
        user = self.request.user
        if not reads_all_lines(user):
            return {}
        amounts = dict(obj.shares)
        bills = Invoice.objects.visible_to(user).filter(pk__in=amounts).order_by("due_date", "pk")
        waits = obj.status in (BankLineStatus.PROPOSED, BankLineStatus.CLAIMED)
        return {
            "evidence": evidence_in_words(obj),
            "shares": [(bill, amounts[bill.pk]) for bill in bills] if waits else [],
            "hinted": self._hinted(obj),
            "questions": questions_of(obj),
            "statement": obj.statement,
        }

    def _hinted(self, obj):
        if obj.status != BankLineStatus.POOL or not obj.hints:
            return []
        customers = BankLine._meta.get_field("customer").related_model.objects
        return list(customers.visible_to(self.request.user).filter(pk__in=obj.hints[:10]).order_by("name"))

    def _crumbs(self, obj, kind):
        if reads_all_lines(self.request.user):
            return super()._crumbs(obj, kind)
        return [Crumb(_("Receipts to claim"), reverse("money-claim-list")), Crumb(str(obj))]
