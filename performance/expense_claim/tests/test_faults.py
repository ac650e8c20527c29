"""What goes wrong with claims: said in words where it was typed, and nothing of it is lost (EXP-03, EXP-05)."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.preparing import amounts_of, revise_budget, submit_budget, update_budget
from performance.expense_claim.auditing import pay_claim
from performance.expense_claim.claiming import update_claim
from performance.expense_claim.models import ExpenseClaim
from performance.expense_claim.tests.test_expense_claims import agreed, audited, budget, row, submitted
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal


def posted(amount="88.00", file=None):
    return {
        "purpose": "Visit to Yufeng",
        "remark": "",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-MIN_NUM_FORMS": "0",
        "lines-MAX_NUM_FORMS": "1000",
        "lines-0-category": "travel",
        "lines-0-date": f"{today():%Y-%m-%d}",
        "lines-0-amount": amount,
        "lines-0-voucher_number": "A77",
        "lines-0-description": "train to Chengdu",
        **({"lines-0-file": file} if file else {}),
    }


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("ticket.jpg", b"no picture at all", 409, "not that of a JPG file"),
        ("ticket.exe", b"MZ", 409, "not allowed"),
        ("ticket.png", b"", 422, "empty"),
    ],
)
def test_a_picture_that_is_none_is_refused_and_what_was_typed_stays(people, client, name, content, status, words):
    """EXP-05"""
    User.objects.update(language="en")
    client.force_login(people.rep1)
    address = reverse("expense-claim-create")
    form = client.get(address, HTTP_ACCEPT_LANGUAGE="en")
    prefix = form.context["lines"].prefix
    data = {
        key.replace("lines", prefix, 1) if key.startswith("lines") else key: value for key, value in posted().items()
    }
    data[f"{prefix}-0-file"] = SimpleUploadedFile(name, content, "image/jpeg")
    answer = client.post(address, {**data, "form_token": form.context["form_token"]}, HTTP_ACCEPT_LANGUAGE="en")
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (status, True)
    assert "Visit to Yufeng" in page
    assert "train to Chengdu" in page
    assert not ExpenseClaim.objects.exists()


@pytest.mark.parametrize("stage", [submitted, agreed, audited])
def test_a_claim_is_not_edited_after_its_submission_agreement_or_audit(people, client, stage):
    made = stage(people.rep1, row("A1")) if stage is submitted else stage(people, people.rep1, row("A1"))
    for person in (people.rep1, people.manager, people.finance):
        with pytest.raises(PermissionDenied, match="while it is a draft"):
            update_claim(made.pk, person, [row("A2", "900")], purpose="Other")
    client.force_login(people.rep1)
    assert client.get(reverse("expense-claim-edit", args=[made.pk]))["Location"] == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.amount, made.purpose, made.lines.get().voucher_number) == (100, "Visit", "A1")


def test_a_paid_claim_is_edited_by_nobody(people):
    made = audited(people, people.rep1, row("A1"))
    pay_claim(made.pk, people.finance, today())
    with pytest.raises(PermissionDenied, match="while it is a draft"):
        update_claim(made.pk, people.rep1, [], purpose="Other")


def test_a_budget_is_not_cut_below_what_is_used(people):
    """EXP-04: 1,000 in force, 300 used; 299.99 is refused with the sum, 300 goes on its way."""
    former = budget(people, "1000")
    agreed(people, people.rep1, row("A1", "300"))
    revision = revise_budget(former.pk, people.manager, "Fewer fairs")
    amounts = {**amounts_of(revision), ("travel", 1): D("299.99")}
    update_budget(revision.pk, people.manager, amounts)
    with pytest.raises(BusinessError, match=r"Travel: ¥300.00 is used already; the budget cannot be less"):
        submit_budget(revision.pk, people.manager)
    revision.refresh_from_db()
    assert revision.status == ExpenseBudget.Status.DRAFT
    update_budget(revision.pk, people.manager, {**amounts, ("travel", 1): D(300)})
    submit_budget(revision.pk, people.manager)
    revision.refresh_from_db()
    assert revision.status == ExpenseBudget.Status.SUBMITTED
