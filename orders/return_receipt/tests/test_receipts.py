"""What came back: counted, decided on, credited (RET-07, RET-08)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from orders.account.check import differences
from orders.billing.entry import bill_delivery, bill_lines
from orders.credit_note.entry import credit_invoice
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.payment.allocation import accept_proposal
from orders.payment.tests.test_payments import balance
from orders.return_order import permit
from orders.return_order.models import ReturnOrder
from orders.return_receipt import counting, crediting, disposition, replacing
from orders.return_receipt.models import ReturnCredit, ReturnDisposition, ReturnReceipt
from orders.tests import factories_returns as made
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


@pytest.fixture
def billed(people, line):
    """The same, billed and posted: 5,000.00 are owed."""
    return post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)


def credits_of(ret):
    rows = ReturnCredit.objects.filter(line__return_order=ret).order_by("pk")
    return [(row.source, row.quantity, row.amount) for row in rows]


# -- the count -----------------------------------------------------------------------------------------------------------


def test_without_a_permit_the_store_takes_nothing_in(people, line):
    """RET-07"""
    ret = made.return_with_quality(people, {line: 100})
    with pytest.raises(BusinessError, match="Quality has not permitted"):
        made.count(people, ret)
    ret.refresh_from_db()
    assert (ret.status, ReturnReceipt.objects.count()) == ("quality_review", 0)


def test_only_the_return_store_counts(people, line):
    """RET-07"""
    ret = made.permitted_return(people, {line: 100})
    counts = {ret.lines.get().pk: D(100)}
    for person in (people.rep1, people.quality, people.finance):
        with pytest.raises(PermissionDenied, match="counted by the return store"):
            counting.count_return(ret.pk, person, counts=counts)
    assert not ReturnReceipt.objects.exists()


def test_a_count_that_agrees_is_received_with_a_document_of_the_store(people, line):
    """RET-07"""
    ret = made.count(people, made.permitted_return(people, {line: 100}))
    receipt = ret.receipts.get()
    assert (ret.status, receipt.counted_by, receipt.permit) == ("received", people.warehouse, ret.permits.get())
    assert receipt.number and ret.lines.get().counted == 100


def test_a_difference_is_resolved_before_the_return_is_received(people, line):
    """RET-07: list 100, counted 98."""
    ret = made.count(people, made.permitted_return(people, {line: 100}), {line: 98})
    assert (ret.status, ret.lines.get().counted) == ("discrepancy", None)
    with pytest.raises(BusinessError, match="cannot become"):
        crediting.credit_return(ret.pk, people.finance)
    with pytest.raises(BusinessError, match="how the difference was resolved"):
        counting.resolve_count(ret.pk, people.rep1, resolution=" ")
    with pytest.raises(PermissionDenied, match="resolved with the customer by the sales representative"):
        counting.resolve_count(ret.pk, people.warehouse, resolution="客户同意")
    ret = counting.resolve_count(ret.pk, people.rep1, resolution="客户装箱少两件，已确认")
    assert (ret.status, ret.lines.get().counted) == ("received", D(98))
    assert ret.receipts.get().resolved_by == people.rep1


def test_a_wrong_count_is_void_and_the_goods_are_counted_anew(people, line):
    """RET-07"""
    ret = made.count(people, made.permitted_return(people, {line: 100}), {line: 98})
    ret = counting.count_anew(ret.pk, people.warehouse, "漏数一箱")
    assert (ret.status, counting.valid_receipt(ret)) == ("permitted", None)
    ret = made.count(people, ret)
    assert (ret.status, ret.receipts.count(), counting.valid_receipt(ret).number != "") == ("received", 2, True)


def test_a_line_that_nobody_counted_and_a_line_of_another_return_are_refused(people, line):
    """RET-07"""
    other = made.delivered_line(people)
    ret = made.permitted_return(people, {line: 10})
    strange = made.permitted_return(people, {other: 10}).lines.get()
    mine = ret.lines.get()
    for counts, words in (({}, "Not counted yet"), ({mine.pk: D(10), strange.pk: D(1)}, "line of this return")):
        with pytest.raises(BusinessError, match=words):
            counting.count_return(ret.pk, people.warehouse, counts=counts)
    with pytest.raises(BusinessError, match="not negative"):
        counting.count_return(ret.pk, people.warehouse, counts={mine.pk: D(-1)})
    assert not ReturnReceipt.objects.filter(return_order=ret).exists()


def test_more_than_was_ever_delivered_is_not_received(people, line):
    """RET-04, RET-07: the store found 101 of 100 delivered."""
    ret = made.count(people, made.permitted_return(people, {line: 100}), {line: 101})
    with pytest.raises(BusinessError, match="at most 100 can still come back, not 101"):
        counting.resolve_count(ret.pk, people.rep1, resolution="多一件")
    ret.refresh_from_db()
    assert (ret.status, ret.lines.get().counted) == ("discrepancy", None)


def test_a_permit_withdrawn_after_the_store_received_makes_its_receipt_void(people, line):
    """RET-06, RET-07"""
    ret = made.received_return(people, {line: 100}, counted={line: 98})
    ret = permit.withdraw_permit(ret.pk, people.quality, "复检不符")
    assert (ret.status, ret.lines.get().counted) == ("in_transit_back", None)
    receipt = ret.receipts.get()
    assert receipt.voided_at and receipt.void_reason == "复检不符"
    with pytest.raises(BusinessError, match="issued no receipt"):
        crediting.credit_return(ret.pk, people.finance)


# -- what becomes of the goods -------------------------------------------------------------------------------------------


def test_quality_decides_on_parts_and_only_as_much_as_is_there(people, line):
    """RET-07"""
    ret = made.received_return(people, {line: 100})
    row = ret.lines.get()
    for person in (people.rep1, people.warehouse, people.finance):
        with pytest.raises(PermissionDenied, match="decided by the quality department"):
            disposition.dispose(ret.pk, person, line=row.pk, kind="stock", quantity=D(1), reason="完好")
    disposition.dispose(ret.pk, people.quality, line=row.pk, kind="stock", quantity=D(60), reason="完好")
    disposition.dispose(ret.pk, people.quality, line=row.pk, kind="scrap", quantity=D(30), reason="磕伤")
    with pytest.raises(BusinessError, match="10 are in the return store without a decision, not 11"):
        disposition.dispose(ret.pk, people.quality, line=row.pk, kind="rework", quantity=D(11), reason="返修")
    assert [left for _line, left in disposition.undecided(ret)] == [D(10)]


def test_a_decision_is_taken_back_with_a_reason_and_a_permit_only_after_it(people, line):
    """RET-06, RET-07"""
    ret = made.received_return(people, {line: 100})
    row = disposition.dispose(
        ret.pk, people.quality, line=ret.lines.get().pk, kind="stock", quantity=D(100), reason="完好"
    )
    with pytest.raises(BusinessError, match="Take that back first"):
        permit.withdraw_permit(ret.pk, people.quality, "复检不符")
    ret.refresh_from_db()
    assert (ret.status, permit.valid_permit(ret) is not None) == ("received", True)
    disposition.take_back_disposition(ret.pk, people.quality, disposition=row.pk, comment="误录")
    with pytest.raises(BusinessError, match="taken back already"):
        disposition.take_back_disposition(ret.pk, people.quality, disposition=row.pk, comment="误录")
    assert permit.withdraw_permit(ret.pk, people.quality, "复检不符").status == "in_transit_back"


def test_what_goes_back_to_the_customer_is_not_credited_and_can_come_again(people, line, billed):
    """RET-07, RET-08"""
    ret = made.received_return(people, {line: 100})
    disposition.dispose(
        ret.pk, people.quality, line=ret.lines.get().pk, kind="customer", quantity=D(40), reason="非我方产品"
    )
    ret = crediting.credit_return(ret.pk, people.finance)
    assert credits_of(ret) == [("billed", D(60), D("3000.00"))]
    assert balance(ret.customer) == D("2000.00")
    again = made.listed_return(people, {line: 40})
    assert again.quantity == 40
    row = ReturnDisposition.objects.get()
    with pytest.raises(BusinessError, match="stay with the customer"):
        disposition.take_back_disposition(ret.pk, people.quality, disposition=row.pk, comment="误录")


def test_a_return_closes_when_it_is_decided_what_becomes_of_all_goods(people, line, billed):
    ret = crediting.credit_return(made.received_return(people, {line: 10}).pk, people.finance)
    with pytest.raises(BusinessError, match="without a decision"):
        replacing.close_return(ret.pk, people.rep1)
    row = ret.lines.get()
    with pytest.raises(BusinessError, match="do not go back to the customer"):
        disposition.dispose(ret.pk, people.quality, line=row.pk, kind="customer", quantity=D(10), reason="客户要回")
    disposition.dispose(ret.pk, people.quality, line=row.pk, kind="scrap", quantity=D(10), reason="报废")
    assert replacing.close_return(ret.pk, people.rep1).status == "closed"


# -- the credit ----------------------------------------------------------------------------------------------------------


def test_what_was_really_received_is_credited_at_the_price_billed(people, line, billed):
    """RET-08: 98 received at 50 are 4,900.00, and so much falls the balance."""
    assert balance(line.note.customer) == D("5000.00")
    ret = made.received_return(people, {line: 100}, counted={line: 98})
    ret = crediting.credit_return(ret.pk, people.finance)
    letter = Invoice.objects.get(source="credit")
    assert (letter.status, letter.amount, letter.corrects, letter.red_reason) == (
        "applied",
        D("-4900.00"),
        billed,
        "2",
    )
    assert (letter.net + letter.tax, letter.lines.get().tax_rate) == (letter.amount, line.tax_rate)
    assert balance(ret.customer) == D("100.00")
    assert differences() == []


def test_only_finance_credits_and_only_with_the_stores_receipt(people, line, billed):
    """RET-08"""
    ret = made.permitted_return(people, {line: 100})
    with pytest.raises(BusinessError, match="issued no receipt"):
        crediting.credit_return(ret.pk, people.finance)
    ret = made.count(people, ret)
    for person in (people.rep1, people.quality, people.warehouse, people.director):
        with pytest.raises(PermissionDenied, match="credited by finance"):
            crediting.credit_return(ret.pk, person)
    ret.refresh_from_db()
    assert (ret.status, balance(ret.customer), Invoice.objects.filter(source="credit").count()) == (
        "received",
        D("5000.00"),
        0,
    )


def test_a_red_letter_for_returned_goods_needs_the_stores_receipt_on_the_invoice_too(people, line, billed):
    """RET-08: no way round the return; opening balances have their goods in the old books."""
    with pytest.raises(BusinessError, match="credited on the page of the return"):
        credit_invoice(billed.pk, people.finance, red_reason="2", lines={billed.lines.get().pk: D(1)})
    assert not Invoice.objects.filter(source="credit").exists()
    old = posted_invoice(line.note.customer, "1000.00")
    assert credit_invoice(old.pk, people.finance, red_reason="2", amount=D(100)).amount == D("-100.00")


def test_a_return_is_credited_once(people, line, billed):
    """RET-08"""
    ret = crediting.credit_return(made.received_return(people, {line: 10}).pk, people.finance)
    with pytest.raises(BusinessError, match="cannot become"):
        crediting.credit_return(ret.pk, people.finance)
    assert balance(ret.customer) == D("4500.00")


def test_what_is_not_billed_yet_is_billed_no_more(people, line):
    """RET-08: no red letter for goods on no invoice; the invoice bills the rest."""
    ret = crediting.credit_return(made.received_return(people, {line: 30}).pk, people.finance)
    assert credits_of(ret) == [("unbilled", D(30), D("1500.00"))]
    assert (balance(ret.customer), Invoice.objects.count()) == (D(0), 0)
    invoice = post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)
    assert (invoice.amount, invoice.lines.get().quantity) == (D("3500.00"), D(70))


def test_what_came_back_whole_before_it_was_billed_is_not_to_bill(people, line):
    """RET-08"""
    crediting.credit_return(made.received_return(people, {line: 100}).pk, people.finance)
    assert not DeliveryNote.objects.billable().exists()
    with pytest.raises(BusinessError, match="on an invoice already|nothing to bill"):
        bill_delivery(line.note.pk, people.finance)


def test_of_goods_billed_in_part_first_the_unbilled_part_falls(people, line):
    """RET-08: 60 of 100 are billed; of 50 returned 40 are billed no more and 10 are credited."""
    invoice = post_invoice(bill_lines(people.finance, {line.pk: D(60)}).pk, people.finance)
    ret = crediting.credit_return(made.received_return(people, {line: 50}).pk, people.finance)
    assert credits_of(ret) == [("unbilled", D(40), D("2000.00")), ("billed", D(10), D("500.00"))]
    invoice.refresh_from_db()
    assert (balance(ret.customer), invoice.open_amount) == (D("2500.00"), D("2500.00"))


def test_what_was_rejected_at_delivery_was_never_billed_and_is_not_credited(people):
    """RET-01, RET-08: 100 delivered, 98 accepted and billed; five come back as not matching."""
    line = made.delivered_line(people, accepted=98)
    post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)
    ret = crediting.credit_return(made.received_return(people, {line: 5}, "1").pk, people.finance)
    assert credits_of(ret) == [("rejected", D(2), D("0.00")), ("billed", D(3), D("150.00"))]
    assert balance(ret.customer) == D("4750.00")


def test_goods_of_two_deliveries_on_two_invoices_are_credited_on_each(people, customer):
    """RET-08: each at its own price."""
    lines = [made.delivered_line(people, 10, unit, customer) for unit in (50, 80)]
    for each in lines:
        post_invoice(bill_delivery(each.note.pk, people.finance).pk, people.finance)
    ret = made.received_return(people, {lines[0]: 4, lines[1]: 5})
    crediting.credit_return(ret.pk, people.finance)
    letters = Invoice.objects.filter(source="credit").order_by("pk")
    assert [letter.amount for letter in letters] == [D("-200.00"), D("-400.00")]
    assert differences() == []


def test_goods_already_paid_leave_a_credit_of_the_customer(people, line, billed):
    """RET-08"""
    accept_proposal(confirmed_payment(line.note.customer, "5000.00").pk, people.finance)
    ret = crediting.credit_return(made.received_return(people, {line: 2}).pk, people.finance)
    letter = Invoice.objects.get(source="credit")
    assert (letter.status, letter.open_amount, balance(ret.customer)) == ("posted", D("-100.00"), D("-100.00"))


def test_a_draft_invoice_is_posted_or_cancelled_before_its_goods_are_credited(people, line):
    """RET-08"""
    draft = bill_delivery(line.note.pk, people.finance)
    ret = made.received_return(people, {line: 10})
    with pytest.raises(BusinessError, match=f"{draft.number} bills these goods and is still a draft"):
        crediting.credit_return(ret.pk, people.finance)
    ret.refresh_from_db()
    assert (ret.status, ReturnCredit.objects.count()) == ("received", 0)


def test_the_credits_of_several_returns_never_exceed_the_invoice(people):
    """RET-08: 3 × 33.33 at three returns and one allowance before: net and tax add up to the cent."""
    line = made.delivered_line(people, 3, "33.33")
    invoice = post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)
    allowance = credit_invoice(invoice.pk, people.finance, red_reason="4", lines={invoice.lines.get().pk: D("0.01")})
    post_invoice(allowance.pk, people.finance)
    for _n in range(3):
        crediting.credit_return(made.received_return(people, {line: 1}).pk, people.finance)
    letters = Invoice.objects.filter(source="credit")
    for name in ("amount", "net", "tax"):
        assert sum(getattr(letter, name) for letter in letters) == -getattr(invoice, name)
    assert (balance(line.note.customer), differences()) == (D(0), [])
    assert ReturnOrder.objects.filter(status="credited").count() == 3
