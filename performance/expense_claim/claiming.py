"""A claim is written and submitted (EXP-05, EXP-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.expense_claim.models import ExpenseClaim, ExpenseLine, ExpenseVoucher
from performance.expense_claim.permissions import can_claim, can_edit_claim
from performance.expense_claim.rules import voucher_key, without_voucher
from performance.expense_claim.states import VOUCHER
from performance.expense_claim.use import in_words, standing_of_claim
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals, attachments
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Unit
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from customers.visit.models import Visit
    from salesmgmt.core.models import ApprovalRound, User


@transaction.atomic
def create_claim(user: User, lines: list[dict], purpose: str, remark: str = "") -> ExpenseClaim:
    """A draft of the person's own, on the budget of his department (EXP-05)."""
    require(can_claim(user))
    claim = ExpenseClaim.objects.create(
        number=next_number(ExpenseClaim.KIND),
        created_by=user,
        claimant=user,
        department=user.scope_unit("g"),
        purpose=purpose,
        remark=remark,
    )
    _write_lines(claim, user, lines)
    audit.record(claim, user, gettext_noop("Created"), to_status=claim.status)
    return claim


@transaction.atomic
def update_claim(pk: int, user: User, lines: list[dict], **fields: Any) -> ExpenseClaim:
    """Change a draft; what finance had cut is for the claimant to mend, so the cuts are taken back."""
    claim = lock(ExpenseClaim, pk, "claimant")
    require(can_edit_claim(user, claim))
    with recorded(claim, user):
        change(claim, user, gettext_noop("Edited"), **fields)
        _write_lines(claim, user, lines)
    return claim


def _write_lines(claim: ExpenseClaim, user: User, lines: list[dict]) -> None:
    numbers = [voucher_key(line.get("voucher_number", "")) for line in lines]
    _refuse_twice([number for number in numbers if number])
    _refuse_used(claim, numbers)
    there = {line.pk: line for line in ExpenseLine.objects.filter(claim=claim)}
    kept = {line["id"].pk for line in lines if line.get("id")}
    ExpenseLine.objects.filter(claim=claim).exclude(pk__in=kept).delete()
    # Numbers may change places between lines: none stands in the way of another while they are written.
    ExpenseLine.objects.filter(claim=claim).update(voucher_number="", allowed=None, cut_reason="")
    for line, number in zip(lines, numbers, strict=True):
        _write_line(claim, user, line, number, there)
    total = sum((line["amount"] for line in lines), ZERO)
    claim.amount = claim.allowed_amount = total
    claim.save(update_fields=["amount", "allowed_amount", *claim.touched_fields()])


def _write_line(claim: ExpenseClaim, user: User, values: dict, number: str, there: dict) -> None:
    row = there[values["id"].pk] if values.get("id") else ExpenseLine(claim=claim)
    for name in ("category", "date", "amount", "customer", "visit", "campaign", "description"):
        if name in values:
            setattr(row, name, values[name])
    row.voucher_number, row.allowed, row.cut_reason = number, None, ""
    _settle_customer(row)
    if row.campaign is not None and row.campaign.status == row.campaign.Status.CANCELLED:
        raise BusinessError(_("The campaign “%(campaign)s” was called off.") % {"campaign": row.campaign.name})
    file = values.get("file")
    if file:
        row.voucher = attachments.add(claim, file, user, VOUCHER[0])
    row.save()


def _settle_customer(line: ExpenseLine) -> None:
    """A visit says whom it went to; another customer beside it is refused."""
    if line.visit is None:
        return
    if line.customer_id is not None and line.customer_id != line.visit.customer_id:
        raise BusinessError(went_elsewhere(line.visit))
    line.customer_id = line.visit.customer_id


def went_elsewhere(visit: Visit) -> str:
    return _("The visit %(visit)s went to another customer.") % {"visit": visit.number}


def _refuse_twice(numbers: list[str]) -> None:
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise BusinessError(_("Voucher %(number)s stands in two lines of the claim.") % {"number": twice[0]})


def _refuse_used(claim: ExpenseClaim, numbers: list[str]) -> None:
    """EXP-05: the same voucher is refused once for ever, whoever used it; the other claim is named, not its content."""
    used = ExpenseVoucher.objects.filter(number__in=numbers).exclude(claim=claim).select_related("claim").first()
    if used is not None:
        raise BusinessError(
            _("Voucher %(number)s was used in claim %(claim)s on %(day)s already.")
            % {"number": used.number, "claim": used.claim.number, "day": f"{used.registered_at:%Y-%m-%d}"}
        )


def register_vouchers(claim: ExpenseClaim) -> None:
    """Write the numbers into the company's register; of two claims at once one is refused (EXP-05).

    The unique key of the database decides: the second waits for the first, then finds its number taken.
    """
    numbers = sorted(claim.lines.values_list("voucher_number", flat=True))
    ExpenseVoucher.objects.bulk_create(
        [ExpenseVoucher(number=number, claim=claim) for number in numbers], ignore_conflicts=True
    )
    _refuse_used(claim, numbers)


def check_claim(claim: ExpenseClaim, user: User) -> None:
    """Before the submission: lines, each with number and file of its voucher, none of a day to come (EXP-05)."""
    lines = list(claim.lines.select_related("voucher"))
    if not lines:
        raise BusinessError(_("The claim has no lines."))
    bare = without_voucher(lines)
    if bare:
        line = bare[0]
        raise BusinessError(
            _("Without voucher: %(line)s, %(amount)s. Every line needs the number and the file of its voucher.")
            % {"line": f"{line.get_category_display()} {line.date:%Y-%m-%d}", "amount": f"¥{line.amount:,.2f}"}
        )
    if any(line.date > today() for line in lines):
        raise BusinessError(_("An expense of a day that is still to come cannot be claimed."))


@transaction.atomic
def submit_claim(pk: int, user: User, comment: str = "") -> ApprovalRound:
    """draft → submitted: to the direct manager, over budget one level higher as well (EXP-03, EXP-06).

    Claims of one department are submitted one after the other, so that two cannot spend the same rest of a budget.
    """
    claim = ExpenseClaim.objects.get(pk=pk)
    if claim.department_id:
        lock(Unit, claim.department_id)
    return approvals.submit(claim, user, comment)


def on_submitted(claim: ExpenseClaim, round_: ApprovalRound, user: User) -> None:
    """The vouchers are used from now on; whether the budget is exceeded is written down with the figures (EXP-03)."""
    register_vouchers(claim)
    ExpenseLine.objects.filter(claim=claim).update(allowed=None, cut_reason="")
    standings = standing_of_claim(claim)
    change(
        claim,
        user,
        gettext_noop("Held against the budget"),
        over_budget=any(each.is_over for each in standings),
        budget_note=in_words(standings),
        allowed_amount=claim.amount,
    )
