"""From the customer's call for goods to the decision about supply (ORD-04, SUP-01 to SUP-06)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from contracts.tests.factories import pdf_file
from customers.tests.factories import active_customer, approved_evaluation
from orders.demand import entry as demand_entry
from orders.demand.decision import check_again, refer_demand, submit_demand
from orders.demand.models import DemandNotice
from orders.order.models import Order
from orders.supply.check import check_demand
from orders.supply.models import SupplyCheck
from orders.tests.factories import checked_demand, contract_of, demand, scan
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FOUR = {"checked_item": True, "checked_state": True, "checked_quantity": True, "checked_time": True}


def step(document, key=""):
    steps = approvals.open_steps_of(document)
    return next(each for each in steps if each.key == key or not key)


def fresh(document):
    return type(document).objects.get(pk=document.pk)


def with_head(customer, **fields):
    made = checked_demand(customer, **fields)
    submit_demand(made.pk, made.created_by)
    return fresh(made)


def sporadic(customer, amount="8000", unit_price="100"):
    product = price(ProductFactory(), unit_price)
    return checked_demand(customer, [(product, Decimal(amount) / 100, 100)], kind="sporadic")


def accept(made, user, **data):
    return approvals.approve(step(made).pk, user, data=data)


# -- the notice itself ---------------------------------------------------------------------------------------


def test_a_notice_is_entered_with_its_scan_and_its_lines(people, customer):
    contract = contract_of(customer)
    product = contract.lines.get().product
    made = demand_entry.create_demand(
        people.rep1,
        customer=customer,
        contract=contract,
        kind="contract",
        channel="fax",
        received_at=timezone.now(),
        scan=pdf_file("fax.pdf"),
        lines=[{"product": product, "quantity": Decimal(5), "price": Decimal(100), "due_date": calendar.today()}],
    )
    assert (made.status, made.amount, made.number[:4]) == ("received", Decimal(500), "DEM-")
    assert made.lines.get().unit == "套"
    assert demand_entry.missing_evidence_of(made) == ""


def test_a_notice_for_another_reps_customer_is_refused(people, customer):
    with pytest.raises(PermissionDenied, match="A demand notice is written by the sales representative in charge of"):
        demand_entry.create_demand(
            people.rep2, customer=customer, kind="sporadic", channel="phone", received_at=timezone.now(), lines=[]
        )
    assert DemandNotice.objects.count() == 0


def test_a_contract_of_another_customer_is_refused(people, customer):
    other = contract_of(active_customer(people.rep1))
    with pytest.raises(BusinessError, match="another customer"):
        demand_entry.create_demand(
            people.rep1,
            customer=customer,
            kind="contract",
            contract=other,
            channel="phone",
            received_at=timezone.now(),
            lines=[{}],
        )
    assert DemandNotice.objects.count() == 0


@pytest.mark.parametrize("missing", FOUR)
def test_ord_04_all_four_checks_are_needed_before_the_head_is_asked(people, customer, missing):
    """ORD-04"""
    made = demand(customer)
    with pytest.raises(BusinessError, match="must all be checked"):
        demand_entry.confirm_checks(made.pk, people.rep1, **{**FOUR, missing: False})
    assert fresh(made).status == "received"
    with pytest.raises(BusinessError, match="“Received” and cannot become “With the head of sales”"):
        submit_demand(made.pk, people.rep1)
    assert fresh(made).status == "received"


def test_ord_04_a_fax_without_scan_is_refused_and_with_it_goes_on(people, customer):
    """ORD-04"""
    made = demand(customer, channel="fax")
    with pytest.raises(BusinessError, match="written notice"):
        demand_entry.confirm_checks(made.pk, people.rep1, **FOUR)
    assert fresh(made).status == "received"
    scan(made)
    demand_entry.confirm_checks(made.pk, people.rep1, **FOUR)
    submit_demand(made.pk, people.rep1)
    assert fresh(made).status == "head_review"


def test_ord_04_a_call_without_record_is_refused(people, customer):
    """ORD-04"""
    made = demand(customer, call_content="", caller="")
    with pytest.raises(BusinessError, match="caller、content of the call"):
        demand_entry.confirm_checks(made.pk, people.rep1, **FOUR)
    assert fresh(made).status == "received"


def test_only_the_owner_of_the_customer_checks(people, customer):
    made = demand(customer)
    for stranger in (people.rep2, people.supervisor, people.director, people.production):
        with pytest.raises(
            PermissionDenied, match="A demand notice is edited by the sales representative in charge of it"
        ):
            demand_entry.confirm_checks(made.pk, stranger, **FOUR)
    assert fresh(made).status == "received"
    assert not audit.timeline(made).exists()


def test_a_reopened_notice_loses_its_checks(people, customer):
    made = checked_demand(customer)
    demand_entry.reopen_demand(made.pk, people.rep1, "wrong date")
    made = fresh(made)
    assert (made.status, made.checked_item, made.checked_by) == ("received", False, None)


def test_a_notice_under_decision_is_not_edited(people, customer):
    made = with_head(customer)
    with pytest.raises(BusinessError, match="can no longer be edited"):
        demand_entry.update_demand(made.pk, people.rep1, lines=[], remark="x")
    assert fresh(made).remark == ""


def test_a_notice_at_another_price_than_the_contracts_is_not_checked(people, customer):
    """ORD-02, ORD-04: 157 against 158 would end as an order that may be neither."""
    product = ProductFactory()
    contract = contract_of(customer, [(product, 1000, 158)])
    made = demand(customer, [(product, 5, 157)], contract=contract)
    with pytest.raises(BusinessError, match="157.00 differs from the contract's ¥?158.00"):
        demand_entry.confirm_checks(made.pk, people.rep1, **FOUR)
    assert fresh(made).status == "received"
    checked = checked_demand(customer, [(product, 5, 157)], contract=contract)
    with pytest.raises(BusinessError, match="differs from the contract's"):
        submit_demand(checked.pk, people.rep1)
    assert fresh(checked).status == "checked"
    made.lines.update(price=158)
    demand_entry.confirm_checks(made.pk, people.rep1, **FOUR)
    assert fresh(made).status == "checked"


def test_the_order_takes_the_contracts_price_of_the_day_it_is_made(people, customer):
    """A notice that waits while the contract's price changes ends as an order that can be confirmed (ORD-02)."""
    product = ProductFactory()
    contract = contract_of(customer, [(product, 1000, 157)])
    made = with_head(customer, lines=[(product, 5, 157)], contract=contract)
    contract.lines.update(price=158)
    accept(made, people.director)
    order = Order.objects.get()
    assert (order.lines.get().price, order.amount) == (158, 790)
    approvals.submit(order, people.rep1)
    approvals.approve(step(order).pk, people.manager)
    assert fresh(order).status == "confirmed"


# -- the notice and its round --------------------------------------------------------------------------------


def shown_on(client, user, document):
    client.force_login(user)
    context = client.get(document.get_absolute_url()).context
    buttons = [action.name for action, _address in [*context["buttons"], *context["more_buttons"]]]
    return buttons, context["why_nots"]


def test_a_notice_with_the_head_of_sales_is_neither_checked_again_nor_corrected(client, people, customer):
    """SEC-05: the checks belong to the notice before its round."""
    made = with_head(customer)
    with pytest.raises(BusinessError, match="In approval, waiting for"):
        demand_entry.confirm_checks(made.pk, people.rep1, **FOUR)
    with pytest.raises(BusinessError, match="In approval, waiting for"):
        demand_entry.reopen_demand(made.pk, people.rep1, "wrong")
    assert (fresh(made).status, approvals.current_round(made).status) == ("head_review", "open")
    buttons, reasons = shown_on(client, people.rep1, made)
    assert buttons == []
    assert len(reasons) == 1
    assert shown_on(client, people.director, made)[0] == ["refer", "recheck"]
    approvals.send_back(step(made).pk, people.director, "wrong quantity")
    assert fresh(made).status == "checked"


@pytest.mark.parametrize("status", ["checked", "received"])
def test_a_notice_that_left_its_round_is_withdrawn_and_goes_on(client, people, customer, status):
    """What had happened before: pressed back under an open round, corrected, and stuck for everybody."""
    made = with_head(customer)
    DemandNotice.objects.filter(pk=made.pk).update(status="checked")
    if status == "received":
        undone = dict.fromkeys(DemandNotice.CHECKS, False)
        DemandNotice.objects.filter(pk=made.pk).update(status="received", checked_by=None, checked_at=None, **undone)
    with pytest.raises(BusinessError, match="Rep1 withdraws it"):
        submit_demand(made.pk, people.rep1)
    with pytest.raises(BusinessError, match="Rep1 withdraws it"):
        accept(made, people.director)
    with pytest.raises(PermissionDenied, match="withdrawn by the person who applied for it"):
        approvals.withdraw(made, people.rep2)
    assert approvals.current_round(made).status == "open"
    _buttons, reasons = shown_on(client, people.rep1, made)
    assert any("Rep1" in reason for reason in reasons)
    assert client.post(f"/approvals/rounds/{approvals.current_round(made).pk}/withdraw/").status_code == 302
    assert (fresh(made).status, approvals.current_round(made)) == (status, None)
    if status == "received":
        demand_entry.confirm_checks(made.pk, people.rep1, **FOUR)
    submit_demand(made.pk, people.rep1)
    accept(made, people.director)
    assert fresh(made).status == "accepted"


# -- the head of sales ---------------------------------------------------------------------------------------


def test_an_accepted_notice_makes_one_order_for_the_rep_to_complete(people, customer):
    made = with_head(customer)
    accept(made, people.director)
    order = Order.objects.get()
    assert fresh(made).status == "accepted"
    assert (order.demand, order.status, order.created_by, order.amount) == (made, "draft", people.rep1, made.amount)
    assert list(order.lines.values_list("product", "quantity", "price")) == list(
        made.lines.values_list("product", "quantity", "price")
    )
    assert approvals.last_round(made).status == "approved"


def test_the_stored_check_shows_every_figure(people, customer):
    posted_invoice(customer, "120000", date=calendar.today() - dt.timedelta(days=60))
    made = with_head(customer)
    check = SupplyCheck.objects.get()
    assert (check.demand, check.customer, check.occasion, check.result) == (made, customer, "demand", "allow")
    assert (check.grade, check.line, check.avg_monthly_qty) == ("B", Decimal(500000), 7000)
    assert (check.outstanding, check.overdue, check.balance) == (120000, 120000, 120000)
    assert (check.contract, check.contract_ok, check.demand_amount, check.demand_quantity) == (
        made.contract,
        True,
        1000,
        10,
    )
    assert sum(Decimal(amount) for _label, amount in check.exposure_lines) == check.outstanding
    assert check.rules == {
        "supply_balance": "outstanding",
        "supply_adds_demand": False,
        "monthly_quantity_rule": "warning",
        "near_line_percent": 80,
    }
    assert check.checked_by == people.rep1


def test_sup_02_grade_b_up_to_the_line_is_allowed(people, customer):
    """SUP-02"""
    posted_invoice(customer, "500000.00")
    accept(with_head(customer), people.director)
    assert Order.objects.count() == 1


def test_sup_04_the_head_cannot_accept_a_failed_check(people, customer):
    """SUP-04"""
    posted_invoice(customer, "500000.01")
    made = with_head(customer)
    with pytest.raises(PermissionDenied, match="exceeds the warning line of grade B .*refer the notice to him"):
        accept(made, people.director)
    assert fresh(made).status == "head_review"
    assert Order.objects.count() == 0
    assert SupplyCheck.objects.count() == 1
    assert step(made).status == "pending"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "dialog-content"}], ids=["page", "dialog"])
def test_sup_04_the_head_reads_why_he_cannot_accept_where_he_pressed_the_button(people, customer, client, headers):
    """SUP-04: 403, with the figures of supply control and with what he typed, once and not "you may not"."""
    posted_invoice(customer, "500000.01")
    made = with_head(customer)
    client.force_login(people.director)
    data = {"comment": "urgent order", "decision": "accept"}
    response = client.post(
        reverse("step-do", args=[step(made).pk, "approve"]), data, headers={"Accept-Language": "en", **headers}
    )
    page = response.content.decode()
    assertContains(response, "may decide on this: refer the notice to him", status_code=403)
    assert page.count("exceeds the warning line of grade B") == 1
    assert "500,000.01" in page and "urgent order" in page
    assert "You may not do this" not in page.replace('data-denied="You may not do this."', "")
    assert fresh(made).status == "head_review"


def test_sup_04_a_referred_notice_is_on_hold_with_owner_reason_and_notice(people, customer):
    """SUP-04"""
    posted_invoice(customer, "500000.01")
    made = with_head(customer)
    refer_demand(made.pk, people.director, "important customer")
    made = fresh(made)
    assert (made.status, made.is_on_hold) == ("gm_exception", True)
    assert step(made).role == "gm"
    assert list(DemandNotice.objects.on_hold()) == [made]
    notice = Notice.objects.get(user=people.rep1, subject__startswith="供货暂停")
    assert "¥500,000.01" in notice.body and "¥500,000.00" in notice.body and "¥0.01" in notice.body
    assert Notice.objects.filter(user=people.gm, subject__startswith="待审批").exists()


def test_sup_04_the_general_manager_grants_with_a_reason_for_this_notice_only(people, customer):
    """SUP-04"""
    posted_invoice(customer, "500000.01")
    made = with_head(customer)
    refer_demand(made.pk, people.director)
    with pytest.raises(BusinessError, match="reason of the exception"):
        approvals.approve(step(made).pk, people.gm)
    assert fresh(made).status == "gm_exception"
    approvals.approve(step(made).pk, people.gm, data={"reason": "payment is promised for Friday"})
    check = SupplyCheck.objects.first()
    assert (fresh(made).status, check.result, check.occasion) == ("accepted", "exception", "exception")
    assert (check.exception_reason, check.checked_by) == ("payment is promised for Friday", people.gm)
    assert (check.reasons, check.passes) == (["over_warning_line"], True)
    another = with_head(customer)
    with pytest.raises(PermissionDenied, match="may decide on this: refer the notice to him"):
        accept(another, people.director)
    assert Order.objects.count() == 1


def test_sup_04_the_general_manager_denies_and_the_notice_is_refused(people, customer):
    """SUP-04"""
    posted_invoice(customer, "500000.01")
    made = with_head(customer)
    refer_demand(made.pk, people.director)
    approvals.reject(step(made).pk, people.gm, "first the money")
    assert fresh(made).status == "refused"
    assert Order.objects.count() == 0


def test_only_the_head_decides_and_only_the_head_refers(people, customer):
    made = with_head(customer)
    for stranger in (
        people.rep1,
        people.rep2,
        people.supervisor,
        people.manager,
        people.gm,
        people.finance,
        people.admin,
    ):
        with pytest.raises(PermissionDenied, match="This step is not yours to decide"):
            accept(made, stranger)
    for stranger in (people.rep1, people.manager, people.finance):
        with pytest.raises(PermissionDenied, match="Demand notices are decided by the head of sales and the general"):
            refer_demand(made.pk, stranger)
        with pytest.raises(PermissionDenied, match="Demand notices are decided by the head of sales and the general"):
            check_again(made.pk, stranger)
    with pytest.raises(BusinessError, match="This notice does not wait for your decision"):
        refer_demand(made.pk, people.gm)
    assert fresh(made).status == "head_review"
    assert SupplyCheck.objects.count() == 1


def test_the_decision_checks_the_figures_of_its_own_moment(people, customer):
    made = with_head(customer)
    posted_invoice(customer, "500000.01")
    with pytest.raises(PermissionDenied, match="may decide on this: refer the notice to him"):
        accept(made, people.director)
    assert SupplyCheck.objects.get().result == "allow"
    check_again(made.pk, people.director)
    assert SupplyCheck.objects.first().result == "refer"
    assert fresh(made).status == "head_review"


@pytest.mark.parametrize(
    "state",
    [
        {"breach_open": True},
        {"status": "suspended"},
        {"status": "terminated"},
        {"end_date": dt.date(2020, 1, 1), "start_date": dt.date(2019, 1, 1)},
    ],
)
def test_sup_01_a_contract_that_is_not_performed_is_referred(people, customer, state):
    """SUP-01"""
    made = with_head(customer, contract=contract_of(customer, **state))
    check = SupplyCheck.objects.get()
    assert (check.result, check.contract_ok, check.reasons) == ("refer", False, ["contract_not_performed"])
    assert check.contract_reason
    with pytest.raises(PermissionDenied, match="may decide on this: refer the notice to him"):
        accept(made, people.director)
    assert fresh(made).status == "head_review"


def test_sup_06_grade_e_with_nothing_outstanding_is_referred_and_never_allowed(people):
    """SUP-06"""
    customer = active_customer(people.rep1, grade="E")
    made = with_head(customer)
    check = SupplyCheck.objects.get()
    assert (check.result, check.reasons, check.outstanding, check.line) == ("refer", ["grade_e"], 0, None)
    with pytest.raises(PermissionDenied, match="may decide on this: refer the notice to him"):
        accept(made, people.director)
    assert Order.objects.count() == 0


def test_sup_06_an_outdated_evaluation_is_no_valid_grade(people):
    """SUP-06"""
    customer = active_customer(people.rep1, approved_on=calendar.today() - dt.timedelta(days=300))
    with_head(customer)
    assert SupplyCheck.objects.get().reasons == ["grade_outdated"]


def test_rat_07_a_new_grade_counts_from_its_day(people):
    """RAT-07"""
    customer = active_customer(people.rep1, grade="A", approved_on=calendar.today() - dt.timedelta(days=1))
    posted_invoice(customer, "600000")
    made = checked_demand(customer)
    assert check_demand(made, people.rep1).result == "allow"
    customer.evaluations.update(status="superseded")
    approved_evaluation(customer, "B")
    assert check_demand(made, people.rep1).result == "refer"


# -- sporadic customers --------------------------------------------------------------------------------------


def test_sup_03_paid_in_full_at_list_price_the_general_manager_decides(people, customer):
    """SUP-03"""
    made = sporadic(customer)
    confirmed_payment(customer, "8000", kind="prepayment", demand_notice=made)
    submit_demand(made.pk, people.rep1)
    assert SupplyCheck.objects.get().result == "refer"
    with pytest.raises(PermissionDenied, match="may decide on this: refer the notice to him"):
        accept(made, people.director)
    refer_demand(made.pk, people.director)
    assert fresh(made).status == "gm_exception"
    assert Order.objects.count() == 0
    approvals.approve(step(made).pk, people.gm, data={"reason": "paid"})
    assert Order.objects.get().kind == "sporadic"


@pytest.mark.parametrize("paid", ["7999.99", "0"])
def test_sup_03_not_paid_in_full_is_refused_and_cannot_be_referred(people, customer, paid):
    """SUP-03"""
    made = sporadic(customer)
    if Decimal(paid):
        confirmed_payment(customer, paid, kind="prepayment", demand_notice=made)
    recorded_payment(customer, "8000", kind="prepayment", demand_notice=made)
    submit_demand(made.pk, people.rep1)
    with pytest.raises(PermissionDenied, match="not paid"):
        accept(made, people.director)
    with pytest.raises(BusinessError, match="not paid"):
        refer_demand(made.pk, people.director)
    assert fresh(made).status == "head_review"


def test_sup_03_a_price_below_the_list_is_refused(people, customer):
    """SUP-03"""
    made = sporadic(customer, unit_price="101")
    confirmed_payment(customer, "8000", kind="prepayment", demand_notice=made)
    submit_demand(made.pk, people.rep1)
    assert SupplyCheck.objects.get().reasons == ["price_not_conforming"]


def test_sup_03_what_was_reversed_after_the_referral_is_refused_by_the_general_managers_own_check(people, customer):
    """SUP-03"""
    made = sporadic(customer)
    payment = confirmed_payment(customer, "8000", kind="prepayment", demand_notice=made)
    submit_demand(made.pk, people.rep1)
    refer_demand(made.pk, people.director)
    type(payment).objects.filter(pk=payment.pk).update(demand_notice=None)
    with pytest.raises(BusinessError, match="not paid"):
        approvals.approve(step(made).pk, people.gm, data={"reason": "paid"})
    assert fresh(made).status == "gm_exception"


def test_the_head_may_refer_what_he_could_accept(people, customer):
    made = with_head(customer)
    refer_demand(made.pk, people.director, "a special case")
    assert fresh(made).status == "gm_exception"
    approvals.approve(step(made).pk, people.gm, data={"reason": "agreed"})
    assert fresh(made).status == "accepted"


def test_a_returned_notice_goes_back_to_the_rep_and_asks_again(people, customer):
    made = with_head(customer)
    approvals.send_back(step(made).pk, people.director, "which variant?")
    assert fresh(made).status == "checked"
    submit_demand(made.pk, people.rep1)
    accept(made, people.director)
    assert fresh(made).status == "accepted"


# -- settings ------------------------------------------------------------------------------------------------


def test_set_10_counts_this_demand_and_what_was_accepted_before(people, customer, settings_of):
    settings_of(supply_adds_demand=True)
    posted_invoice(customer, "498500")
    accept(with_head(customer), people.director)
    made = with_head(customer)
    check = SupplyCheck.objects.first()
    assert (check.committed, check.demand_amount, check.balance) == (1000, 1000, 500500)
    with pytest.raises(PermissionDenied, match="may decide on this: refer the notice to him"):
        accept(made, people.director)
    assert Order.objects.count() == 1


def test_set_09_compares_only_the_overdue(people, customer, settings_of):
    settings_of(supply_balance="overdue")
    posted_invoice(customer, "900000")
    accept(with_head(customer), people.director)
    assert SupplyCheck.objects.first().balance == 0


def test_a_check_is_never_changed(people, customer):
    with_head(customer)
    check = SupplyCheck.objects.get()
    check.result = "refer"
    with pytest.raises(Exception, match="Cannot update"):
        check.save()


def test_the_search_finds_a_notice_by_the_customers_own_number(client, people, customer):
    made = demand(customer, customer_reference="PO-88231")
    client.force_login(customer.owner)
    page = client.get(reverse("search"), {"q": "88231"}, headers={"HX-Request": "true"}).content.decode()
    assert made.number in page
