"""Whose money it is, who says so, who confirms it, and what is posted (REC-06, SEC-04)."""

import datetime as dt
from decimal import Decimal as D
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from contracts.tests.factories import active_contract
from customers.duplicate.merge import merge_customers
from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import Account
from orders.bank_match import proposing
from orders.bank_match.claiming import (
    claim_line,
    give_back,
    match_anew,
    set_aside,
    take_from_aside,
    withdraw_claim,
)
from orders.bank_match.clock import match_pool
from orders.bank_match.posting import confirm_line
from orders.bank_match.proposing import match_lines
from orders.bank_match.wording import evidence_in_words
from orders.bank_statement.models import BankLine
from orders.bank_statement.taking import take_over
from orders.credit_note.entry import credit_invoice
from orders.invoice.posting import post_invoice
from orders.known_payer.models import KnownPayer
from orders.month_end.models import MonthEnd
from orders.payment.models import Payment
from orders.payment.recording import confirm_payment, reverse_payment
from orders.tests.factories_bank import OURS, bring_in, checked, cmb_file, cmb_line, days, line_of, our_account
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.import_rows import rows_read
from salesmgmt.core.domain.import_specs import spec_for
from salesmgmt.core.domain.jobs import Stopped
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task
from salesmgmt.core.state import change
from salesmgmt.core.tests.factories import UserFactory


@pytest.fixture(autouse=True)
def english(people):
    for person in (people.finance, people.rep1, people.rep2):
        person.language = "en"
        person.save(update_fields=["language"])
    with translation.override("en"):
        yield


def invoice(customer, amount, **about):
    return posted_invoice(customer, amount, date=days(-30), due_date=days(-5), **about)


def words(line):
    line.refresh_from_db()
    return " ".join(evidence_in_words(line))


def rename(customer, name, user):
    change(customer, user, "Edited", name=name)


# -- whose money ------------------------------------------------------------------------------------------------------


def test_by_the_account_of_the_customers_file(people, customer):
    customer.bank_account = "6222 0011"
    customer.save()
    bill = invoice(customer, "500.00")
    line = line_of(people.finance, "500.00", "完全别的名字", account="62220011")
    assert (line.status, line.customer, line.shares) == ("proposed", customer, [[bill.pk, "500.00"]])
    assert "The account 62220011 stands in the customer's file." in words(line)
    assert "exactly the open amount of" in words(line)


@pytest.mark.parametrize("form", ["{}", "{} ", "（{}）"])
def test_by_the_name_whatever_brackets_and_legal_form(people, customer, form):
    payer = form.format(customer.name.replace("有限公司", "有限责任公司"))
    line = line_of(people.finance, "500.00", payer)
    assert (line.status, line.customer) == ("proposed", customer)
    assert "but for brackets or legal form" in words(line)


def test_by_a_former_name(people, customer):
    former = customer.name
    rename(customer, "重庆新名字集团股份公司", people.manager)
    line = line_of(people.finance, "500.00", former)
    assert (line.status, line.customer) == ("proposed", customer)
    assert f"was called so before: {former}" in words(line)


def test_by_the_name_of_a_file_that_was_merged(people, customer):
    other = active_customer(people.rep1)
    name = other.name
    merge_customers(customer.pk, people.manager, other.pk, "同一家")
    line = line_of(people.finance, "500.00", name)
    assert (line.status, line.customer) == ("proposed", customer)


def test_by_the_number_of_an_invoice_or_a_contract_in_the_purpose(people, customer):
    bill = invoice(customer, "500.00")
    contract = active_contract(active_customer(people.rep2))
    one = line_of(people.finance, "300.00", "某代付公司", text=f"代付{bill.number}货款")
    two = line_of(people.finance, "300.00", "某代付公司", text=f"合同{contract.number}")
    assert (one.customer, one.shares) == (customer, [[bill.pk, "300.00"]])
    assert f"The purpose names his invoice {bill.number}." in words(one)
    assert (two.status, two.customer) == ("proposed", contract.customer)


def test_by_a_payer_who_is_known_to_pay_for_him(people, customer):
    first = line_of(people.finance, "500.00", "渝江集团财务公司", account="998877")
    assert (first.status, first.customer) == ("pool", None)
    claim_line(first.pk, people.rep1, customer=customer, remark="集团代付", remembers=True)
    assert KnownPayer.objects.count() == 0  # only what was confirmed teaches
    confirm_line(first.pk, people.finance)
    payer = KnownPayer.objects.get()
    assert (payer.customer, payer.kind, payer.account, payer.line) == (customer, "for_him", "998877", first)
    second = line_of(people.finance, "70.00", "渝江集团财务公司", account="another")
    assert (second.status, second.customer) == ("proposed", customer)
    assert "is known to pay for this customer" in words(second)
    KnownPayer.objects.update(is_active=False)
    assert line_of(people.finance, "71.00", "渝江集团财务公司").status == "pool"


def test_never_by_the_amount_alone(people, customer):
    invoice(customer, "1234.56")
    line = line_of(people.finance, "1234.56", "无人认识的公司")
    assert (line.status, line.customer, line.shares) == ("pool", None, [])


def test_two_customers_who_fit_equally_are_no_match(people, customer):
    twin = active_customer(people.rep2, name=customer.name)
    line = line_of(people.finance, "500.00", customer.name)
    assert (line.status, sorted(line.hints)) == ("pool", sorted([customer.pk, twin.pk]))
    assert "2 customers fit equally well" in words(line)


def test_evidence_that_contradicts_is_no_match(people, customer):
    other = active_customer(people.rep2)
    bill = invoice(other, "500.00")
    line = line_of(people.finance, "500.00", customer.name, text=f"付 {bill.number}")
    assert line.status == "pool"
    assert "point to different customers" in words(line)


def test_a_receipt_from_our_own_account_is_set_aside_by_itself(people):
    our_account("7770001", bank="icbc")
    line = line_of(people.finance, "500.00", "我公司", account="7770001")
    assert (line.status, line.aside_reason) == ("aside", "transfer")


def test_one_receipt_settles_no_second_equal_invoice_of_a_run(people, customer):
    first, second = invoice(customer, "500.00"), invoice(customer, "700.00")
    bring_in(
        people.finance,
        cmb_file(cmb_line("500.00", customer.name, day=days(-2)), cmb_line("500.00", customer.name, day=days(-1))),
    )
    one, two = BankLine.objects.order_by("date")
    assert one.shares == [[first.pk, "500.00"]]
    assert two.shares == [[second.pk, "500.00"]]
    assert "the oldest first" in words(two)


def test_several_equal_invoices_leave_the_money_free(people, customer):
    invoice(customer, "500.00")
    invoice(customer, "500.00")
    line = line_of(people.finance, "500.00", customer.name)
    assert (line.status, line.shares) == ("proposed", [])
    confirm_line(line.pk, people.finance)
    assert Payment.objects.get().unallocated == D("500.00")


def test_a_disputed_invoice_is_left_out(people, customer):
    bill = invoice(customer, "500.00")
    type(bill).objects.filter(pk=bill.pk).update(disputed=True)
    assert line_of(people.finance, "500.00", customer.name).shares == []


# -- confirming -------------------------------------------------------------------------------------------------------


def test_nothing_is_posted_before_finance_confirms_then_all_of_it(people, customer):
    """REC-06"""
    bill = invoice(customer, "500.00")
    line = line_of(people.finance, "500.00", customer.name, account="6222", day=days(-1))
    assert (Payment.objects.count(), Account.objects.get(customer=customer).balance) == (0, D("500.00"))
    confirm_line(line.pk, people.finance)
    line.refresh_from_db()
    bill.refresh_from_db()
    payment = Payment.objects.get()
    assert (line.status, line.payment) == ("posted", payment)
    assert (payment.status, payment.amount, payment.date, payment.payer) == (
        "allocated",
        D("500.00"),
        days(-1),
        customer.name,
    )
    assert (payment.reference, payment.created_by, payment.confirmed_by) == (line.transaction_no, None, people.finance)
    assert (bill.open_amount, bill.status, Account.objects.get(customer=customer).balance) == (0, "paid", 0)
    assert differences() == []
    assert KnownPayer.objects.get().account == "6222"


def test_fifty_lines_are_confirmed_in_one_act_and_the_result_says_which_not_and_why(people, client):
    customers = [active_customer(people.rep1) for _one in range(5)]
    bring_in(
        people.finance,
        cmb_file(*[cmb_line(f"{number}.00", customers[number % 5].name, day=days(-1)) for number in range(1, 51)]),
    )
    spoilt = BankLine.objects.get(amount="7.00")
    bill = invoice(spoilt.customer, "7.00")
    BankLine.objects.filter(pk=spoilt.pk).update(shares=[[bill.pk, "7.00"]])
    post_invoice(credit_invoice(bill.pk, people.finance, red_reason="4", amount=D("3.00")).pk, people.finance)
    client.force_login(people.finance)
    answer = client.post(
        reverse("bank-line-list"),
        {"bulk": "confirm", "pk": list(BankLine.objects.values_list("pk", flat=True))},
        follow=True,
    )
    said = [str(message) for message in answer.context["messages"]]
    assert said[0] == "已处理 49 行。"
    assert len(said) == 2
    assert str(spoilt) in said[1] and "只剩 4.00 未结清" in said[1]
    assert (BankLine.objects.filter(status="posted").count(), Payment.objects.count()) == (49, 49)
    match_anew(spoilt.pk, people.finance)
    confirm_line(spoilt.pk, people.finance)
    assert Payment.objects.latest("pk").unallocated == D("3.00")
    assert differences() == []


def test_a_payment_the_rep_has_recorded_is_recognised_and_not_posted_twice(people, customer):
    """The duplicate rule of payments: same customer, day and amount, and no other reference."""
    recorded = recorded_payment(customer, "500.00", days(-1))
    line = line_of(people.finance, "500.00", customer.name, day=days(-1))
    confirm_line(line.pk, people.finance)
    line.refresh_from_db()
    assert (Payment.objects.count(), line.payment, line.payment.status) == (1, recorded, "confirmed")
    assert line.payment.reference == line.transaction_no


def test_a_payment_that_finance_confirmed_before_is_the_line_and_nothing_is_allocated_anew(people, customer):
    known = confirmed_payment(customer, "500.00", days(-1))
    invoice(customer, "500.00")
    line = line_of(people.finance, "500.00", customer.name, day=days(-1))
    assert f"{known}, confirmed before, is this money" in words(line)
    confirm_line(line.pk, people.finance)
    assert (Payment.objects.count(), Payment.objects.get().unallocated) == (1, D("500.00"))


def test_two_equal_lines_take_two_recorded_payments_and_a_third_makes_its_own(people, customer):
    for _one in range(2):
        recorded_payment(customer, "50.00", days(-1))
    bring_in(people.finance, cmb_file(*[cmb_line("50.00", customer.name, day=days(-1)) for _one in range(3)]))
    for line in BankLine.objects.all():
        confirm_line(line.pk, people.finance)
    assert (Payment.objects.count(), BankLine.objects.values("payment").distinct().count()) == (3, 3)


def test_a_payment_of_another_day_is_asked_about(people, customer, client):
    recorded = recorded_payment(customer, "500.00", days(-3))
    line = line_of(people.finance, "500.00", customer.name, day=days(-1))
    with pytest.raises(BusinessError, match=f"{recorded}: the same customer and amount within a few days"):
        confirm_line(line.pk, people.finance)
    client.force_login(people.finance)
    page = client.get(line.get_absolute_url()).content.decode()
    assert f"/bank-lines/{line.pk}/do/confirm-asked/" in page
    answer = client.post(f"/bank-lines/{line.pk}/do/confirm-asked/", {"same_as": str(recorded.pk), "form_token": "a"})
    assert answer.status_code == 302
    recorded.refresh_from_db()
    assert (Payment.objects.count(), recorded.status, recorded.date) == (1, "confirmed", days(-1))


def test_what_is_said_to_be_other_money_is_posted_besides(people, customer):
    recorded_payment(customer, "500.00", days(-3))
    line = line_of(people.finance, "500.00", customer.name, day=days(-1))
    confirm_line(line.pk, people.finance, same_as="other")
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["confirmed", "recorded"]


def test_a_line_of_a_closed_month_is_refused(people, customer):
    first = (today().replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    line = line_of(people.finance, "500.00", customer.name, day=first)
    MonthEnd.objects.create(number="MON-1", month=first, closed_by=people.finance, closed_at=dt.datetime.now(dt.UTC))
    with pytest.raises(BusinessError, match="The books are closed up to"):
        confirm_line(line.pk, people.finance)
    assert (Payment.objects.count(), BankLine.objects.get().status) == (0, "proposed")


def test_a_line_is_confirmed_once(people, customer):
    line = line_of(people.finance, "500.00", customer.name)
    confirm_line(line.pk, people.finance)
    with pytest.raises(BusinessError, match="cannot become"):
        confirm_line(line.pk, people.finance)
    assert Payment.objects.count() == 1


def test_nobody_but_finance_confirms(people, customer):
    line = line_of(people.finance, "500.00", customer.name)
    for person in (people.rep1, people.manager, people.director, people.gm):
        with pytest.raises(PermissionDenied, match="confirmed by finance"):
            confirm_line(line.pk, person)
    assert Payment.objects.count() == 0


def test_of_a_line_nobody_has_said_whose_it_is_nothing_is_posted(people):
    line = line_of(people.finance, "500.00", "没人认识")
    with pytest.raises(BusinessError, match="Nobody has said yet whose money this is"):
        confirm_line(line.pk, people.finance)


def test_who_brought_the_file_in_does_not_confirm_where_the_setting_says_so(people, customer, settings_of):
    settings_of(bank_two_persons=True)
    line = line_of(people.finance, "500.00", customer.name)
    with pytest.raises(PermissionDenied, match="You brought this statement in"):
        confirm_line(line.pk, people.finance)
    confirm_line(line.pk, UserFactory(username="finance2", roles=["fin"]))
    assert BankLine.objects.get().status == "posted"


def test_a_reversed_payment_opens_its_line_again(people, customer):
    invoice(customer, "500.00")
    line = line_of(people.finance, "500.00", customer.name)
    confirm_line(line.pk, people.finance)
    reverse_payment(Payment.objects.get().pk, people.finance, "记错了")
    line.refresh_from_db()
    assert (line.status, line.payment, line.customer) == ("pool", None, None)
    assert match_lines(BankLine.objects.all(), people.finance) == {"proposed": 1}
    confirm_line(line.pk, people.finance)
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["allocated", "reversed"]
    assert differences() == []


# -- the pool ---------------------------------------------------------------------------------------------------------


def test_a_rep_claims_and_finance_confirms_with_his_name_on_the_payment(people, customer):
    """REC-06"""
    bill = invoice(customer, "500.00")
    line = line_of(people.finance, "500.00", "个人账户张三")
    claim_line(line.pk, people.rep1, customer=customer, remark="老板个人转账")
    line.refresh_from_db()
    assert (line.status, line.claimed_by, line.shares) == ("claimed", people.rep1, [[bill.pk, "500.00"]])
    assert Notice.objects.filter(user=people.finance, subject__contains="Claimed").exists()
    confirm_line(line.pk, people.finance)
    payment = Payment.objects.get()
    assert (payment.created_by, payment.confirmed_by, payment.status) == (people.rep1, people.finance, "allocated")
    assert "老板个人转账" in payment.remark


def test_a_rep_claims_for_his_own_customers_only_and_sees_the_pool_only(people, customer, client):
    others = active_customer(people.rep2)
    line = line_of(people.finance, "500.00", "某某", text="机密用途", balance="99999.00")
    certain = line_of(people.finance, "600.00", customer.name)
    with pytest.raises(PermissionDenied, match="your own customers only"):
        claim_line(line.pk, people.rep1, customer=others)
    client.force_login(people.rep1)
    page = client.get(reverse("money-claim-list")).content.decode()
    assert "500.00" in page and "某某" in page
    assert "600.00" not in page and "机密用途" not in page
    detail = client.get(line.get_absolute_url()).content.decode()
    assert "某某" in detail and "机密用途" not in detail and "99,999.00" not in detail and OURS not in detail
    assert client.get(certain.get_absolute_url()).status_code == 404
    assert client.get(reverse("bank-line-list")).status_code == 403
    assert client.get(reverse("known-payer-list")).status_code == 403


def test_of_two_who_claim_the_second_is_told(people, customer):
    line = line_of(people.finance, "500.00", "某某")
    claim_line(line.pk, people.rep1, customer=customer)
    with pytest.raises(BusinessError, match="cannot become"):
        claim_line(line.pk, people.rep2, customer=active_customer(people.rep2))
    assert BankLine.objects.get().claimed_by == people.rep1


def test_finance_does_not_confirm_what_it_said_itself_and_the_superior_does(people, customer):
    line = line_of(people.finance, "500.00", "某某")
    claim_line(line.pk, people.finance, customer=customer)
    with pytest.raises(PermissionDenied, match="so Gm decides"):
        confirm_line(line.pk, people.finance)
    assert Payment.objects.count() == 0
    confirm_line(line.pk, people.gm)
    assert (Payment.objects.get().confirmed_by, Payment.objects.get().created_by) == (people.gm, people.finance)


def test_finance_gives_a_claim_back_and_may_confirm_the_next_one(people, customer):
    line = line_of(people.finance, "500.00", "某某")
    claim_line(line.pk, people.rep1, customer=customer)
    give_back(line.pk, people.finance, "付款人是另一家")
    line.refresh_from_db()
    assert (line.status, line.customer, line.claimed_by) == ("pool", None, None)
    assert Notice.objects.filter(user=people.rep1, subject__contains="given back").exists()
    other = active_customer(people.rep2)
    claim_line(line.pk, people.rep2, customer=other)
    confirm_line(line.pk, people.finance)
    assert Payment.objects.get().customer == other


def test_who_claimed_withdraws_and_nobody_else(people, customer):
    line = line_of(people.finance, "500.00", "某某")
    claim_line(line.pk, people.rep1, customer=customer)
    with pytest.raises(PermissionDenied, match="withdrawn by who made it"):
        withdraw_claim(line.pk, people.rep2)
    withdraw_claim(line.pk, people.rep1)
    assert BankLine.objects.get().status == "pool"


def test_a_line_that_is_none_of_a_customers_is_set_aside_with_its_reason(people, customer):
    line = line_of(people.finance, "12.00", "招商银行", text="结息")
    with pytest.raises(PermissionDenied, match="set aside by finance"):
        set_aside(line.pk, people.rep1, "interest")
    with pytest.raises(BusinessError, match="Give the reason"):
        set_aside(line.pk, people.finance, "other")
    set_aside(line.pk, people.finance, "interest")
    assert BankLine.objects.get().get_aside_reason_display() == "Interest"
    with pytest.raises(BusinessError, match="Only what was set aside"):
        take_from_aside(line_of(people.finance, "1.00").pk, people.finance, "x")
    take_from_aside(line.pk, people.finance, "是客户的")
    claim_line(line.pk, people.rep1, customer=customer)
    confirm_line(line.pk, people.finance)
    assert Payment.objects.count() == 1


def test_a_rep_whose_customer_a_line_looks_like_gets_a_to_do_that_the_claim_closes(people, customer):
    line = line_of(people.finance, "500.00", customer.name.replace("有限公司", "股份有限公司"))
    task = Task.objects.get(kind="claim-bank-line")
    assert (line.status, task.person, task.document) == ("pool", people.rep1, line)
    assert Notice.objects.filter(user=people.rep1, subject__startswith="1 receipt may be").count() == 1
    claim_line(line.pk, people.rep1, customer=customer)
    task.refresh_from_db()
    assert task.status == "done"


def test_the_pool_is_matched_again_when_payers_were_learnt(people, customer):
    one = line_of(people.finance, "1.00", "代付公司", account="5566")
    two = line_of(people.finance, "2.00", "代付公司", account="5566")
    claim_line(one.pk, people.rep1, customer=customer, remembers=True)
    confirm_line(one.pk, people.finance)
    assert match_pool(None) == 1
    two.refresh_from_db()
    assert (two.status, two.customer) == ("proposed", customer)
    assert match_pool(None) == 0


def test_lines_of_a_merged_file_go_to_the_one_that_is_kept(people, customer):
    other = active_customer(people.rep1)
    line = line_of(people.finance, "500.00", other.name)
    merge_customers(customer.pk, people.manager, other.pk, "同一家")
    line.refresh_from_db()
    assert line.customer == customer
    confirm_line(line.pk, people.finance)
    assert Payment.objects.get().customer == customer


def test_matching_asks_as_often_for_thirty_lines_as_for_three(people):
    numbers = []
    for size in (3, 30):
        customers = [active_customer(people.rep1) for _one in range(size)]
        for each in customers:
            invoice(each, "10.00")
        bring_in(people.finance, cmb_file(*[cmb_line("10.00", each.name) for each in customers]))
        BankLine.objects.filter(status="proposed").update(status="pool", customer=None)
        with CaptureQueriesContext(connection) as queries:
            match_lines(BankLine.objects.all(), people.finance)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 30


@pytest.mark.parametrize("at_once", [1, 2, 4000])
def test_lines_matched_in_parts_know_what_those_before_them_are_proposed_for(people, customer, monkeypatch, at_once):
    monkeypatch.setattr(proposing, "AT_ONCE", at_once)
    large, small = invoice(customer, "500.00"), invoice(customer, "70.00")
    confirmed_payment(customer, "33.00", days(-1))
    amounts = ["500.00", "500.00", "33.00", "33.00"]
    bring_in(people.finance, cmb_file(*[cmb_line(amount, customer.name, day=days(-1)) for amount in amounts]))
    lines = list(BankLine.objects.order_by("pk"))
    assert [line.shares for line in lines] == [[[large.pk, "500.00"]], [[small.pk, "70.00"]], [], []]
    assert ["confirmed before" in words(line) for line in lines] == [False, False, True, False]
    assert match_anew(lines[2].pk, people.finance).evidence == lines[2].evidence  # its own payment is still its own


def test_who_waits_hears_how_much_is_matched_and_may_stop_it_then_nothing_is_taken_over(people, customer, monkeypatch):
    monkeypatch.setattr(proposing, "AT_ONCE", 2)
    our_account()
    job = checked(people.finance, cmb_file(*[cmb_line("10.00", customer.name) for _one in range(4)]))
    rows = rows_read(job, spec_for(people.finance, job.kind), lambda count: None).rows
    heard = []
    with pytest.raises(Stopped), transaction.atomic():
        take_over(rows, people.finance, False, partial(stop_at, 2, heard))
    assert heard == [0, 0, 0, 0, 0, 2] and not BankLine.objects.exists()


def stop_at(most, heard, count):
    heard.append(count)
    if count >= most:
        raise Stopped


@pytest.mark.parametrize("name", ["money-claim-list", "known-payer-list"])
def test_the_lists_ask_as_often_for_three_rows_as_for_one(people, client, customer, name):
    client.force_login(people.finance)
    numbers = []
    for amounts in (["1.00"], ["2.00", "3.00"]):
        for amount in amounts:
            line_of(people.finance, amount, "某某")
            line = line_of(people.finance, f"9{amount}", f"代付{amount}", account=f"77{amount}")
            claim_line(line.pk, people.rep1, customer=customer, remembers=True)
            confirm_line(line.pk, people.finance)
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 20


def test_a_recorded_payment_that_is_confirmed_by_hand_is_found_by_its_reference(people, customer):
    known = recorded_payment(customer, "500.00", days(-1), reference="REF-777")
    confirm_payment(known.pk, people.finance, acknowledged=True)
    bring_in(people.finance, cmb_file(cmb_line("500.00", "陌生付款人", number="REF-777", day=days(-1))))
    line = BankLine.objects.get()
    assert (line.status, line.customer) == ("proposed", customer)
    assert "recorded with the same bank reference" in words(line)


def test_finance_keeps_known_payers_by_hand(people, customer, client):
    client.force_login(people.finance)
    data = {"customer": customer.pk, "kind": "former", "name": "重庆老名字厂", "is_active": "on", "form_token": "k"}
    assert client.post(reverse("known-payer-create"), data).status_code == 302
    line = line_of(people.finance, "500.00", "重庆老名字厂")
    assert line.customer == customer
    empty = {**data, "name": "", "form_token": "l"}
    answer = client.post(reverse("known-payer-edit", args=[KnownPayer.objects.get().pk]), empty)
    assert answer.context["form"].errors["name"] == ["请填写付款人名称或账号，或两者都填。"]
