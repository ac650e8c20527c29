"""A bank's file is brought in: each line once, the balances checked, what is wrong said by the row."""

import io
import re
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from orders.account.check import differences
from orders.bank_account.models import BankAccount, BankProfile
from orders.bank_statement.models import BankLine, BankStatement
from orders.tests.factories_bank import (
    CMB,
    OURS,
    bring_in,
    checked,
    cmb_file,
    cmb_line,
    csv_file,
    days,
    icbc_file,
    icbc_line,
    our_account,
)
from salesmgmt.core.domain import imports
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob

OLD_EXCEL = Path(__file__).parent / "abc.xls"


@pytest.fixture(autouse=True)
def english(people):
    people.finance.language = "en"
    people.finance.save(update_fields=["language"])
    with translation.override("en"):
        yield


def counts(job):
    return job.created, job.unchanged, job.bad_rows


def test_a_file_in_gbk_is_known_read_checked_and_taken_over(people):
    job = bring_in(
        people.finance,
        icbc_file(
            icbc_line("1000.00", "甲公司", "6222001", "INV-1", balance="6000.00"),
            icbc_line("-200.00", "水电公司", "6222002", balance="5800.00"),
        ),
    )
    assert (job.status, counts(job)) == ("done", (2, 0, 0))
    came, went = BankLine.objects.order_by("row")
    assert (came.amount, came.direction, came.status, came.payer) == (D("1000.00"), "in", "pool", "甲公司")
    assert (went.amount, went.direction, went.status) == (D("200.00"), "out", "out")
    statement = BankStatement.objects.get()
    assert (statement.opening, statement.closing, statement.difference) == (D("5000.00"), D("5800.00"), 0)
    assert (statement.taken, statement.known, statement.file_name) == (2, 0, "历史明细.csv")
    assert differences() == []


def test_the_same_file_twice_and_a_third_one_that_overlaps_bring_each_line_once(people):
    one, two, three = (icbc_line(amount, "甲公司", day=days(-3)) for amount in ("1.00", "2.00", "3.00"))
    assert counts(bring_in(people.finance, icbc_file(one, two, name="a.csv"))) == (2, 0, 0)
    again = checked(people.finance, icbc_file(one, two, name="b.csv"))
    assert counts(again) == (0, 2, 0)
    imports.import_file(again.pk, people.finance)
    assert BankStatement.objects.count() == 1
    assert counts(bring_in(people.finance, icbc_file(two, three, name="c.csv"))) == (1, 1, 0)
    newest = BankStatement.objects.latest("pk")
    assert (newest.taken, newest.known, newest.lines_in_file) == (1, 1, 2)
    assert sorted(BankLine.objects.values_list("amount", flat=True)) == [D("1.00"), D("2.00"), D("3.00")]


def test_two_equal_lines_without_number_are_two_payments_and_stay_two(people):
    same = icbc_line("50.00", "甲公司", day=days(-1))
    bring_in(people.finance, icbc_file(same))
    assert counts(bring_in(people.finance, icbc_file(same, same, name="b.csv"))) == (1, 1, 0)
    assert BankLine.objects.count() == 2


def test_a_line_with_a_transaction_number_is_known_by_it(people):
    bring_in(people.finance, cmb_file(cmb_line("5.00", "甲", number="T1")))
    other_words = cmb_line("5.00", "甲公司", text="另一种摘要", number="T1")
    assert counts(bring_in(people.finance, cmb_file(other_words, cmb_line("6.00", number="T2")))) == (1, 1, 0)


def test_a_known_number_with_another_amount_is_an_error_that_a_person_looks_at(people):
    bring_in(people.finance, cmb_file(cmb_line("5.00", number="T1")))
    job = checked(people.finance, cmb_file(cmb_line("7.00", number="T1"), cmb_line("8.00", number="T2")))
    assert counts(job) == (1, 0, 1)
    assert re.search(r"T1 stands on BL-\d{4}-\d+ already, with another day or amount", job.first_errors[0][1])
    with pytest.raises(BusinessError, match="Rows with errors stop the import"):
        imports.import_file(job.pk, people.finance)
    imports.import_file(job.pk, people.finance, skip_bad_rows=True)
    assert sorted(BankLine.objects.values_list("amount", flat=True)) == [D("5.00"), D("8.00")]


def test_the_database_refuses_a_line_a_second_time_and_a_line_that_changes(people):
    bring_in(people.finance, cmb_file(cmb_line("5.00")))
    line = BankLine.objects.get()
    with pytest.raises(IntegrityError, match="bank_line_once"), transaction.atomic():
        BankLine.objects.create(
            number="BL-2",
            statement=line.statement,
            account=line.account,
            direction="in",
            date=line.date,
            amount=line.amount,
            row=9,
            identity=line.identity,
        )
    with pytest.raises(InternalError, match="bank_said_it|read-only|update"), transaction.atomic():
        BankLine.objects.filter(pk=line.pk).update(amount=D("6.00"))


def test_a_debit_with_a_minus_is_a_correction_of_the_bank(people):
    """negative in brackets: （8.00） in the column of money in is money that went out again"""
    bring_in(
        people.finance,
        csv_file([["银行账号", OURS], CMB, [*cmb_line("5.00")[:3], "(8.00)", "", "冲正", "T9", "甲", ""]]),
    )
    line = BankLine.objects.get()
    assert (line.direction, line.amount, line.is_correction, line.status) == ("out", D("8.00"), True, "out")


@pytest.mark.parametrize(
    "style", ["#,##0.00;[Red]#,##0.00", "#,##0.00_);[Red]\\(#,##0.00\\)", "[Red]#,##0.00", "¥#,##0.00;[Red]¥-#,##0.00"]
)
def test_a_negative_that_excel_only_shows_red_is_a_negative(people, style):
    """The sign stands in the figure, not in the format that hides it behind red or brackets."""
    book = openpyxl.Workbook()
    for row in [["银行账号", OURS], CMB, cmb_line("5.00"), [*cmb_line("5.00")[:3], -8.5, "", "冲正", "T9", "甲", ""]]:
        book.active.append(row)
    book.active["D4"].number_format = style
    kept = io.BytesIO()
    book.save(kept)
    bring_in(people.finance, SimpleUploadedFile("明细.xlsx", kept.getvalue()))
    line = BankLine.objects.get(transaction_no="T9")
    assert (line.direction, line.amount, line.is_correction) == ("out", D("8.50"), True)


def test_a_missing_line_is_shown_before_anything_is_taken_over(people):
    lines = [
        cmb_line("100.00", balance="1100.00"),
        cmb_line("50.00", balance="1250.00"),
    ]
    job = checked(people.finance, cmb_file(*lines))
    [said] = [note for note in job.facts["notes"] if OURS in note]
    assert "difference 100.00" in said and "From row 4" in said
    bring_in(people.finance, cmb_file(*lines))
    assert (BankStatement.objects.get().difference, BankStatement.objects.get().gap_row) == (D("100.00"), 4)


def test_what_cannot_be_taken_is_said_by_the_row(people):
    rows = [
        cmb_line("1.00", day=days(2)),
        ["20260231", "", "", "2.00", "", "货款", "T-a", "甲", ""],
        ["20260101", "", "", "2.00元角", "", "货款", "T-b", "甲", ""],
        cmb_line("3.00"),
    ]
    job = checked(people.finance, cmb_file(*rows))
    words = dict(job.first_errors)
    assert "lies in the future" in words[3]
    assert "is not a date" in words[4]
    assert "no amount" in words[5] or "is not an amount" in words[5]
    assert counts(job) == (1, 0, 3)


def test_an_account_that_is_not_ours_is_refused(people):
    job = checked(people.finance, cmb_file(cmb_line("1.00"), account="12345678"))
    assert "12345678” is no bank account of ours" in job.first_errors[0][1]


def test_a_file_without_account_is_of_the_only_one_at_that_bank(people):
    our_account()
    no_label = csv_file([CMB, cmb_line("1.00")])
    bring_in(people.finance, no_label)
    assert BankLine.objects.get().account.number == OURS
    BankAccount.objects.create(number="999888777", bank="cmb", name="另一个")
    job = checked(people.finance, csv_file([CMB, cmb_line("2.00")], "second.csv"))
    assert "does not say which of our accounts" in job.first_errors[0][1]


def test_an_unknown_file_is_said_to_be_unknown_and_its_columns_are_asked(people):
    ours = csv_file([["到账日", "账户", "进账", "付款单位"], [str(days(-1)), OURS, "9.00", "甲公司"]])
    job = checked(people.finance, ours)
    assert (job.status, job.facts["prepared"]) == ("new", False)
    assert "No layout knows this file" in job.facts["notes"][0]
    job = imports.check_file(
        job.pk,
        people.finance,
        {"own_account": "账户", "day": "到账日", "money_in": "进账", "payer": "付款单位"},
        date_order="ymd",
    )
    imports.import_file(job.pk, people.finance)
    assert BankLine.objects.get().amount == D("9.00")


def test_finance_edits_a_layout_and_the_next_file_is_known(people, client):
    our_account()
    profile = BankProfile.objects.get(name="招商银行")
    client.force_login(people.finance)
    address = reverse("bank-profile-edit", args=[profile.pk])
    page = client.get(address)
    data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    data = {name: value for name, value in data.items() if value not in (None, False)} | {
        "column_money_in": "新表头（入账）"
    }
    answer = client.post(address, {**data, "form_token": "t1"})
    assert answer.status_code == 302, answer.context["form"].errors
    profile.refresh_from_db()
    assert profile.columns["money_in"] == ["新表头（入账）"]
    header = [name if name != "贷方金额" else "新表头" for name in CMB]
    bring_in(people.finance, csv_file([["银行账号", OURS], header, cmb_line("4.00")]))
    assert BankLine.objects.get().amount == D("4.00")


def test_a_layout_without_a_day_is_refused(people, client):
    our_account()
    client.force_login(people.finance)
    answer = client.post(
        reverse("bank-profile-create"),
        {"name": "x", "bank": "other", "column_amount": "金额", "is_active": "on", "form_token": "t2"},
    )
    assert answer.status_code == 409
    assert "请写明日期列的表头" in answer.content.decode()


def test_a_true_old_excel_file_and_text_that_is_only_called_xls(people):
    our_account("31000010001", bank="abc")
    job = bring_in(people.finance, SimpleUploadedFile("农行明细.xls", OLD_EXCEL.read_bytes()))
    assert counts(job) == (3, 0, 0)
    first = BankLine.objects.order_by("row").first()
    assert (first.account.number, first.amount, first.payer) == ("31000010001", D("1234.50"), "重庆甲公司")
    text = "\t".join(CMB) + "\n" + "\t".join(cmb_line("7.00"))
    named = SimpleUploadedFile("cmb.xls", text.encode("gb18030"))
    assert counts(bring_in(people.finance, named)) == (1, 0, 0)


def web_page(rows):
    """As a bank's page writes it: title over all columns, amounts with blanks that do not break, GBK."""
    cells = "".join(
        "<tr>" + "".join(f"<td style='mso-number-format:\\@'>{cell}&nbsp;</td>" for cell in row) + "</tr>"
        for row in rows
    )
    head = "<html><head><meta charset=gb2312><title>x</title><style>.a{color:red}</style></head>"
    return f"{head}<body><table><tr><td colspan=16>招商银行<br>交易明细</td></tr>{cells}</table></body></html>".encode(
        "gb18030"
    )


def test_a_web_page_that_is_called_xls_is_read_by_its_table(people):
    our_account()
    line = [cell if cell != "1007.00" else "1,007.00" for cell in cmb_line("1007.00", "重庆<b>甲</b>公司")]
    rows = [["银行账号", OURS], CMB, line, cmb_line("8.00")]
    assert counts(bring_in(people.finance, SimpleUploadedFile("cmb.xls", web_page(rows)))) == (2, 0, 0)
    assert BankLine.objects.filter(amount="1007.00", payer="重庆甲公司").exists()


TWO_ROWS = """<table>
<tr><td>账　　号</td><td colspan=4>{ours}</td></tr>
<tr><td rowspan=2>交易时间</td><td colspan=2>发生额/元</td><td rowspan=2>余额/元</td><td rowspan=2>对方户名</td></tr>
<tr><td>借方</td><td>贷方</td></tr>
<tr><td>20260701 09:10:11</td><td>-</td><td>1,000.00</td><td>9,000.00</td><td>甲</td></tr>
<tr><td rowspan=2>20260702 09:10:11</td><td>20.00</td><td>-</td><td>8,980.00</td><td>乙</td></tr>
<tr><td>30.00</td><td>-</td><td>8,950.00</td><td>丙</td></tr>
<tr><td>20260703 09:10:11</td><td>-</td><td>50.00</td><td>9,000.00</td><td>丁</td></tr>
</table>"""


def test_a_cell_of_a_web_page_over_several_rows_moves_nothing_of_the_rows_below_into_another_column(people):
    """As 建设银行 writes the headers; what stands beside such a cell in two lines is the error of both."""
    our_account("50001", bank="ccb")
    page = TWO_ROWS.format(ours="50001").encode("gb18030")
    job = checked(people.finance, SimpleUploadedFile("ccb.xls", page))
    assert [row for row, reason in job.first_errors if "A5:A6 are merged" in reason] == [5, 6]
    imports.import_file(job.pk, people.finance, skip_bad_rows=True)
    taken = BankLine.objects.order_by("row").values_list("payer", "amount", "direction")
    assert list(taken) == [("甲", D("1000.00"), "in"), ("丁", D("50.00"), "in")]


def test_a_web_page_without_a_table_is_refused_aloud(people):
    our_account()
    page = SimpleUploadedFile("login.xls", b"<html><body><p>Session expired</p></body></html>")
    assert "damaged" in checked(people.finance, page).error


def test_merged_cells_in_a_line_are_its_error_and_above_the_table_are_none(people):
    book = openpyxl.Workbook()
    for row in (["招商银行 交易明细"], ["银行账号", OURS], CMB, cmb_line("1.00"), cmb_line("2.00"), cmb_line("3.00")):
        book.active.append(row)
    book.active.merge_cells("A1:F1")
    book.active.merge_cells("H5:H6")
    book.active["D4"] = "1,234.50"  # a number as text
    data = io.BytesIO()
    book.save(data)
    job = checked(people.finance, SimpleUploadedFile("cmb.xlsx", data.getvalue()))
    assert [row for row, _reason in job.first_errors] == [5, 6]
    assert "merged" in job.first_errors[0][1]
    imports.import_file(job.pk, people.finance, skip_bad_rows=True)
    assert BankLine.objects.get().amount == D("1234.50")


def test_a_file_of_several_accounts_makes_a_statement_of_each(people):
    our_account()
    our_account("555000111", bank="cmb")
    rows = [
        ["银行账号", OURS],
        CMB,
        cmb_line("1.00"),
        cmb_line("2.00"),
        ["银行账号", "555000111"],
        CMB,
        cmb_line("4.00"),
    ]
    bring_in(people.finance, csv_file(rows))
    found = {each.account.number: each.taken for each in BankStatement.objects.all()}
    assert found == {OURS: 2, "555000111": 1}


def test_nobody_but_finance_brings_a_statement_in(people, client):
    with pytest.raises(PermissionDenied, match="may not import"):
        imports.receive(people.rep1, "bank_lines", cmb_file(cmb_line("1.00")))
    for person in (people.rep1, people.manager, people.director):
        client.force_login(person)
        assert client.get(reverse("bank-statement-list")).status_code == 403
        assert client.get(reverse("bank-line-list")).status_code == 403
    client.force_login(people.gm)
    assert client.get(reverse("bank-statement-list")).status_code == 200


@pytest.mark.parametrize("name", ["bank-statement-list", "bank-line-list"])
def test_the_lists_ask_as_often_for_three_rows_as_for_one(people, client, name):
    bring_in(people.finance, cmb_file(cmb_line("1.00", "甲")))
    client.force_login(people.finance)
    client.get(reverse(name))
    numbers = []
    for amount in (None, "2.00"):
        if amount:
            bring_in(people.finance, cmb_file(cmb_line(amount, "乙"), cmb_line("3.00", "丙")))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 20


def test_the_page_of_a_statement_says_whether_it_agrees(people, client):
    bring_in(people.finance, cmb_file(cmb_line("100.00", balance="1100.00", day=days(-9))))
    bring_in(people.finance, cmb_file(cmb_line("1.00", balance="1301.00", day=days(-1))))
    client.force_login(people.finance)
    first, second = BankStatement.objects.order_by("pk")
    assert "期初余额加逐笔流水等于银行期末余额" in client.get(first.get_absolute_url()).content.decode()
    page = client.get(second.get_absolute_url()).content.decode()
    assert "上一份对账单止于" in page and "200.00" in page
    assert client.get(reverse("bank-statement-lines", args=[second.pk])).status_code == 200


def test_ten_times_the_lines_are_taken_over_with_the_same_number_of_queries(people):
    """A file with 100,000 lines is the same work by the same statements; the bench takes it over at full size."""
    our_account()
    numbers = []
    for size in (100, 1000):
        lines = [cmb_line("1.00", f"付款人{size}-{place}") for place in range(size)]
        job = checked(people.finance, cmb_file(*lines, name=f"{size}.csv"))
        assert job.status == ImportJob.Status.READY
        with CaptureQueriesContext(connection) as queries:
            imports.import_file(job.pk, people.finance)
            imports.run(job.pk)
        numbers.append(len([each for each in queries if "orders_bankline" in each["sql"]]))
    assert BankLine.objects.count() == 1100
    assert numbers[1] - numbers[0] <= 4
