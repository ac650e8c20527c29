"""Open items of the old books: part payments, credits, advances, void rows; the file's sum beside the sum posted."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import translation

from customers.tests.factories import CustomerFactory
from orders.account.check import differences
from orders.account.models import Account, LedgerEntry
from orders.allocation.credit_offset import offset_against
from orders.allocation.models import Allocation
from orders.invoice.models import Invoice
from orders.invoice.querysets import InvoiceQuerySet
from orders.payment.allocation import allocate
from orders.payment.exposure import exposure_of
from orders.payment.models import Payment
from performance.metric.period import Period
from performance.metric.sales_rows import invoices_of
from salesmgmt.core import calendar
from salesmgmt.core.domain import imports
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.tests.factories import received

HEAD = ["客户", "发票号", "开票日期", "金额"]
LIVE = dt.date(2025, 3, 1)


@pytest.fixture(autouse=True)
def english(people):
    people.finance.language = "en"
    people.finance.save(update_fields=["language"])
    change_setting("go_live_on", LIVE, people.admin)
    CustomerFactory(owner=people.rep1, name="川江机械")
    with translation.override("en"):
        yield


def file_of(headers, *rows):
    text = io.StringIO()
    csv.writer(text).writerows([[*HEAD, *headers], *rows])
    return SimpleUploadedFile("rows.csv", text.getvalue().encode())


def row(number, amount, *more, day="2025-01-05", customer="川江机械"):
    return [customer, number, day, amount, *more]


def checked(people, file, **options):
    job = received(people.finance, "opening_balances", file)
    assert job.error == ""
    return imports.check_file(job.pk, people.finance, job.mapping, date_order="ymd", **options)


def taken_over(people, file, **options):
    job = checked(people, file, **options)
    assert job.first_errors == []
    return imports.import_file(job.pk, people.finance)


def figures():
    """{number: (amount, open, status)}"""
    rows = Invoice.objects.order_by("pk")
    return {each.invoice_no: (each.amount, each.open_amount, str(each.status)) for each in rows}


def reasons(job):
    return [reason for _number, reason in job.first_errors]


class TestWhatWasPaid:
    @pytest.mark.parametrize(
        ("headers", "cells"),
        [
            (["已收金额"], ["400"]),
            (["未收金额"], ["600"]),
            (["余额"], ["600"]),
            (["已收金额", "未收金额"], ["400", "600"]),
        ],
    )
    def test_a_part_payment_leaves_the_rest_open(self, people, headers, cells):
        taken_over(people, file_of(headers, row("1", "1000", *cells)))
        assert figures() == {"1": (1000, 600, "partly_paid")}
        paid = Payment.objects.get()
        assert (paid.amount, paid.status, paid.unallocated, paid.kind) == (400, "allocated", 0, "payment")
        assert paid.date == LIVE - dt.timedelta(days=1)
        assert Account.objects.get().balance == 600
        assert differences() == []

    def test_the_day_of_the_payment_is_the_files(self, people):
        taken_over(people, file_of(["已收金额", "回款日期"], row("1", "1000", "400", "2025-02-03")))
        assert Payment.objects.get().date == Allocation.objects.get().date == dt.date(2025, 2, 3)

    def test_all_of_it_paid_is_settled_without_a_settlement_date(self, people):
        taken_over(people, file_of(["未收金额"], row("1", "1000", "0")))
        assert figures() == {"1": (1000, 0, "paid")}
        assert Invoice.objects.get().settled_on == LIVE - dt.timedelta(days=1)
        assert differences() == []

    def test_nothing_paid_is_no_payment(self, people):
        taken_over(people, file_of(["已收金额"], row("1", "1000", "0"), row("2", "50", "")))
        assert [open_amount for _amount, open_amount, _status in figures().values()] == [1000, 50]
        assert not Payment.objects.exists()

    @pytest.mark.parametrize(
        ("headers", "cells", "words"),
        [
            (["已收金额", "未收金额"], ["400", "500"], "billed less paid is 600.00"),
            (["已收金额"], ["1200"], "an advance in a row of its own"),
            (["未收金额"], ["1200"], "more was paid or is open"),
            (["已收金额"], ["-5"], "cannot be negative"),
            (["未收金额", "结清日期"], ["1000", "2025-02-03"], "nothing was paid"),
        ],
    )
    def test_figures_that_make_no_sense_are_refused(self, people, headers, cells, words):
        job = checked(people, file_of(headers, row("1", "1000", *cells)))
        assert (job.good_rows, job.bad_rows) == (0, 1)
        assert words in reasons(job)[0]

    def test_the_second_file_adds_what_was_paid_since(self, people):
        taken_over(people, file_of(["已收金额"], row("1", "1000", "400")))
        again = taken_over(people, file_of(["已收金额"], row("1", "1000", "400")), update_existing=True)
        assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
        taken_over(people, file_of(["已收金额"], row("1", "1000", "700")), update_existing=True)
        assert figures() == {"1": (1000, 300, "partly_paid")}
        taken_over(people, file_of(["结清日期"], row("1", "1000", "2025-02-20")), update_existing=True)
        assert figures() == {"1": (1000, 0, "paid")}
        assert sorted(Payment.objects.values_list("amount", flat=True)) == [300, 300, 400]
        assert differences() == []

    def test_what_was_paid_here_since_is_not_paid_a_second_time(self, people):
        taken_over(people, file_of(["已收金额"], row("1", "1000", "400")))
        invoice = Invoice.objects.get()
        money = Payment.objects.create(
            customer=invoice.customer,
            number="P-1",
            date=LIVE,
            amount=600,
            unallocated=600,
            status="confirmed",
            confirmed_at=dt.datetime(2025, 3, 1, tzinfo=dt.UTC),
            created_by=people.finance,
        )
        allocate(money.pk, people.finance, [(invoice.pk, Decimal(100))])
        taken_over(people, file_of(["已收金额"], row("1", "1000", "700")), update_existing=True)
        assert figures() == {"1": (1000, 500, "partly_paid")}


class TestCreditsAndAdvances:
    @pytest.mark.parametrize("amount", ["-200", "200", "(200)"])
    def test_a_credit_is_free_to_be_set_against_invoices(self, people, amount):
        taken_over(people, file_of(["类型"], row("1", "1000", "发票"), row("R1", amount, "红字")))
        assert figures() == {"1": (1000, 1000, "overdue"), "R1": (-200, -200, "posted")}
        credit, invoice = Invoice.objects.get(invoice_no="R1"), Invoice.objects.get(invoice_no="1")
        assert (credit.is_credit, credit.corrects, credit.red_reason) == (True, None, "")
        assert Account.objects.get().balance == 800
        assert exposure_of(credit.customer).outstanding == 800
        offset_against(credit.pk, people.finance, [(invoice.pk, Decimal(200))])
        assert figures() == {"1": (1000, 800, "partly_paid"), "R1": (-200, 0, "applied")}
        assert differences() == []

    def test_of_a_credit_and_an_advance_what_is_left_is_taken_over(self, people):
        rows = [row("R1", "-200", "红字", "-150"), row("Y1", "500", "预收", "320"), row("R2", "-70", "红字", "0")]
        job = taken_over(people, file_of(["类型", "余额"], *rows))
        assert figures() == {"R1": (-150, -150, "posted")}
        assert (job.created, job.void_rows) == (2, 1)
        assert Payment.objects.get().unallocated == 320

    def test_a_refused_row_changes_nothing_about_the_others(self, people):
        rows = [row("R1", "200", "红字", "50"), row("Y1", "300", "预收", ""), row("1", "-5", "", "")]
        job = checked(people, file_of(["类型", "已收金额"], *rows))
        assert (job.created, job.bad_rows) == (2, 1)
        (amounts, _paid) = job.findings["sums"]
        assert (amounts["file"], amounts["posted"], amounts["left"]) == ("495.00", "-450.00", "-5.00")
        assert dict(job.findings["summary"])["Receivables of this file"] == "-450.00"
        imports.import_file(job.pk, people.finance, skip_bad_rows=True)
        assert figures() == {"R1": (-150, -150, "posted")}
        assert differences() == []

    def test_an_advance_is_free_money(self, people):
        taken_over(people, file_of(["类型"], row("1", "1000", ""), row("Y1", "300", "预收款")))
        money = Payment.objects.get()
        assert (money.kind, money.status, money.unallocated, money.reference) == ("prepayment", "confirmed", 300, "Y1")
        assert (money.date, Account.objects.get().balance) == (dt.date(2025, 1, 5), 700)
        allocate(money.pk, people.finance, [(Invoice.objects.get().pk, Decimal(300))])
        assert figures() == {"1": (1000, 700, "partly_paid")}
        assert differences() == []

    def test_imported_twice_they_are_there_once(self, people):
        file = [["类型"], row("1", "1000", "发票"), row("R1", "-200", "红字"), row("Y1", "300", "预收")]
        taken_over(people, file_of(*file))
        entries = LedgerEntry.objects.count()
        again = taken_over(people, file_of(*file), update_existing=True)
        assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
        assert (Invoice.objects.count(), Payment.objects.count(), LedgerEntry.objects.count()) == (2, 1, entries)
        job = checked(people, file_of(["类型"], row("R1", "-250", "红字"), row("Y1", "310", "预收")))
        assert ["taken over earlier" in reason for reason in reasons(job)] == [True, True]

    def test_a_negative_amount_without_a_kind_is_asked_about(self, people):
        job = checked(people, file_of([], row("1", "-200")))
        assert "a credit or an advance" in reasons(job)[0]

    def test_the_number_of_a_credit_stands_on_one_document(self, people):
        CustomerFactory(owner=people.rep1, name="嘉陵传动")
        rows = [row("R1", "-200", "红字"), row("R1", "-200", "红字", customer="嘉陵传动")]
        job = checked(people, file_of(["类型"], *rows))
        assert reasons(job) == ["this number stands on row 2 already"]

    def test_a_credit_of_the_old_books_is_no_sale_of_ours(self, people):
        taken_over(people, file_of(["类型"], row("R1", "-200", "红字")))
        assert isinstance(Invoice.objects.all(), InvoiceQuerySet)
        assert list(invoices_of(Period("month", dt.date(2025, 1, 1)))) == []


class TestWhatIsLeftOut:
    def test_void_rows_are_no_rows_whatever_else_they_hold(self, people):
        rows = [row("1", "1000", "正常"), row("2", "", "作废", day="?"), row("3", "70", "已作废")]
        job = taken_over(people, file_of(["状态"], *rows))
        assert (job.created, job.bad_rows, job.void_rows) == (1, 0, 2)
        assert list(figures()) == ["1"]
        (sums,) = job.findings["sums"]
        assert (sums["file"], sums["posted"], sums["left"]) == ("1070.00", "1000.00", "70.00")

    def test_a_state_that_nobody_knows_is_refused(self, people):
        job = checked(people, file_of(["状态"], row("1", "1000", "部分红冲")))
        assert "正常" in reasons(job)[0] and "作废" in reasons(job)[0]


def test_the_sum_of_the_file_stands_beside_the_sum_posted_before_and_after(people):
    taken_over(people, file_of([], row("0", "50")))
    rows = [
        row("1", "1000", "400", ""),
        row("2", "300", "", ""),
        row("R1", "-200", "", "红字"),
        row("Y1", "120", "", "预收"),
    ]
    job = checked(people, file_of(["已收金额", "类型"], *rows))
    wanted = [
        ["Billed", "1300.00"],
        ["Already paid", "400.00"],
        ["Credits", "-200.00"],
        ["Advances", "-120.00"],
        ["Receivables of this file", "580.00"],
        ["Receivables in the books before", "50.00"],
        ["Receivables in the books afterwards", "630.00"],
    ]
    assert job.findings["summary"] == wanted
    done = imports.import_file(job.pk, people.finance)
    assert done.findings["summary"] == wanted
    assert sum(Account.objects.values_list("balance", flat=True)) == 630
    call_command("check_accounts")


def test_the_due_day_follows_the_terms_where_the_file_has_none(people):
    taken_over(people, file_of(["类型", "到期日"], row("1", "1000", "", ""), row("R1", "-20", "红字", "")))
    one, credit = Invoice.objects.order_by("pk")
    assert one.due_date > one.date
    assert credit.due_date == credit.date < calendar.today()
