"""Opening balances from a real ledger's file, with every figure computed a second way from the file itself."""

import csv
import datetime as dt
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from customers.customer.models import Customer
from customers.duplicate.merge import merge_customers
from customers.duplicate.suspicion import suspected_pairs
from customers.tests.factories import CustomerFactory, active_customer
from orders.account.check import differences
from orders.account.models import Account, LedgerEntry
from orders.allocation.models import Allocation
from orders.invoice.ageing import buckets
from orders.invoice.models import Invoice
from orders.payment.exposure import exposure_of
from orders.payment.models import Payment
from orders.receivables.ageing import with_ageing
from orders.receivables.opening_import import Item, go_live_day, problems_of
from orders.statement.figures import figures_of
from salesmgmt.core import calendar
from salesmgmt.core.domain import exports, imports
from salesmgmt.core.domain.people import deactivate
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import AuditEntry, ImportJob, User
from salesmgmt.core.tests.factories import received

HERE = Path(__file__).resolve().parent
OURS = HERE / "data" / "ledger.csv"
REAL = HERE.parents[2] / "shared" / "data" / "receivables.csv"
# The real ledger is not part of the repository; where it lies beside it, it is tested too.
LEDGERS = [OURS, *([REAL] if REAL.is_file() else [])]
ZERO = Decimal(0)
HEAD = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,owner,location\n"


@pytest.fixture(autouse=True)
def english(people):
    people.finance.language = "en"
    people.finance.save(update_fields=["language"])


def upload(user, path):
    job = received(user, "opening_balances", SimpleUploadedFile(path.name, path.read_bytes()))
    imports.check_file(job.pk, user, job.mapping, date_order="mdy")
    return imports.run(job.pk)


def take_over(user, path):
    job = upload(user, path)
    assert (job.status, job.error) == (ImportJob.Status.READY, "")
    imports.import_file(job.pk, user)
    return imports.run(job.pk)


def read(path):
    """The file once more, by the csv module alone."""

    def day(text):
        month, number, year = text.split("/")
        return dt.date(int(year), int(month), int(number))

    with path.open(newline="") as stream:
        for row in csv.DictReader(stream):
            yield {
                "customer": row["customerID"],
                "date": day(row["InvoiceDate"]),
                "due": day(row["DueDate"]),
                "amount": Decimal(row["InvoiceAmount"]),
                "settled": day(row["SettledDate"]) if row["SettledDate"] else None,
                "disputed": row["Disputed"] == "Yes",
            }


def counted(path):
    rows = list(read(path))
    return {
        "customers": len({row["customer"] for row in rows}),
        "invoices": len(rows),
        "payments": sum(1 for row in rows if row["settled"]),
        "disputed": sum(1 for row in rows if row["disputed"]),
    }


def in_books():
    return {
        "customers": Customer.objects.count(),
        "invoices": Invoice.objects.count(),
        "payments": Payment.objects.count(),
        "disputed": Invoice.objects.filter(disputed=True).count(),
    }


def expected_ageing(path, day):
    """{customer: {bucket: sum}} of what is open at the end of the day."""
    found = defaultdict(lambda: defaultdict(lambda: ZERO))
    for row in read(path):
        if row["date"] <= day and (row["settled"] is None or row["settled"] > day):
            late = (day - row["due"]).days
            name = "not_due" if late <= 0 else "upto_30" if late <= 30 else "upto_60" if late <= 60 else "upto_90"
            found[row["customer"]]["over_90" if late > 90 else name] += row["amount"]
            found[row["customer"]]["outstanding"] += row["amount"]
            found[row["customer"]]["overdue"] += row["amount"] if late > 0 else ZERO
    return {name: dict(figures) for name, figures in found.items()}


def booked_ageing(day):
    names = ["outstanding", "overdue", *(bucket.name for bucket in buckets())]
    found = {}
    for account in with_ageing(Account.objects.select_related("customer"), day):
        figures = {name: getattr(account, name) for name in names if getattr(account, name)}
        if figures:
            found[account.customer.name] = figures
    return found


def some_days(path):
    rows = list(read(path))
    first, last = min(row["date"] for row in rows), max(row["date"] for row in rows)
    return [first, first + (last - first) / 3, first + (last - first) / 2, last, last + dt.timedelta(days=45)]


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
class TestLedger:
    def test_the_file_is_taken_over_as_it_is_and_a_second_time_changes_nothing(self, people, path):
        job = take_over(people.finance, path)
        assert (job.status, job.created) == (ImportJob.Status.DONE, counted(path)["invoices"])
        assert in_books() == counted(path)
        assert differences() == []
        entries, audits = LedgerEntry.objects.count(), AuditEntry.objects.filter(action__contains="opening").count()
        again = take_over(people.finance, path)
        assert (again.created, again.updated, again.unchanged) == (0, 0, counted(path)["invoices"])
        assert in_books() == counted(path)
        assert LedgerEntry.objects.count() == entries
        assert AuditEntry.objects.filter(action__contains="opening").count() == audits

    def test_ageing_and_outstanding_are_right_at_any_date(self, people, path):
        take_over(people.finance, path)
        for day in some_days(path):
            expected = {
                name: {key: value for key, value in figures.items() if value}
                for name, figures in expected_ageing(path, day).items()
            }
            assert booked_ageing(day) == expected, day

    def test_exposure_and_ledger_agree_with_the_file(self, people, path):
        take_over(people.finance, path)
        day = some_days(path)[2]
        expected = expected_ageing(path, day)
        for customer in Customer.objects.all():
            found, figures = exposure_of(customer, day), expected.get(customer.name, {})
            assert found.outstanding == figures.get("outstanding", ZERO)
            assert found.overdue == figures.get("overdue", ZERO)

    def test_the_statement_of_each_customer_adds_up_to_the_file(self, people, path):
        take_over(people.finance, path)
        first, last = some_days(path)[1], some_days(path)[3]
        rows = list(read(path))
        for customer in Customer.objects.all():
            mine = [row for row in rows if row["customer"] == customer.name]
            found = figures_of(customer, first, last)
            settled = [row for row in mine if row["settled"]]
            opening = sum((row["amount"] for row in mine if row["date"] < first), ZERO) - sum(
                (row["amount"] for row in settled if row["settled"] < first), ZERO
            )
            billed = sum((row["amount"] for row in mine if first <= row["date"] <= last), ZERO)
            paid = sum((row["amount"] for row in settled if first <= row["settled"] <= last), ZERO)
            assert (found.opening, found.billed, found.credited, found.paid) == (opening, billed, ZERO, paid)
            assert found.closing == opening + billed - paid == found.open_total
            assert not found.rows or found.rows[-1].balance == found.closing

    def test_the_excel_report_agrees_with_the_file_at_any_date(self, people, path):
        take_over(people.finance, path)
        for day in some_days(path)[1:4:2]:
            job = exports.start(people.finance, "receivable-report", f"day={day}&show=open")
            if job.status == "queued":
                job = exports.run(job.pk)
            customers, items = load_workbook(exports.file_of(job)).worksheets
            columns = ["outstanding", "overdue", *(bucket.name for bucket in buckets())]
            found = {
                row[0]: {name: Decimal(str(cell)) for name, cell in zip(columns, row[3:10], strict=True) if cell}
                for row in list(customers.iter_rows(min_row=2, values_only=True))[:-1]
            }
            expected = expected_ageing(path, day)
            assert found == {name: {k: v for k, v in row.items() if v} for name, row in expected.items()}
            open_sums = defaultdict(lambda: ZERO)
            for row in list(items.iter_rows(min_row=2, values_only=True))[:-1]:
                open_sums[row[0]] += Decimal(str(row[7]))
            assert open_sums == {name: row["outstanding"] for name, row in expected.items()}


def test_new_customers_are_imported_unrated_and_without_an_owner(people):
    take_over(people.finance, OURS)
    customer = Customer.objects.get(name="=1+1")
    assert (customer.origin, customer.grade, customer.owner) == ("imported", "", None)
    assert customer in Customer.objects.search("=1+1")


def test_a_column_may_name_the_owner_of_the_customers_that_are_created(people, tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(
        "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,owner\nNew,1,1/2/2024,2/1/2024,10,rep1\n"
    )
    take_over(people.finance, path)
    customer = Customer.objects.get(name="New")
    assert (customer.owner, customer.region) == (people.rep1, people.units.east)
    assert customer.owner_history.get().to_user == people.rep1


@pytest.mark.parametrize("name", ["manager", "finance", "gone", "rep2"])
def test_only_an_active_rep_is_named_as_the_owner(people, tmp_path, name):
    """CUS-07"""
    User.objects.filter(username="rep2").update(is_active=False)
    path = tmp_path / "ledger.csv"
    path.write_text(f"{HEAD}New,1,1/2/2024,2/1/2024,10,{name},\n")
    job = upload(people.finance, path)
    assert (job.bad_rows, name in job.first_errors[0][1]) == (1, True)
    assert in_books() == {"customers": 0, "invoices": 0, "payments": 0, "disputed": 0}


def test_every_open_receivable_leads_to_one_active_rep_or_to_the_list_of_customers_without(people, tmp_path):
    """CUS-07"""
    path = tmp_path / "ledger.csv"
    rows = [
        "A,1,1/2/2024,2/1/2024,10,,",
        "A,2,1/3/2024,2/1/2024,10,rep1,",
        "B,3,1/2/2024,2/1/2024,10,,local",
        "C,4,1/2/2024,2/1/2024,10,rep3,remote",
    ]
    path.write_text(HEAD + "\n".join(rows) + "\n")
    take_over(people.finance, path)
    reps = {invoice.invoice_no: invoice.customer.owner for invoice in Invoice.objects.open()}
    assert reps == {"1": people.rep1, "2": people.rep1, "3": None, "4": people.rep3}
    assert [customer.name for customer in Customer.objects.visible_to(people.gm).without_owner()] == ["B"]
    for rep in (people.rep1, people.rep3):
        with pytest.raises(BusinessError, match="个客户，请先移交"):
            deactivate(rep.pk, people.admin)
        assert User.objects.active().filter(pk=rep.pk).exists()


def test_the_location_is_taken_from_the_file_and_outside_the_city_without(people, tmp_path):
    """CUS-10"""
    path = tmp_path / "ledger.csv"
    path.write_text(f"{HEAD}A,1,1/2/2024,2/1/2024,10,,local\nB,2,1/2/2024,2/1/2024,10,,\n")
    take_over(people.finance, path)
    assert dict(Customer.objects.values_list("name", "location_type")) == {"A": "local", "B": "remote"}
    path.write_text(f"{HEAD}C,3,1/2/2024,2/1/2024,10,,moon\n")
    assert upload(people.finance, path).bad_rows == 1


def test_imported_customers_are_suspected_duplicates_like_those_typed_by_hand(people, tmp_path):
    """CUS-13"""
    known = active_customer(people.rep1, name="重庆川江机械制造有限公司")
    path = tmp_path / "ledger.csv"
    path.write_text(f"{HEAD}重庆川江机械制造公司,1,1/2/2024,2/1/2024,10,rep1,\n", encoding="utf-8")
    take_over(people.finance, path)
    made = Customer.objects.get(name="重庆川江机械制造公司")
    pairs, _hidden, _is_cut = suspected_pairs(people.gm)
    assert [set(pair) for pair in pairs] == [{known, made}]


def test_one_bad_row_stops_the_whole_file_and_says_why(people, tmp_path):
    path = tmp_path / "ledger.csv"
    head = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,SettledDate\n"
    good, bad = "A,1,1/2/2024,2/1/2024,10.00,\n", "A,2,1/2/2024,1/1/2024,10.00,\nA,1,1/2/2024,2/1/2024,10.00,\n"
    path.write_text(head + good + bad + "A,3,13/45/2024,2/1/2024,1.005,\n")
    job = upload(people.finance, path)
    assert (job.good_rows, job.bad_rows) == (1, 3)
    assert [number for number, _reason in job.first_errors] == [3, 4, 5]
    assert in_books() == {"customers": 0, "invoices": 0, "payments": 0, "disputed": 0}


def test_a_settlement_that_is_new_in_the_file_is_added_in_update_mode_only(people, tmp_path):
    path = tmp_path / "ledger.csv"
    head = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,SettledDate\n"
    path.write_text(head + "A,1,1/2/2024,2/1/2024,10.00,\n")
    take_over(people.finance, path)
    path.write_text(head + "A,1,1/2/2024,2/1/2024,10.00,2/9/2024\n")
    assert take_over(people.finance, path).unchanged == 1
    assert Payment.objects.count() == 0
    job = received(people.finance, "opening_balances", SimpleUploadedFile("a.csv", path.read_bytes()))
    imports.check_file(job.pk, people.finance, job.mapping, date_order="mdy", update_existing=True)
    imports.run(job.pk)
    imports.import_file(job.pk, people.finance)
    assert imports.run(job.pk).updated == 1
    invoice = Invoice.objects.get()
    assert (invoice.status, invoice.open_amount, invoice.settled_on) == ("paid", ZERO, dt.date(2024, 2, 9))
    assert Allocation.objects.count() == 1
    assert differences() == []


def test_an_invoice_taken_over_with_other_figures_is_refused(people, tmp_path):
    path = tmp_path / "ledger.csv"
    head = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount\n"
    path.write_text(head + "A,1,1/2/2024,2/1/2024,10.00\n")
    take_over(people.finance, path)
    path.write_text(head + "A,1,1/2/2024,2/1/2024,11.00\n")
    assert upload(people.finance, path).bad_rows == 1


@pytest.mark.parametrize("name", ["rep1", "manager", "gm", "admin"])
def test_nobody_but_finance_imports_opening_balances(people, name):
    with pytest.raises(PermissionDenied, match="您没有此项导入的权限"):
        imports.receive(getattr(people, name), "opening_balances", SimpleUploadedFile("a.csv", OURS.read_bytes()))
    assert ImportJob.objects.count() == 0


class TestGoLive:
    """REC-13, REC-06"""

    HEAD = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,SettledDate\n"

    def row(self, tmp_path, date, settled=""):
        path = tmp_path / "ledger.csv"
        path.write_text(f"{self.HEAD}A,1,{date},,10.00,{settled}\n")
        return path

    def test_finance_alone_makes_no_paid_invoice_of_today_without_a_delivery(self, people, tmp_path):
        """REC-13"""
        day = calendar.today().isoformat()
        job = upload(people.finance, self.row(tmp_path, day, day))
        assert (job.good_rows, job.bad_rows) == (0, 1)
        assert "signed deliveries" in job.first_errors[0][1] and "have it confirmed" in job.first_errors[0][1]
        assert in_books() == {"customers": 0, "invoices": 0, "payments": 0, "disputed": 0}

    @pytest.mark.parametrize(("date", "bad"), [("2024-06-30", 0), ("2024-07-01", 1), ("2024-07-02", 1)])
    def test_the_day_before_the_setting_is_the_last(self, people, tmp_path, date, bad):
        """REC-13"""
        change_setting("go_live_on", "2024-07-01", people.admin)
        assert upload(people.finance, self.row(tmp_path, date)).bad_rows == bad

    def test_a_settlement_since_then_is_a_payment_to_be_confirmed(self, people, tmp_path):
        """REC-06"""
        change_setting("go_live_on", "2024-07-01", people.admin)
        take_over(people.finance, self.row(tmp_path, "2024-06-01"))
        path = self.row(tmp_path, "2024-06-01", "2024-07-01")
        job = received(people.finance, "opening_balances", SimpleUploadedFile("a.csv", path.read_bytes()))
        job = imports.check_file(job.pk, people.finance, job.mapping, date_order="mdy", update_existing=True)
        assert job.bad_rows == 1
        assert (Payment.objects.count(), Invoice.objects.get().open_amount) == (0, 10)

    def test_without_a_setting_it_is_the_day_the_first_account_was_opened(self, people):
        """REC-13"""
        User.objects.filter(pk=people.admin.pk).update(date_joined=dt.datetime(2024, 3, 1, 1, tzinfo=dt.UTC))
        assert go_live_day() == dt.date(2024, 3, 1)


class TestDueDate:
    def due(self, people, tmp_path, customer):
        path = tmp_path / "ledger.csv"
        path.write_text(f"客户,发票号,开票日期,金额\n{customer},1,2024-01-31,10\n", encoding="utf-8")
        take_over(people.finance, path)
        return Invoice.objects.get().due_date

    def test_a_row_without_one_takes_the_terms_of_the_customer(self, people, tmp_path):
        active_customer(people.rep1, name="川江（重庆）机械", payment_term_days=45)
        assert self.due(people, tmp_path, "川江(重庆)机械") == dt.date(2024, 3, 16)

    def test_the_check_shows_the_day_that_the_terms_give(self, people, tmp_path):
        active_customer(people.rep1, name="川江机械", payment_term_days=45)
        path = tmp_path / "ledger.csv"
        path.write_text("客户,发票号,开票日期,金额\n川江机械,1,2024-01-31,10\n", encoding="utf-8")
        job = upload(people.finance, path)
        names = [column.name for column in imports.find("opening_balances").columns]
        assert dict(zip(names, job.preview[0]["cells"], strict=True))["due_date"] == "2024-03-16"

    def test_other_terms_later_do_not_make_the_same_file_another_one(self, people, tmp_path):
        self.due(people, tmp_path, "新客户")
        Customer.objects.update(payment_term_days=90)
        assert take_over(people.finance, tmp_path / "ledger.csv").unchanged == 1
        assert Invoice.objects.get().due_date == dt.date(2024, 3, 1)

    def test_a_customer_without_terms_has_those_of_the_setting(self, people, tmp_path):
        change_setting("payment_term_days", 10, people.admin)
        assert self.due(people, tmp_path, "新客户") == dt.date(2024, 2, 10)


class TestWhoIsMeant:
    """CUS-13"""

    def file(self, tmp_path, *names):
        path = tmp_path / "ledger.csv"
        lines = "".join(f"{name},{number},2024-01-02,2024-02-01,10\n" for number, name in enumerate(names, 1))
        path.write_text(f"客户,发票号,开票日期,到期日,金额\n{lines}", encoding="utf-8")
        return path

    def test_two_ways_to_write_brackets_are_one_customer(self, people, tmp_path):
        take_over(people.finance, self.file(tmp_path, "川江(重庆)机械", "川江（重庆）机械", "川江（重庆） 机械"))
        assert (Customer.objects.count(), Invoice.objects.count()) == (1, 3)

    def test_the_name_of_a_merged_file_posts_to_the_one_that_goes_on(self, people, tmp_path):
        kept = active_customer(people.rep1, name="新渝江机械")
        closed = CustomerFactory(owner=people.rep1, name="老渝江（重庆）机械")
        merge_customers(kept.pk, people.manager, closed.pk, "同一家企业")
        take_over(people.finance, self.file(tmp_path, "老渝江(重庆)机械", kept.number))
        assert [invoice.customer for invoice in Invoice.objects.all()] == [kept, kept]
        assert Customer.objects.count() == 2

    def test_one_invoice_under_two_names_of_a_customer_is_there_twice(self, people, tmp_path):
        kept = active_customer(people.rep1, name="新渝江机械")
        path = self.file(tmp_path, "新渝江机械", kept.number)
        path.write_text(path.read_text(encoding="utf-8").replace(",2,2024", ",1,2024"), encoding="utf-8")
        job = upload(people.finance, path)
        assert job.bad_rows == 1 and "row 2 already" in job.first_errors[0][1]
        assert not Invoice.objects.exists()


DAY = dt.date(2025, 6, 1)


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 0),
        ({"amount": ZERO}, 1),
        ({"due_date": dt.date(2025, 4, 30)}, 1),
        ({"settled_on": dt.date(2025, 4, 30)}, 1),
        ({"settled_on": dt.date(2025, 6, 1)}, 1),
        ({"due_date": None}, 0),
        ({"date": DAY, "due_date": None}, 1),
        ({"date": dt.date(2025, 6, 2), "due_date": dt.date(2025, 6, 2)}, 1),
    ],
)
def test_what_is_wrong_with_a_row_by_itself(changes, count):
    """REC-13: the day is that from which receivables arise from deliveries."""
    values = {
        "number": 2,
        "customer": "A",
        "invoice_no": "1",
        "date": dt.date(2025, 5, 1),
        "due_date": dt.date(2025, 5, 31),
        "amount": Decimal(10),
        "settled_on": None,
        "disputed": False,
        "owner": "",
    }
    assert len(list(problems_of(Item(**{**values, **changes}), DAY))) == count
