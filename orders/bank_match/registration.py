"""What the matching of bank lines tells core."""

from django.utils.translation import gettext_lazy as _

from orders.account.check import register_check
from orders.account.models import Account
from orders.bank_match.check import POSTED
from orders.bank_match.claiming import reopen_reversed
from orders.bank_match.clock import JOB, match_pool
from orders.bank_match.permissions import claims_money, confirms_lines
from orders.bank_match.proposing import TO_CLAIM, match_statement
from orders.bank_statement.models import BankLine
from orders.bank_statement.permissions import reads_all_lines
from orders.bank_statement.states import BankLineStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        BankLine, "BL", _("Bank line"), _("Bank lines"), "list-details", "bank-line-list", search=False
    )
    registry.register_menu("money", _("Bank lines"), "bank-line-list", "list-details", reads_all_lines, 34)
    registry.register_menu("money", _("Receipts to claim"), "money-claim-list", "hand-grab", claims_money, 35)
    registry.register_command("bank_statement", "taken", "bank_match", match_statement)
    registry.register_command("payment", "reversed", "bank_match", reopen_reversed)
    registry.register_merger("customer", "bank_lines", merge_lines)
    register_check("bank_line_posted", POSTED)
    register_tones(
        good=[BankLineStatus.POSTED], info=[BankLineStatus.PROPOSED], warn=[BankLineStatus.POOL, BankLineStatus.CLAIMED]
    )
    registry.register_task_kind(
        TO_CLAIM,
        _("A receipt that may be your customer's"),
        "hand-grab",
        how=_("Claim it, or tick it off where it is not."),
    )
    registry.register_periodic(JOB, _("Bank lines of the pool matched again"), "10 5 * * *", match_pool, rules="REC-06")
    registry.register_tab(
        "bank_statement",
        registry.Tab(
            "lines",
            _("Bank lines"),
            "bank-statement-lines",
            lambda statement, user: BankLine.objects.visible_to(user).filter(statement=statement),
            lambda user, statement: reads_all_lines(user),
            "list-details",
            10,
        ),
    )
    _register_cards()


def _register_cards():
    registry.register_home_card(
        "bank-lines-to-confirm",
        _("Bank lines to confirm"),
        confirms_lines,
        lambda user: BankLine.objects.visible_to(user).to_confirm(),
        f"bank-line-list?status={BankLineStatus.PROPOSED}&status={BankLineStatus.CLAIMED}",
        icon="list-details",
        tone="warn",
        order=9,
    )
    registry.register_home_card(
        "receipts-to-claim",
        _("Receipts to claim"),
        _claims_as_sales,
        lambda user: BankLine.objects.visible_to(user).in_pool(),
        f"money-claim-list?status={BankLineStatus.POOL}",
        icon="hand-grab",
        tone="info",
        order=30,
    )


def _claims_as_sales(user):
    return claims_money(user) and not user.has_role(Role.FIN)


def merge_lines(kept, merged):
    """What waits goes to the file that is kept; what is posted stays with the ledger that stays, as its payment does."""
    BankLine.objects.filter(customer=merged, payment__isnull=True).update(customer=kept)
    both = Account.objects.filter(customer__in=[kept.pk, merged.pk], entries__isnull=False).distinct().count()
    return frozenset({BankLine}) if both == 2 else frozenset()
