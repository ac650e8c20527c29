"""The money pages: who sees what, what the buttons do, and the same number of queries however many rows."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import Account
from orders.allocation.models import Allocation
from orders.billing.entry import bill_delivery, why_not_billable
from orders.credit_note.entry import credit_invoice
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice
from orders.invoice.posting import cancel_invoice, post_invoice
from orders.payment.allocation import accept_proposal
from orders.payment.models import Payment
from orders.payment.tests.test_payments import balance, books
from orders.receivables import views as receivable
from orders.statement.models import Statement
from orders.statement.sending import explain_difference, make_statement, record_answer, send_statement
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from salesmgmt.core import calendar
from salesmgmt.core.domain import exports
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import ExportLog, IssuedDocument
from salesmgmt.core.output import pdf

D = Decimal
LISTS = [
    "receivable-report",
    "collection-month",
    "collection-task-list",
    "invoice-list",
    "payment-list",
    "statement-list",
    "receivable-ageing",
]


def days(n):
    return calendar.today() + dt.timedelta(days=n)


def queries(client, address):
    client.get(address)  # what is remembered for the process is not counted
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def a_month(customer, user):
    return make_statement(user, customer=customer, date_from=days(-30), date_to=days(0), return_by=days(10))


def some_money(customer, people):
    """An overdue invoice, an open one, a paid one, a recorded and a confirmed payment, a statement."""
    posted_invoice(customer, "100.00", date=days(-90), due_date=days(-60))
    posted_invoice(customer, "200.00")
    paid = confirmed_payment(customer, "100.00")
    accept_proposal(paid.pk, people.finance)
    posted_invoice(customer, "300.00", date=days(-50), due_date=days(-31))
    recorded_payment(customer, "50.00")
    confirmed_payment(customer, "70.00")
    a_month(customer, people.finance)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["finance", "rep1", "gm", "manager"])
def test_every_money_list_opens_for_those_who_read_receivables(people, customer, client, name, role):
    some_money(customer, people)
    client.force_login(getattr(people, role))
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["warehouse", "planner", "legal", "admin"])
def test_departments_see_no_receivables(people, client, name, role):
    client.force_login(getattr(people, role))
    assert client.get(reverse(name)).status_code == 403


LIST_QUERIES = {
    "receivable-report": 18,
    "collection-month": 18,
    "collection-task-list": 16,
    "invoice-list": 16,
    "payment-list": 16,
    "statement-list": 16,
    "receivable-ageing": 9,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_the_same_queries_with_one_customer_and_with_three(people, customer, client, name):
    client.force_login(people.finance)
    some_money(customer, people)
    one = queries(client, reverse(name))
    for _n in range(2):
        some_money(active_customer(people.rep1), people)
    three = queries(client, reverse(name))
    assert one == three
    assert three <= LIST_QUERIES[name]


@pytest.mark.parametrize("role", ["finance", "rep1"])
def test_every_document_page_and_tab_opens(people, customer, client, role):
    some_money(customer, people)
    client.force_login(getattr(people, role))
    documents = [*Invoice.objects.all(), *Payment.objects.all(), *Statement.objects.all(), *Account.objects.all()]
    for document in documents:
        assert client.get(document.get_absolute_url()).status_code == 200
    for name in ("customer-invoices", "customer-payments", "customer-statements"):
        assert client.get(reverse(name, args=[customer.pk])).status_code == 200


def test_a_document_page_takes_the_same_queries_with_one_allocation_and_with_three(people, customer, client):
    client.force_login(people.finance)
    invoice = posted_invoice(customer, "100.00")
    accept_proposal(confirmed_payment(customer, "10.00").pk, people.finance)
    one = queries(client, invoice.get_absolute_url())
    for _n in range(2):
        accept_proposal(confirmed_payment(customer, "10.00").pk, people.finance)
    assert queries(client, invoice.get_absolute_url()) == one


# -- scope -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stranger", ["rep2", "rep3", "supervisor2", "manager2"])
def test_other_peoples_money_is_not_found(people, customer, client, stranger):
    some_money(customer, people)
    client.force_login(getattr(people, stranger))
    for document in [*Invoice.objects.all(), *Payment.objects.all(), *Statement.objects.all(), *Account.objects.all()]:
        if stranger == "manager2" or document.customer.owner == people.rep1:
            assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get(reverse("statement-pdf", args=[Statement.objects.get().pk])).status_code == 404
    for name in LISTS:
        assert customer.name not in client.get(reverse(name)).content.decode()


def test_a_posted_form_with_somebody_elses_ids_is_refused(people, customer, client):
    stranger = active_customer(people.rep2)
    invoice, payment = posted_invoice(stranger, "100.00"), recorded_payment(stranger, "100.00")
    mine = confirmed_payment(customer, "100.00")
    posted_invoice(customer, "100.00")
    client.force_login(people.rep1)
    before = books()
    assert client.post(reverse("payment-do", args=[payment.pk, "confirm"])).status_code == 404
    form = {"customer": stranger.pk, "kind": "payment", "date": days(0), "amount": "5.00", "method": "transfer"}
    assert client.post(reverse("payment-create"), form).status_code == 422
    client.force_login(people.finance)
    answer = client.post(reverse("payment-do", args=[mine.pk, "allocate"]), {f"invoice_{invoice.pk}": "100.00"})
    assert answer.status_code == 422
    assert books() == before


# -- acts through the pages ----------------------------------------------------------------------------------------


def test_the_rep_records_and_finance_confirms_and_allocates_on_the_pages(people, customer, client):
    invoice = posted_invoice(customer, "100.00")
    client.force_login(people.rep1)
    form = {"customer": customer.pk, "kind": "payment", "date": days(0), "amount": "60.00", "method": "transfer"}
    answer = client.post(reverse("payment-create"), form)
    payment = Payment.objects.get()
    assert (answer.status_code, answer.url) == (302, payment.get_absolute_url())
    assert client.post(reverse("payment-do", args=[payment.pk, "confirm"])).status_code == 403
    assert balance(customer) == D("100.00")
    client.force_login(people.finance)
    assert client.post(reverse("payment-do", args=[payment.pk, "confirm"])).status_code == 302
    page = client.get(payment.get_absolute_url()).content.decode()
    assert invoice.number in page
    answer = client.post(reverse("payment-do", args=[payment.pk, "allocate"]), {f"invoice_{invoice.pk}": "60.00"})
    assert answer.status_code == 302
    invoice.refresh_from_db()
    assert (invoice.status, invoice.open_amount, balance(customer)) == ("partly_paid", D("40.00"), D("40.00"))
    assertContains(client.post(reverse("payment-do", args=[payment.pk, "confirm"])), "该笔回款已确认", status_code=409)
    assert differences() == []


@pytest.mark.parametrize("amount", ["-1", "0", "1.005", "1000000000000", "abc", "60.01", "1e400"])
def test_a_wrong_amount_keeps_what_was_typed_and_changes_nothing(people, customer, client, amount):
    invoice = posted_invoice(customer, "60.00")
    payment = confirmed_payment(customer, "100.00")
    client.force_login(people.finance)
    before = books()
    field = f"invoice_{invoice.pk}"
    answer = client.post(reverse("payment-do", args=[payment.pk, "allocate"]), {field: amount})
    assert answer.status_code in (409, 422)
    assert amount in answer.content.decode()
    assert books() == before


def test_the_same_form_posted_twice_records_one_payment(people, customer, client):
    client.force_login(people.rep1)
    token = "11111111-1111-4111-8111-111111111111"
    form = {"customer": customer.pk, "kind": "payment", "date": days(0), "amount": "60.00", "method": "transfer"}
    for _n in range(2):
        assert client.post(reverse("payment-create"), {**form, "form_token": token}).status_code == 302
    assert Payment.objects.count() == 1


def test_an_invoice_has_no_page_to_make_it_by_hand(people, client):
    client.force_login(people.finance)
    assert client.get("/invoices/new/").status_code == 404


def test_a_customer_named_like_a_script_is_shown_as_text(people, client):
    customer = active_customer(people.rep1, name="<script>alert(1)</script>")
    posted_invoice(customer, "60.00", date=days(-90), due_date=days(-60))
    client.force_login(people.finance)
    for name in ("receivable-report", "collection-task-list", "invoice-list"):
        assert "<script>alert(1)" not in client.get(reverse(name)).content.decode()
    assert "<script>alert(1)" not in client.get(reverse("receivable-ageing"), {"by": "customer"}).content.decode()


# -- billing -----------------------------------------------------------------------------------------------------


def test_rec_13_a_signed_delivery_is_billed_at_what_was_accepted(people):
    """REC-13"""
    note = signed_delivery(people)
    line = note.lines.get()
    invoice = bill_delivery(note.pk, people.finance)
    assert (invoice.status, invoice.source, invoice.delivery) == ("draft", "delivery", note)
    assert invoice.amount == line.accepted_quantity * line.price
    assert invoice.net + invoice.tax == invoice.amount
    assert not DeliveryNote.objects.billable().exists()
    post_invoice(invoice.pk, people.finance)
    assert balance(note.customer) == invoice.amount
    assert differences() == []


def test_a_delivery_is_billed_once_until_its_draft_is_cancelled(people):
    note = signed_delivery(people)
    first = bill_delivery(note.pk, people.finance)
    with pytest.raises(BusinessError, match="该送货已开票"):
        bill_delivery(note.pk, people.finance)
    cancel_invoice(first.pk, people.finance, "wrong date")
    assert bill_delivery(note.pk, people.finance).pk != first.pk


def test_what_was_invoiced_in_error_is_credited_and_billed_again(people):
    note = signed_delivery(people)
    invoice = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    post_invoice(credit_invoice(invoice.pk, people.finance, red_reason="1").pk, people.finance)
    assert why_not_billable(note) == ""
    again = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    assert balance(note.customer) == again.amount
    assert differences() == []


def test_dlv_06_without_the_receipt_document_nothing_is_billed(people):
    """DLV-06"""
    note = signed_delivery(people, receipt=False)
    with pytest.raises(BusinessError, match="缺少客户收货单据"):
        bill_delivery(note.pk, people.finance)
    assert Invoice.objects.count() == 0


def test_nobody_but_finance_bills(people):
    note = signed_delivery(people)
    for name in ("rep1", "manager", "gm", "logistics", "warehouse"):
        with pytest.raises(PermissionDenied, match="发票由财务开具"):
            bill_delivery(note.pk, getattr(people, name))
    assert Invoice.objects.count() == 0


def test_finance_drafts_invoices_from_the_list_of_deliveries(people, client):
    note = signed_delivery(people)
    client.force_login(people.finance)
    assert note.number in client.get(reverse("billable-delivery-list")).content.decode()
    client.post(reverse("billable-delivery-list"), {"bulk": "bill", "pk": note.pk})
    assert Invoice.objects.get().delivery == note


# -- statements --------------------------------------------------------------------------------------------------


def test_rec_05_opening_plus_billed_less_credited_less_paid_is_closing(people, customer):
    """REC-05"""
    posted_invoice(customer, "1000.00", date=days(-60), due_date=days(-31))
    invoice = posted_invoice(customer, "500.00", date=days(-20))
    confirmed_payment(customer, "300.00", date=days(-10))
    credit = credit_invoice(invoice.pk, people.finance, red_reason="4", amount=D("50.00"), date=days(-5))
    post_invoice(credit.pk, people.finance)
    found = a_month(customer, people.rep1)
    figures = (found.opening, found.billed, found.credited, found.paid, found.closing, found.overdue)
    assert figures == (D("1000.00"), D("500.00"), D("50.00"), D("300.00"), D("1150.00"), D("1000.00"))


def test_a_sent_statement_is_a_paper_that_stays_what_it_was(people, customer):
    posted_invoice(customer, "500.00", date=days(-20))
    statement = a_month(customer, people.rep1)
    send_statement(statement.pk, people.rep1)
    pdf.print_waiting()
    paper = IssuedDocument.objects.get()
    data = pdf.read(paper)
    assert (paper.form_code, len(paper.sha256), data[:4]) == ("F-29", 64, b"%PDF")
    confirmed_payment(customer, "500.00", date=days(-1))
    statement.refresh_from_db()
    assert (statement.closing, pdf.read(paper)) == (D("500.00"), data)


def test_the_customer_confirms_or_names_a_difference_with_its_reason(people, customer):
    posted_invoice(customer, "500.00", date=days(-20))
    first, second = a_month(customer, people.rep1), a_month(customer, people.rep1)
    for each in (first, second):
        with pytest.raises(BusinessError, match="“草稿”，不能变为“客户已确认”"):
            record_answer(each.pk, people.rep1, D("500.00"))
        send_statement(each.pk, people.rep1)
    assert record_answer(first.pk, people.rep1, D("500.00")).status == "confirmed"
    with pytest.raises(BusinessError, match="客户方余额相差"):
        record_answer(second.pk, people.rep1, D("480.00"), " ")
    assert record_answer(second.pk, people.rep1, D("480.00"), "one part returned").status == "disputed"
    assert explain_difference(second.pk, people.finance, "credit note follows").status == "settled"


def test_strangers_make_no_statements(people, customer):
    statement = a_month(customer, people.rep1)
    for name in ("rep2", "supervisor", "manager", "gm", "planner"):
        user = getattr(people, name)
        with pytest.raises(PermissionDenied, match="只能为自己负责的客户编制对账单"):
            a_month(customer, user)
        with pytest.raises(PermissionDenied, match="对账单由负责该客户的销售代表或财务发送"):
            send_statement(statement.pk, user)
    assert list(Statement.objects.values_list("status", flat=True)) == ["draft"]


def test_last_months_statements_are_drawn_up_from_the_report_once_a_customer(people, customer, client):
    stranger = active_customer(people.rep2)
    for each in (customer, stranger):
        posted_invoice(each, "500.00", date=days(-70))
    client.force_login(people.rep1)
    pks = list(Account.objects.values_list("pk", flat=True))
    for _n in range(2):
        client.post(reverse("receivable-report"), {"bulk": "statements", "pk": pks})
    assert [each.customer for each in Statement.objects.all()] == [customer]


def test_ctrl_k_finds_invoices_and_payments_by_the_beginning_of_their_numbers(people, customer, client):
    invoice = posted_invoice(customer, "500.00", invoice_no="2650000000000017")
    payment = recorded_payment(customer)
    for name, found in (("finance", True), ("rep1", True), ("rep2", False), ("warehouse", False)):
        client.force_login(getattr(people, name))
        for text, document in ((invoice.number, invoice), ("26500000", invoice), (payment.number.lower(), payment)):
            page = client.get(reverse("search"), {"q": text}).content.decode()
            assert (document.get_absolute_url() in page) is found


def test_a_draft_statement_has_a_paper_too(people, customer, client):
    posted_invoice(customer, "500.00", date=days(-20))
    statement = a_month(customer, people.rep1)
    client.force_login(people.rep1)
    answer = client.get(reverse("statement-pdf", args=[statement.pk]))
    assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")
    assert IssuedDocument.objects.count() == 0


# -- report ------------------------------------------------------------------------------------------------------


def export(user, query=""):
    job = exports.start(user, "receivable-report", query)
    assert (job.status, job.error) == ("done", "")
    return load_workbook(exports.file_of(job))


def cells(sheet):
    """{header: column values} of the rows below the header, the total row last."""
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] in ("Customer", "客户"))
    return rows[head], rows[head + 1 :], head + 1


def test_rec_07_three_customers_give_three_rows_and_totals_that_agree(people, client):
    """REC-07"""
    customers = [active_customer(people.rep1, name=name) for name in ("=1+1", "乙公司", "丙公司")]
    for number, customer in enumerate(customers, 1):
        posted_invoice(customer, f"{number}00.50", date=days(-90), due_date=days(-45))
        posted_invoice(customer, "10.00")
    book = export(people.finance)
    assert len(book.sheetnames) == 2
    head, rows, header_row = cells(book.worksheets[0])
    assert len(rows) == 4
    outstanding = head.index("应收余额") if "应收余额" in head else head.index("Outstanding")
    values = [row[outstanding] for row in rows[:3]]
    assert all(isinstance(value, int | float) for value in values)
    assert sorted(values) == [110.5, 210.5, 310.5]
    letter = chr(ord("A") + outstanding)
    assert rows[3][outstanding] == f"=SUM({letter}{header_row + 1}:{letter}{header_row + 3})"
    assert (header_row, book.worksheets[0].freeze_panes) == (1, "A2")
    assert {row[0] for row in rows[:3]} == {"=1+1", "乙公司", "丙公司"}
    _head, items, _row = cells(book.worksheets[1])
    assert len(items) == 7
    assert round(sum(row[7] for row in items[:6]), 2) == sum(values)
    assert ExportLog.objects.get().rows == 3


def test_rec_07_without_the_permission_no_export_and_with_it_only_the_own_region(people):
    """REC-07"""
    posted_invoice(active_customer(people.rep1, name="东区客户"), "100.00")
    posted_invoice(active_customer(people.rep3, name="西区客户"), "200.00")
    for name in ("rep1", "supervisor", "planner", "admin"):
        with pytest.raises(PermissionDenied, match="您没有导出此列表的权限"):
            exports.start(getattr(people, name), "receivable-report")
    assert ExportLog.objects.count() == 0
    _head, rows, _row = cells(export(people.manager).worksheets[0])
    assert [row[0] for row in rows[:-1]] == ["东区客户"]
    _head, items, _row = cells(export(people.manager).worksheets[1])
    assert [row[0] for row in items[:-1]] == ["东区客户"]


@pytest.mark.parametrize("name", ["receivable-report", "collection-month"])
def test_the_figures_above_a_long_list_come_once_it_stands_and_are_those_of_its_filters(people, customer, client, name):
    posted_invoice(customer, "100.00", date=days(-90), due_date=days(0))
    posted_invoice(active_customer(people.rep2), "900.00", date=days(-90), due_date=days(0))
    client.force_login(people.finance)
    rows = {"hx-request": "true", "hx-target": "list"}
    page = client.get(reverse(name), {"customer__owner": people.rep1.pk}, headers=rows)
    address = page.context["summary_address"]
    assert page.context["summary"] == [] and address.replace("&", "&amp;") in page.content.decode()
    part = client.get(address, headers={"hx-request": "true", "hx-target": "list-summary"}).content.decode()
    assert "100.00" in part and "1,000.00" not in part and "<table" not in part
    whole = client.get(page.context["whole_address"])  # a link for a browser that runs no script
    figures = [str(label) for label, *_rest in whole.context["summary"]]
    assert all(label in whole.content.decode() for label in figures) and len(figures) > 2
    assert [row.record.customer for row in whole.context["table"].rows] == [customer]
    client.force_login(people.warehouse)
    assert client.get(address, headers={"hx-request": "true", "hx-target": "list-summary"}).status_code == 403


def test_the_export_keeps_the_filters_of_the_page(people):
    posted_invoice(active_customer(people.rep1, name="逾期"), "100.00", date=days(-90), due_date=days(-45))
    posted_invoice(active_customer(people.rep1, name="未到期"), "100.00")
    _head, rows, _row = cells(export(people.finance, "show=overdue").worksheets[0])
    assert [row[0] for row in rows[:-1]] == ["逾期"]
    _head, rows, _row = cells(export(people.finance, f"day={days(-50)}").worksheets[0])
    assert [(row[0], row[3], row[4]) for row in rows[:-1] if row[3]] == [("逾期", 100, None)] or [
        (row[0], row[3]) for row in rows[:-1] if row[3]
    ] == [("逾期", 100)]


@pytest.mark.parametrize("day", [0, -1])
@pytest.mark.parametrize("shown", [50, 1])
def test_ageing_adds_up_whatever_it_is_grouped_by_and_however_many_are_shown(people, client, monkeypatch, day, shown):
    """REC-12"""
    monkeypatch.setattr(receivable, "SHOWN", shown)
    posted_invoice(active_customer(people.rep1), "100.00", date=days(-90), due_date=days(-45))
    posted_invoice(active_customer(people.rep2), "50.00", date=days(-2))
    client.force_login(people.manager)
    for by, rows in (("rep", 2), ("region", 1), ("customer", 2)):
        context = client.get(reverse("receivable-ageing"), {"by": by, "day": days(day).isoformat()}).context
        assert context["totals"]["open"] == sum(amount for amount, _address in context["bucket_totals"]) == D("150.00")
        assert len(context["rows"]) == min(rows, shown)
        assert context["rows"][0]["open"] == D("150.00" if by == "region" else "100.00")
        assert context["left_out"] == (D("50.00") if len(context["rows"]) < rows else 0)
        if rows > shown:
            more = client.get(reverse("receivable-ageing"), {"by": by, "day": days(day).isoformat(), "page": 2})
            assert [row["open"] for row in more.context["rows"]] == [D("50.00")]
            assert (more.context["totals"], more.context["left_out"]) == (context["totals"], D("100.00"))
            assert more.context["page"].has_previous() and not more.context["page"].has_next()
        for page in ("3", "99999999999999999999", "x", "-1"):
            away = client.get(reverse("receivable-ageing"), {"by": by, "day": days(day).isoformat(), "page": page})
            assert (away.context["page"].number, away.context["rows"]) == (1, context["rows"])
    assert Allocation.objects.count() == 0
