"""Payment batches: chosen, handed to the bank as a file, paid in one act or set free again (EXP-07)."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from performance.expense_advance.giving import open_sum
from performance.expense_advance.models import ExpenseAdvance
from performance.expense_advance.tests.test_advances import held as held_advance
from performance.expense_batch.batching import make_batch, pay_batch, return_payment, undo_batch
from performance.expense_batch.files import take_file
from performance.expense_batch.keeping import (
    create_layout,
    create_payee_account,
    update_layout,
    update_payee_account,
)
from performance.expense_batch.models import BatchedClaim, ExpenseBatch, PayeeAccount, PayoutLayout
from performance.expense_batch.papers import paper_context
from performance.expense_batch.rules import set_off_in_turn
from performance.expense_batch.shipped import ship
from performance.expense_claim.auditing import pay_claim
from performance.expense_claim.models import ExpenseClaim
from performance.expense_claim.tests.test_expense_claims import agreed, audited, row, submitted
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import ExportLog, Notice, User
from salesmgmt.core.permissions import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
NUMBER = "6222021100012345671"


def account(people, person, number=NUMBER):
    return create_payee_account(
        people.finance, person, holder=person.name, number=number, bank="中国工商银行", branch="江北支行"
    )


@pytest.fixture(autouse=True)
def layouts(db):
    """Those of the first day, also where a journey has emptied the database."""
    ship(PayoutLayout)


@pytest.fixture(autouse=True)
def reads_english(people, client):
    """Pages and notices speak the language of their reader."""
    User.objects.update(language="en")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def two(people):
    """Claims of two people who have accounts."""
    account(people, people.rep1)
    account(people, people.rep2, "6217003650009876543")
    return audited(people, people.rep1, row("A1", "120.50")), audited(people, people.rep2, row("B1", "80"))


def batch(people, *claims):
    return make_batch([each.pk for each in claims], people.finance, "报销款")


def statuses(*claims):
    return [ExpenseClaim.objects.get(pk=each.pk).status for each in claims]


def test_advances_are_used_up_in_the_order_of_the_claims():
    held = {1: D(12000)}
    assert set_off_in_turn([(1, D(10000)), (2, D(7)), (1, D(5000))], held) == [D(10000), D(0), D(2000)]
    assert held == {1: D(12000)}


def test_exp_07_a_batch_holds_what_each_is_paid_and_where(people, two):
    made = batch(people, *two)
    assert (made.status, made.count, made.amount, len(made.fingerprint)) == ("open", 2, D("200.50"), 64)
    assert [(line.payee, line.account_number, line.amount) for line in made.lines.all()] == [
        (people.rep1.name, NUMBER, D("120.50")),
        (people.rep2.name, "6217003650009876543", D(80)),
    ]
    assert statuses(*two) == ["finance_audited", "finance_audited"]


def test_exp_07_a_batch_is_paid_in_one_act_and_once(people, two):
    made = batch(people, *two)
    pay_batch(made.pk, people.finance, today(), "GS-77")
    made.refresh_from_db()
    assert (made.status, made.paid_by, made.payment_reference) == ("paid", people.finance, "GS-77")
    assert statuses(*two) == ["paid", "paid"]
    assert Notice.objects.filter(user=people.rep1, subject__contains="120.50").count() == 1
    for act in (
        lambda: pay_batch(made.pk, people.finance, today()),
        lambda: undo_batch(made.pk, people.finance, "late"),
    ):
        with pytest.raises(BusinessError, match="cannot become"):
            act()


def test_exp_07_one_claim_that_cannot_be_paid_leaves_all_unpaid(people, two):
    """The advance was given between the file and the payment: the bank would have paid too much."""
    made = batch(people, *two)
    held_advance(people, people.rep2, "50")
    with pytest.raises(BusinessError, match=r"open advances of .* have changed .* paid ¥30.00, the batch says ¥80.00"):
        pay_batch(made.pk, people.finance, today())
    made.refresh_from_db()
    assert made.status == "open"
    assert statuses(*two) == ["finance_audited", "finance_audited"]
    assert open_sum(people.rep2) == D(50)
    with pytest.raises(BusinessError, match="still to come"):
        pay_batch(made.pk, people.finance, today() + dt.timedelta(days=1))


def test_exp_07_open_advances_are_set_off_over_all_claims_of_a_person(people, two):
    third = audited(people, people.rep1, row("A2", "100"))
    held_advance(people, people.rep1, "150")
    made = batch(people, *two, third)
    assert [(line.set_off, line.amount) for line in made.lines.all()] == [
        (D("120.50"), D(0)),
        (D(0), D(80)),
        (D("29.50"), D("70.50")),
    ]
    assert made.amount == D("150.50")
    data, _name, _mime = take_file(made, PayoutLayout.objects.get(form="csv_gb"), people.finance)
    assert len(data.decode("gb18030").splitlines()) == 1 + 2
    pay_batch(made.pk, people.finance, today())
    assert statuses(*two, third) == ["paid"] * 3
    assert ExpenseAdvance.objects.get().status == "settled"


def test_exp_07_a_claim_stands_in_one_batch_and_is_not_paid_beside_it(people, two):
    made = batch(people, two[0])
    with pytest.raises(BusinessError, match=f"stands in payment batch {made.number}"):
        batch(people, *two)
    with pytest.raises(PermissionDenied, match="put into no payment batch"):
        pay_claim(two[0].pk, people.finance, today())
    with pytest.raises(IntegrityError, match="claim_in_one_running_batch"), transaction.atomic():
        BatchedClaim.objects.create(
            batch=made, claim=two[0], position=2, allowed=1, amount=1, payee="x", account_number="1"
        )
    assert ExpenseBatch.objects.count() == 1
    assert statuses(two[0]) == ["finance_audited"]


def test_exp_07_an_undone_batch_sets_its_claims_free(people, two):
    made = batch(people, *two)
    undo_batch(made.pk, people.finance, "wrong branch")
    made.refresh_from_db()
    assert made.status == "undone"
    with pytest.raises(PermissionDenied, match="not undone"):
        take_file(made, PayoutLayout.objects.first(), people.finance)
    pay_claim(two[0].pk, people.finance, today())
    again = batch(people, two[1])
    pay_batch(again.pk, people.finance, today())
    assert statuses(*two) == ["paid", "paid"]


def test_exp_07_all_or_none_are_put_into_a_batch(people, two):
    early = submitted(people.rep1, row("A7"))
    waiting = agreed(people, people.rep1, row("A8"))
    stranger = audited(people, people.rep3, row("A9"))
    with pytest.raises(BusinessError, match="No batch was made") as refused:
        batch(people, *two, early, waiting, stranger)
    text = str(refused.value)
    assert f"{early.number} is “Submitted”" in text
    assert f"{waiting.number} is “Approved by the manager”" in text
    assert f"{stranger.number} no account of {people.rep3} is known" in text
    with pytest.raises(BusinessError, match="Nothing was selected"):
        batch(people)
    assert not ExpenseBatch.objects.exists()


def test_exp_07_nobody_pays_his_own_claim_by_way_of_a_batch(people, two):
    """SEC-04: a finance clerk who travels"""
    people.finance.roles = [Role.FIN, Role.REP]
    people.finance.save(update_fields=["roles"])
    ExpenseClaim.objects.filter(pk=two[0].pk).update(claimant=people.finance, created_by=people.finance)
    with pytest.raises(BusinessError, match="nobody pays what he claimed"):
        batch(people, *two)
    assert not ExpenseBatch.objects.exists()


def test_exp_07_only_finance_makes_pays_undoes_and_takes_it(people, two):
    for person in (people.rep1, people.manager, people.gm):
        with pytest.raises(PermissionDenied, match="by finance"):
            make_batch([two[0].pk], person, "x")
    made = batch(people, *two)
    for person in (people.rep1, people.gm):
        for act in (
            lambda by=person: pay_batch(made.pk, by, today()),
            lambda by=person: undo_batch(made.pk, by, "x"),
        ):
            with pytest.raises(PermissionDenied, match="paid or undone once, by finance"):
                act()
        with pytest.raises(PermissionDenied, match="taken by finance"):
            take_file(made, PayoutLayout.objects.first(), person)
    assert statuses(*two) == ["finance_audited", "finance_audited"]
    assert not ExportLog.objects.exists()


def test_the_sheet_keeps_account_numbers_as_text_and_adds_up(people, two):
    made = batch(people, *two)
    data, name, _mime = take_file(made, PayoutLayout.objects.get(form="xlsx"), people.finance)
    assert name == f"{made.number}.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert rows[0] == ("序号", "收款人户名", "收款账号", "开户银行", "开户网点", "金额", "用途")
    assert rows[1][1:4] == (people.rep1.name, NUMBER, "中国工商银行")
    assert rows[1][6] == f"报销款 {two[0].number}"
    assert sum(D(str(line[5])) for line in rows[1:]) == made.amount
    assert ExportLog.objects.get().rows == 2


def test_the_text_is_the_same_whenever_it_is_fetched(people, two):
    made, layout = batch(people, *two), PayoutLayout.objects.get(form="csv_gb")
    first, name, _mime = take_file(made, layout, people.finance)
    mine = PayeeAccount.objects.get(person=people.rep1)
    update_payee_account(mine.pk, people.rep1, holder=people.rep1.name, number="6222000000001111", bank="招商银行")
    assert take_file(made, layout, people.finance)[0] == first
    assert name.endswith(".csv")
    lines = list(csv.reader(io.StringIO(first.decode("gb18030"))))
    assert lines[1][1:3] == [people.rep1.name, NUMBER]
    assert [line[5] for line in lines[1:]] == ["120.50", "80.00"]


def test_a_layout_is_data_and_needs_payee_account_and_amount(people, two):
    columns = [
        ["付款账号", "payer_account"],
        ["账号", "account"],
        ["户名", "payee"],
        ["金额", "amount"],
        ["币种", "currency"],
    ]
    layout = create_layout(people.finance, name="本行代发", form="csv_utf8", columns=columns)
    data, _name, _mime = take_file(batch(people, two[0]), layout, people.finance)
    assert data.decode("utf-8-sig").splitlines() == [
        "付款账号,账号,户名,金额,币种",
        f",{NUMBER},{people.rep1.name},120.50,人民币",
    ]
    with pytest.raises(BusinessError, match=r"needs: Account of the payee、Amount\."):
        update_layout(layout.pk, people.finance, columns=[["户名", "payee"]])
    with pytest.raises(PermissionDenied, match="kept by finance"):
        create_layout(people.rep1, name="x", form="xlsx", columns=columns)


def test_everybody_states_his_own_account_and_hears_of_a_change(people):
    mine = create_payee_account(people.rep1, holder="张三", number=NUMBER, bank="中国工商银行")
    assert mine.person == people.rep1
    assert not Notice.objects.filter(user=people.rep1).exists()
    with pytest.raises(BusinessError, match="known already"):
        create_payee_account(people.finance, people.rep1, holder="x", number="1", bank="x")
    with pytest.raises(PermissionDenied, match="his own account"):
        create_payee_account(people.rep1, people.rep2, holder="x", number="1", bank="x")
    with pytest.raises(PermissionDenied, match="his own account"):
        update_payee_account(mine.pk, people.rep2, number="1")
    update_payee_account(mine.pk, people.finance, bank="招商银行")
    assert Notice.objects.filter(user=people.rep1, subject__contains="招商银行").count() == 1
    assert list(PayeeAccount.objects.visible_to(people.rep2)) == []


def test_finance_pays_from_the_list_of_what_waits(people, two, client):
    client.force_login(people.finance)
    address = reverse("claims-to-pay")
    page = client.get(address).content.decode()
    assert all(each.number in page for each in two)
    data = {"bulk": "batch", "pk": [each.pk for each in two]}
    asked = client.post(address, data)
    token = asked.context["form_token"]
    done = client.post(address, {**data, "purpose": "报销款", "form_token": token})
    made = ExpenseBatch.objects.get()
    assert done["Location"] == made.get_absolute_url()
    assert not any(each.number in client.get(address).content.decode() for each in two)
    page = client.get(made.get_absolute_url()).content.decode()
    layout = PayoutLayout.objects.get(form="csv_gb")
    file = reverse("expense-batch-file", args=[made.pk, layout.pk])
    assert file in page
    assert client.get(file)["Content-Type"] == "text/csv"
    assert made.number in client.get(two[0].get_absolute_url()).content.decode()
    client.force_login(people.rep1)
    assert made.number in client.get(two[0].get_absolute_url()).content.decode()
    assert (client.get(file).status_code, client.get(address).status_code) == (404, 403)


@pytest.mark.parametrize("number", ["12", "6222 abc 0000", "62220211000123456710000111122223"])
def test_an_account_number_that_is_none_is_refused_in_words(people, client, number):
    client.force_login(people.rep1)
    data = {"holder": people.rep1.name, "number": number, "bank": "中国工商银行", "branch": ""}
    answer = client.post(reverse("payee-account-create"), data)
    assert "has 8 to 30 digits" in answer.content.decode()
    assert not PayeeAccount.objects.exists()


def test_a_layout_of_the_page_names_the_column_that_is_not_finished(people, client):
    client.force_login(people.finance)
    data = {
        "name": "新版",
        "form": "xlsx",
        "is_active": "on",
        "header_1": "户名",
        "cell_1": "payee",
        "header_2": "账号",
    }
    answer = client.post(reverse("payout-layout-create"), data)
    assert "Say what stands below this header" in answer.content.decode()
    answer = client.post(
        reverse("payout-layout-create"), {**data, "cell_2": "account", "header_3": "金额", "cell_3": "amount"}
    )
    assert answer.status_code == 302
    assert PayoutLayout.objects.get(name="新版").columns == [["户名", "payee"], ["账号", "account"], ["金额", "amount"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_page_ask_the_same_number_of_queries(people, client, django_assert_num_queries, rows):
    account(people, people.rep1)
    made = [batch(people, audited(people, people.rep1, row(f"A{n}"))) for n in range(rows)]
    whole = batch(people, *[audited(people, people.rep1, row(f"B{n}")) for n in range(rows)])
    client.force_login(people.finance)
    for address in (whole.get_absolute_url(), reverse("expense-batch-list")):
        client.get(address)
    with django_assert_num_queries(9):
        client.get(whole.get_absolute_url())
    with django_assert_num_queries(8):
        page = client.get(reverse("expense-batch-list")).content.decode()
    assert all(each.number in page for each in made)


def paid(people, *claims):
    made = batch(people, *claims)
    pay_batch(made.pk, people.finance, today(), "GS-77")
    return ExpenseBatch.objects.get(pk=made.pk)


def test_exp_07_what_the_bank_sends_back_is_paid_in_a_later_batch_and_once(people, two):
    made = paid(people, *two)
    back, other = made.lines.all()
    return_payment(made.pk, people.finance, back.pk, today(), "户名与账号不符")
    back.refresh_from_db()
    assert (back.returned_on, back.return_reason, back.returned_by) == (today(), "户名与账号不符", people.finance)
    assert (back.is_running, made.returned, made.status) == (False, D("120.50"), "paid")
    assert statuses(*two) == ["finance_audited", "paid"]
    claim = ExpenseClaim.objects.get(pk=two[0].pk)
    assert (claim.paid_on, claim.paid_by, claim.payment_reference) == (None, None, "")
    assert Notice.objects.filter(user=people.rep1, subject__contains="户名与账号不符").count() == 1
    with pytest.raises(BusinessError, match="has not come back yet"):
        return_payment(made.pk, people.finance, back.pk, today(), "again")
    update_payee_account(
        people.rep1.payee_account.pk,
        people.rep1,
        holder="张三",
        number="6217003650001111111",
        bank="中国银行",
        branch="",
    )
    later = batch(people, two[0])
    assert [(line.account_number, line.amount) for line in later.lines.all()] == [("6217003650001111111", D("120.50"))]
    with pytest.raises(BusinessError, match="stands in payment batch"):
        batch(people, two[0])
    pay_batch(later.pk, people.finance, today(), "GS-78")
    assert statuses(*two) == ["paid", "paid"]
    with pytest.raises(BusinessError, match="not audited by finance"):
        BatchedClaim.objects.filter(batch=later).update(is_running=False)
        batch(people, two[0])


def test_exp_07_what_was_set_off_stays_so_when_the_rest_comes_back(people, two):
    held_advance(people, people.rep1, "100")
    made = paid(people, two[0])
    line = made.lines.get()
    assert (line.set_off, line.amount, open_sum(people.rep1)) == (D(100), D("20.50"), D(0))
    return_payment(made.pk, people.finance, line.pk, today(), "销户")
    held_advance(people, people.rep1, "5")
    later = paid(people, two[0])
    line = later.lines.get()
    assert (line.allowed, line.set_off, line.amount) == (D("120.50"), D(105), D("15.50"))
    claim = ExpenseClaim.objects.get(pk=two[0].pk)
    assert (claim.set_off, claim.paid_out, open_sum(people.rep1)) == (D(105), D("15.50"), D(0))


def test_exp_07_only_what_was_paid_comes_back_with_a_reason_and_by_finance(people, two):
    made = batch(people, *two)
    line = made.lines.first()
    with pytest.raises(PermissionDenied, match="in a batch that was paid"):
        return_payment(made.pk, people.finance, line.pk, today(), "销户")
    pay_batch(made.pk, people.finance, today())
    with pytest.raises(PermissionDenied, match="recorded by finance"):
        return_payment(made.pk, people.rep1, line.pk, today(), "销户")
    with pytest.raises(BusinessError, match="Give a reason"):
        return_payment(made.pk, people.finance, line.pk, today(), " ")
    for day in (today() + dt.timedelta(days=1), today() - dt.timedelta(days=1)):
        with pytest.raises(BusinessError, match="between the day it was made and today"):
            return_payment(made.pk, people.finance, line.pk, day, "销户")
    with pytest.raises(BusinessError, match="Choose a payment"):
        return_payment(made.pk, people.finance, 0, today(), "销户")
    assert statuses(*two) == ["paid", "paid"]


def test_exp_07_nobody_has_a_claim_of_his_own_paid_again(people, two):
    made = paid(people, two[0])
    ExpenseClaim.objects.filter(pk=two[0].pk).update(claimant=people.finance, created_by=people.finance)
    with pytest.raises(PermissionDenied, match="claim of his own"):
        return_payment(made.pk, people.finance, made.lines.get().pk, today(), "销户")


def test_the_page_takes_a_payment_back_and_both_pages_say_so(people, two, client):
    made = paid(people, *two)
    client.force_login(people.finance)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Payment came back" in page
    act = reverse("expense-batch-do", args=[made.pk, "return"])
    assert two[0].number in client.get(act).content.decode()
    line = made.lines.first()
    answer = client.post(act, {"line": line.pk, "returned_on": today().isoformat(), "reason": "账号错误"}, follow=True)
    assert answer.status_code == 200
    for address in (made.get_absolute_url(), two[0].get_absolute_url()):
        page = client.get(address).content.decode()
        assert "账号错误" in page and "came back" in page.lower()
    client.force_login(people.rep1)
    assert "账号错误" in client.get(two[0].get_absolute_url()).content.decode()


def test_the_printed_list_has_every_payment_its_sums_and_signatures(people, two, client):
    held_advance(people, people.rep1, "100")
    made = paid(people, *two)
    return_payment(made.pk, people.finance, made.lines.last().pk, today(), "账号错误")
    context = paper_context(ExpenseBatch.objects.get(pk=made.pk))
    assert (context["allowed"], context["set_off"], context["returned_sum"]) == (D("200.50"), D(100), D(80))
    assert context["words"] == "人民币壹佰元伍角整" or "壹佰元" in context["words"]
    assert [role for role, _name, _day in context["signatures"]] == ["制单", "审核", "批准", "出纳付款"]
    client.force_login(people.finance)
    answer = client.get(reverse("expense-batch-pdf", args=[made.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    client.force_login(people.rep1)
    assert client.get(reverse("expense-batch-pdf", args=[made.pk])).status_code in (403, 404)
