"""Expense claims: vouchers, the budget, manager, finance, payment, cost of campaigns (EXP-03, EXP-05 to EXP-07, EXP-09)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from contracts.tests.factories import pdf_file
from customers.campaign import running as campaigns
from performance.expense_budget.preparing import create_budget, revise_budget, submit_budget, update_budget
from performance.expense_claim.auditing import cut_line, pay_claim
from performance.expense_claim.claiming import create_claim, submit_claim, update_claim
from performance.expense_claim.models import ExpenseClaim, ExpenseLine, ExpenseVoucher
from performance.expense_claim.papers import claim_pdf, paper_context
from performance.expense_claim.rules import is_over_budget, use_ratio, voucher_key
from performance.expense_claim.use import cost_of_campaign, standings_of, use_of
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals, attachments
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
YEAR = today().year
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


def row(number, amount="100", category="travel", **fields):
    given = {"category": category, "date": today(), "amount": D(amount), "voucher_number": number}
    return {**given, "file": pdf_file(f"{number}.pdf"), **fields}


def claim(person, *lines, purpose="Visit"):
    return create_claim(person, list(lines) or [row("A1")], purpose=purpose)


def submitted(person, *lines):
    made = claim(person, *lines)
    submit_claim(made.pk, person)
    made.refresh_from_db()
    return made


def step(made):
    return approvals.open_steps_of(made).get()


def agreed(people, person, *lines, by=None):
    """The manager, and whoever is above him where it is over budget."""
    made = submitted(person, *lines)
    while step(made).key != "audit":
        asked = step(made)
        approvals.approve(asked.pk, by or asked.assignee)
    made.refresh_from_db()
    return made


def audited(people, person, *lines):
    made = agreed(people, person, *lines)
    approvals.approve(step(made).pk, people.finance)
    made.refresh_from_db()
    return made


def budget(people, travel, unit=None, manager=None):
    manager = manager or people.manager
    amounts = {("travel", 1): D(travel), ("entertainment", 1): D(0), ("promotion", 1): D(0)}
    made = create_budget(manager, unit or people.units.east, YEAR, amounts)
    return in_force(people, made, manager)


def in_force(people, made, manager):
    submit_budget(made.pk, manager)
    approvals.approve(step(made).pk, people.gm)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(("asked", "over"), [("1000.01", True), ("1000.00", False), ("0.01", False), ("0", False)])
def test_exp_03_what_exceeds_budget_less_approved_is_over(asked, over):
    """EXP-03: 10,000 − 9,000"""
    assert is_over_budget(D(10000), D(9000), D(asked)) is over
    assert is_over_budget(D(0), D(0), D("0.01"))


def test_exp_09_claims_of_4500_of_a_budget_of_5000_are_90_per_cent():
    """EXP-09"""
    assert (use_ratio(D(4500), D(5000)), use_ratio(D(1), None), use_ratio(D(1), D(0))) == (D("0.9"), None, None)


@pytest.mark.parametrize("text", ["fp-001 234", "FP001234", "ＦＰ００１２３４", " fp 001–234 "])
def test_a_voucher_number_is_the_same_however_it_is_typed(text):
    assert voucher_key(text) == "FP001234"


def test_exp_05_a_line_without_voucher_is_refused_when_it_is_submitted(people):
    """EXP-05"""
    for line in (row("A1", file=None), row("", file=pdf_file())):
        made = claim(people.rep1, line)
        with pytest.raises(BusinessError, match="Every line needs the number and the file"):
            submit_claim(made.pk, people.rep1)
        made.refresh_from_db()
        assert made.status == "draft"
    with pytest.raises(BusinessError, match="no lines"):
        submit_claim(create_claim(people.rep1, [], purpose="x").pk, people.rep1)
    later = claim(people.rep1, row("A9", date=today() + dt.timedelta(days=1)))
    with pytest.raises(BusinessError, match="still to come"):
        submit_claim(later.pk, people.rep1)
    assert not ExpenseVoucher.objects.exists()


def test_exp_05_a_voucher_whose_file_was_taken_off_is_none(people):
    """EXP-05"""
    made = claim(people.rep1)
    attachments.remove(made.lines.get().voucher.pk, people.rep1)
    with pytest.raises(BusinessError, match="Every line needs the number and the file"):
        submit_claim(made.pk, people.rep1)


def test_exp_05_an_image_that_is_none_is_refused_and_a_photo_taken(people):
    """EXP-05"""
    with pytest.raises(BusinessError, match="not that of a JPG file"), transaction.atomic():
        claim(people.rep1, row("A1", file=SimpleUploadedFile("a.jpg", b"no picture at all", "image/jpeg")))
    made = claim(people.rep1, row("A1", file=SimpleUploadedFile("a.png", PNG, "image/png")))
    assert made.lines.get().voucher.is_image


def test_exp_05_the_same_voucher_is_refused_for_ever_across_people(people):
    """EXP-05"""
    first = submitted(people.rep1, row("FP-001"))
    with pytest.raises(BusinessError, match=f"used in claim {first.number}"):
        claim(people.rep2, row("fp 001"))
    approvals.reject(step(first).pk, people.manager, "no")
    first.refresh_from_db()
    update_claim(first.pk, people.rep1, [row("OTHER")], purpose="x")
    with pytest.raises(BusinessError, match="already"):  # refused claims keep it, too
        claim(people.rep3, row("FP001"))
    update_claim(first.pk, people.rep1, [row("FP001")], purpose="x")  # its own claim may name it again
    submit_claim(first.pk, people.rep1)
    with pytest.raises(IntegrityError, match="voucher"), transaction.atomic():
        ExpenseVoucher.objects.create(number="FP001", claim=first)
    for act in (lambda: ExpenseVoucher.objects.update(number="x"), lambda: ExpenseVoucher.objects.all().delete()):
        with pytest.raises(DatabaseError, match="voucher_for_ever"), transaction.atomic():
            act()


def test_exp_05_of_two_drafts_with_one_voucher_the_second_is_refused(people):
    """EXP-05"""
    first, second = claim(people.rep1, row("Z1")), claim(people.rep2, row("Z1"))
    submit_claim(first.pk, people.rep1)
    with pytest.raises(BusinessError, match=f"used in claim {first.number}"):
        submit_claim(second.pk, people.rep2)
    second.refresh_from_db()
    assert second.status == "draft"
    with pytest.raises(BusinessError, match="stands in two lines"):
        claim(people.rep1, row("Y1"), row("y-1"))


def test_exp_06_finance_does_not_audit_before_the_manager_has_agreed(people):
    """EXP-06"""
    made = submitted(people.rep1)
    assert step(made).assignee == people.manager
    audit = approvals.current_round(made).steps.get(key="audit")
    with pytest.raises(BusinessError, match="not the turn of this step"):
        approvals.approve(audit.pk, people.finance)
    with pytest.raises(PermissionDenied, match="after the manager has agreed"):
        cut_line(made.pk, people.finance, made.lines.get().pk, D(1), "x")
    made.refresh_from_db()
    assert (made.status, made.allowed_amount) == ("submitted", D(100))
    for person in (people.manager2, people.supervisor, people.finance, people.rep1):
        with pytest.raises(PermissionDenied, match="not yours|You wrote"):
            approvals.approve(step(made).pk, person)


def test_exp_06_a_managers_own_claim_goes_to_his_superior(people):
    """EXP-06"""
    budget(people, 10000)
    made = submitted(people.manager)
    assert step(made).assignee == people.director
    with pytest.raises(PermissionDenied, match="not yours|You wrote"):
        approvals.approve(step(made).pk, people.manager)
    directors = submitted(people.director, row("D1"))
    assert step(directors).role == "gm"
    assert step(submitted(people.supervisor, row("S1"))).assignee == people.manager


def test_exp_07_finance_returns_and_both_approvals_are_void(people):
    """EXP-07"""
    budget(people, 10000)
    made = agreed(people, people.rep1)
    with pytest.raises(BusinessError, match="what has to be changed"):
        approvals.send_back(step(made).pk, people.finance, " ")
    approvals.send_back(step(made).pk, people.finance, "The voucher is illegible")
    made.refresh_from_db()
    assert (made.status, approvals.current_round(made)) == ("draft", None)
    assert approvals.last_round(made).status == "returned"
    submit_claim(made.pk, people.rep1)
    asked = [(each.role, each.status) for each in approvals.current_round(made).steps.order_by("order")]
    assert asked == [("mgr", "pending"), ("fin", "waiting")]  # both are asked anew


def test_exp_07_only_finance_sets_paid(people):
    """EXP-07"""
    made = audited(people, people.rep1)
    assert made.status == "finance_audited"
    for person in (people.rep1, people.manager, people.director, people.gm, people.admin):
        with pytest.raises(PermissionDenied, match="Only finance pays"):
            pay_claim(made.pk, person, today())
    with pytest.raises(BusinessError, match="still to come"):
        pay_claim(made.pk, people.finance, today() + dt.timedelta(days=1))
    made.refresh_from_db()
    assert (made.status, made.paid_on) == ("finance_audited", None)
    pay_claim(made.pk, people.finance, today(), "B-1")
    made.refresh_from_db()
    assert (made.status, made.paid_by, made.payment_reference) == ("paid", people.finance, "B-1")
    assert Notice.objects.filter(user=people.rep1, subject__contains=made.number).exists()
    with pytest.raises(BusinessError, match="cannot become"):
        pay_claim(made.pk, people.finance, today())
    early = agreed(people, people.rep1, row("E1"))
    with pytest.raises(BusinessError, match="cannot become|In approval|in approval"):
        pay_claim(early.pk, people.finance, today())


def test_exp_07_finance_cuts_a_line_with_a_reason(people):
    """EXP-07"""
    made = agreed(people, people.rep1, row("A1", "300"), row("A2", "200"))
    line = made.lines.get(voucher_number="A1")
    for amount, reason, words in (
        (D(100), " ", "why the line is cut"),
        (D(300), "x", "between 0"),
        (D(-1), "x", "between 0"),
    ):
        with pytest.raises(BusinessError, match=words):
            cut_line(made.pk, people.finance, line.pk, amount, reason)
    other = agreed(people, people.rep2, row("B1"))
    with pytest.raises(BusinessError, match="a line of this claim"):
        cut_line(made.pk, people.finance, other.lines.get().pk, D(1), "x")
    for person in (people.manager, people.rep1, people.gm):
        with pytest.raises(PermissionDenied, match="audited by finance"):
            cut_line(made.pk, person, line.pk, D(100), "x")
    cut_line(made.pk, people.finance, line.pk, D(120), "Above the limit of a hotel")
    line.refresh_from_db()
    made.refresh_from_db()
    assert (line.allowed, line.cut_reason, made.allowed_amount, made.amount) == (
        D(120),
        "Above the limit of a hotel",
        D(320),
        D(500),
    )
    approvals.approve(step(made).pk, people.finance)  # what finance found is no content of its own
    made.refresh_from_db()
    assert made.status == "finance_audited"
    assert ExpenseLine.objects.filter(claim=made).approved().total() == D(320)
    assert paper_context(made)["allowed_words"] == "人民币叁佰贰拾元整"


def test_exp_03_over_budget_needs_the_next_higher_approver(people):
    """EXP-03: travel 10,000, approved 9,000, a claim of 1,000.01"""
    budget(people, 10000)
    agreed(people, people.rep2, row("A1", "9000"))
    just = submitted(people.rep1, row("A2", "1000.00"))
    assert (just.over_budget, [each.key for each in approvals.current_round(just).steps.order_by("order")]) == (
        False,
        ["", "audit"],
    )
    approvals.withdraw(just, people.rep1)
    made = submitted(people.rep1, row("A3", "1000.01"))
    assert made.over_budget is True
    assert "10,000.00 − approved 9,000.00 − on the way 0.00 = 1,000.00 < 1,000.01" in made.budget_note
    approvals.approve(step(made).pk, people.manager)
    made.refresh_from_db()
    assert (made.status, step(made).key, step(made).assignee) == ("submitted", "over_budget", people.director)
    with pytest.raises(PermissionDenied, match="not yours"):
        approvals.approve(step(made).pk, people.finance)
    approvals.approve(step(made).pk, people.director)
    made.refresh_from_db()
    assert made.status == "manager_approved"


def test_exp_03_what_is_on_the_way_is_not_spent_a_second_time(people):
    """EXP-03"""
    budget(people, 1000)
    submitted(people.rep2, row("A1", "600"))
    assert submitted(people.rep1, row("A2", "400.01")).over_budget is True
    other = submitted(people.rep3, row("A3", "1"))
    assert other.over_budget is True  # the west has no budget at all


def test_exp_03_a_managers_claim_over_budget_goes_to_the_general_manager_as_well(people):
    """EXP-03, SET-32a"""
    made = submitted(people.manager)
    assert [(each.role, each.assignee) for each in approvals.current_round(made).steps.order_by("order")][:2] == [
        ("dir", people.director),
        ("gm", people.gm),
    ]


def test_exp_03_by_setting_the_budget_up_to_the_month_counts(people):
    """EXP-03: half of the year's travel is planned for December"""
    amounts = {(name, 12): D(0) for name in ("entertainment", "promotion")}
    amounts |= {("travel", 1): D(500), ("travel", 12): D(500)}
    in_force(people, create_budget(people.manager, people.units.east, YEAR, amounts), people.manager)
    january = dt.date(YEAR, 1, 5)
    made = claim(people.rep1, row("A1", "600", date=january))
    submit_claim(made.pk, people.rep1)
    made.refresh_from_db()
    assert made.over_budget is False
    approvals.withdraw(made, people.rep1)
    change_setting("expense_budget_span", "to_date", people.admin)
    submit_claim(made.pk, people.rep1)
    made.refresh_from_db()
    assert made.over_budget is True


def test_exp_04_a_revision_changes_what_is_left(people):
    """EXP-04: travel raised to 12,000"""
    made = budget(people, 10000)
    agreed(people, people.rep1, row("A1", "9000"))
    left = {each.category: each.remaining for each in standings_of(people.units.east, YEAR, {})}
    assert left["travel"] == D(1000)
    again = revise_budget(made.pk, people.manager, "more travel")
    amounts = {("travel", 1): D(8999), ("entertainment", 1): D(0), ("promotion", 1): D(0)}
    update_budget(again.pk, people.manager, amounts, remark="")
    with pytest.raises(BusinessError, match="9,000.00 is used already"):
        submit_budget(again.pk, people.manager)
    update_budget(again.pk, people.manager, {**amounts, ("travel", 1): D(12000)}, remark="")
    in_force(people, again, people.manager)
    left = {each.category: each.remaining for each in standings_of(people.units.east, YEAR, {})}
    assert left["travel"] == D(3000)


def test_exp_03_use_by_category_and_month_on_the_page_of_the_budget(client, people):
    """EXP-03"""
    made = budget(people, 10000)
    agreed(people, people.rep1, row("A1", "2500"))
    submitted(people.rep2, row("A2", "500"))
    (travel, months), *_rest = use_of(made)
    assert (travel.used, travel.under_way, travel.remaining, travel.ratio, travel.bar) == (
        D(2500),
        D(500),
        D(7000),
        D("0.25"),
        25,
    )
    month = months[today().month - 1]
    assert (month.used, month.under_way) == (D(2500), D(500))
    client.force_login(people.manager)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "¥7,000.00" in page and "25.0%" in page


def test_exp_09_the_campaign_shows_what_it_cost(client, people):
    """EXP-09: 4,500 of 5,000"""
    day = today()
    event = campaigns.create_campaign(
        people.manager, name="Launch", type="launch", starts_on=day, ends_on=day, budget=D(5000)
    )
    agreed(people, people.rep1, row("A1", "4500", "promotion", campaign=event))
    submitted(people.rep1, row("A2", "200", "promotion", campaign=event))
    cost = cost_of_campaign(event)
    assert (cost.spent, cost.under_way, cost.ratio) == (D(4500), D(200), D("0.9"))
    client.force_login(people.manager)
    assert "90.0%" in client.get(event.get_absolute_url()).content.decode()
    client.force_login(people.rep1)
    assert 'id="cost"' not in client.get(event.get_absolute_url()).content.decode()
    campaigns.cancel_campaign(event.pk, people.manager, "rain")
    event.refresh_from_db()
    with pytest.raises(BusinessError, match="已取消"):
        claim(people.rep1, row("A3", campaign=event))


def test_a_claim_is_not_edited_after_its_submission_nor_by_others(client, people):
    made = submitted(people.rep1)
    with pytest.raises(PermissionDenied, match="by the claimant himself"):
        update_claim(made.pk, people.rep1, [row("B1")], purpose="x")
    draft = claim(people.rep1, row("C1"))
    for person in (people.rep2, people.manager, people.finance):
        with pytest.raises(PermissionDenied, match="by the claimant himself"):
            update_claim(draft.pk, person, [row("B1")], purpose="x")
        with pytest.raises(PermissionDenied, match="by the claimant himself"):
            submit_claim(draft.pk, person)
    for person in (people.gm, people.finance, people.quality, people.admin):
        with pytest.raises(PermissionDenied, match="each for what is in his charge"):
            claim(person)
    client.force_login(people.rep1)
    assert client.get(reverse("expense-claim-edit", args=[made.pk])).status_code in (302, 403)


def test_from_the_phone_with_a_photo_to_paid(client, people):
    """EXP-05 to EXP-07 through the pages"""
    client.force_login(people.rep1)
    page = client.get(reverse("expense-claim-create")).content.decode()
    assert 'type="file"' in page and "image/*" in page and "multipart/form-data" in page
    form = {
        "purpose": "Guiyang",
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-0-category": "travel",
        "lines-0-date": today(),
        "lines-0-amount": "128.50",
        "lines-0-voucher_number": "FP-7",
        "lines-0-file": SimpleUploadedFile("ticket.png", PNG, "image/png"),
    }
    answer = client.post(reverse("expense-claim-create"), form)
    made = ExpenseClaim.objects.get()
    assert (answer.status_code, answer.url, made.amount) == (302, made.get_absolute_url(), D("128.50"))
    page = client.get(made.get_absolute_url()).content.decode()
    assert "ticket.png" in page and "FP7" in page
    line = made.lines.get()
    kept = {**form, "lines-INITIAL_FORMS": 1, "lines-0-id": line.pk, "lines-0-amount": "130", "lines-0-file": ""}
    assert "ticket.png" in client.get(reverse("expense-claim-edit", args=[made.pk])).content.decode()
    assert client.post(reverse("expense-claim-edit", args=[made.pk]), kept).status_code == 302
    line.refresh_from_db()
    assert (line.amount, line.has_file) == (D(130), True)
    assert client.post(reverse("expense-claim-do", args=[made.pk, "submit"])).status_code == 302
    while step(made).key != "audit":
        client.force_login(step(made).assignee)
        assert client.post(reverse("step-do", args=[step(made).pk, "approve"]), {"comment": ""}).status_code == 302
    client.force_login(people.finance)
    cut = {"line": line.pk, "allowed": "100", "comment": "limit"}
    assert client.post(reverse("expense-claim-do", args=[made.pk, "cut"]), cut).status_code == 302
    assert client.post(reverse("step-do", args=[step(made).pk, "approve"]), {"comment": ""}).status_code == 302
    pay = {"paid_on": today(), "reference": "B1"}
    assert client.post(reverse("expense-claim-do", args=[made.pk, "pay"]), pay).status_code == 302
    made.refresh_from_db()
    assert (made.status, made.allowed_amount) == ("paid", D(100))


def test_who_sees_which_claim(client, people):
    made = submitted(people.rep1)
    for person, status in (
        (people.rep1, 200),
        (people.manager, 200),
        (people.director, 200),
        (people.finance, 200),
        (people.rep2, 404),
        (people.supervisor, 404),
        (people.manager2, 404),
        (people.quality, 404),
    ):
        client.force_login(person)
        assert client.get(made.get_absolute_url()).status_code == status, person.username
        assert client.get(reverse("expense-claim-pdf", args=[made.pk])).status_code == status, person.username


def test_f_33_the_paper_of_the_claim(people):
    """F-33: date, category, amount, voucher, approval, audit, 大写"""
    made = audited(people, people.rep1, row("A1", "2.01"))
    found = paper_context(made)
    assert (found["words"], found["vouchers"], found["draft"]) == ("人民币贰元零壹分", 1, False)
    assert [(role, name) for role, name, _day in found["signatures"]] == [
        ("报销人", people.rep1),
        ("审批", people.manager),
        ("审批", people.director),
        ("财务审核", people.finance),
    ]
    assert claim_pdf(made).startswith(b"%PDF")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, count, django_assert_max_num_queries):
    budget(people, 100000)
    made = [
        agreed(people, people.rep1, *[row(f"N{number}-{place}") for place in range(count)]) for number in range(count)
    ]
    client.force_login(people.manager)
    client.get(reverse("expense-claim-list"))
    with django_assert_max_num_queries(11):
        assert client.get(reverse("expense-claim-list")).status_code == 200
    with django_assert_max_num_queries(25):
        assert client.get(made[0].get_absolute_url()).status_code == 200
    client.force_login(people.rep1)
    with django_assert_max_num_queries(16):
        assert client.get(reverse("expense-claim-create")).status_code == 200
