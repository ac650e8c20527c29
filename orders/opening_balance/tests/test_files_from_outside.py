"""Files as people really send them, each through the whole way: read as meant, or asked about, or refused with the reason.

Every example is a real CSV or Excel file made here; the figures are what has to stand in the books afterwards.
"""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from customers.contact.models import Contact
from customers.tests.factories import CustomerFactory
from orders.invoice.models import Invoice
from salesmgmt.core.domain import imports
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import received

HEAD = ["客户", "发票号", "开票日期", "到期日"]
ROW = ["川江机械", "24952000000010910141", "2024-01-05", "2024-02-05"]
GROSS = ["金额", "税额", "价税合计"]
PARTS = ["8849.56", "1150.44", "10000"]


@pytest.fixture(autouse=True)
def english(people):
    for person in (people.finance, people.rep1):
        person.language = "en"
        person.save(update_fields=["language"])
    with translation.override("en"):
        yield


def as_csv(rows, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return SimpleUploadedFile("rows.csv", text.getvalue().encode(encoding))


def as_excel(rows, prepare=lambda book: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    prepare(book)
    data = io.BytesIO()
    book.save(data)
    return SimpleUploadedFile("rows.xlsx", data.getvalue())


def check(user, file, kind="opening_balances", choose=None, **options):
    job = received(user, kind, file)
    assert job.error == ""
    return imports.check_file(job.pk, user, job.mapping | (choose or {}), **{"date_order": "mdy", **options})


def posted(user, file, **options):
    """The amounts in the books after the import."""
    job = check(user, file, **options)
    assert job.first_errors == []
    imports.import_file(job.pk, user)
    return [invoice.amount for invoice in Invoice.objects.order_by("pk")]


def money_file(header, cell, *above, make=as_csv):
    return make([*above, [*HEAD, header], [*ROW, cell]])


def asked(user, file, words, **options):
    """The mapping page asks and nothing is checked."""
    job = received(user, "opening_balances", file)
    with pytest.raises(BusinessError, match=words):
        imports.check_file(job.pk, user, job.mapping | options.pop("choose", {}), date_order="mdy", **options)
    job.refresh_from_db()
    assert (job.status, Invoice.objects.count()) == ("new", 0)
    return job


class TestWhichColumnIsTheMoney:
    def test_the_sum_with_tax_is_taken_where_it_is_certain(self, people):
        file = as_csv([[*HEAD, *GROSS], [*ROW, *PARTS]])
        assert posted(people.finance, file) == [Decimal("10000.00")]

    def test_the_amount_without_tax_is_not_taken_unasked(self, people):
        file = as_csv([[*HEAD, *GROSS], [*ROW, *PARTS]])
        asked(people.finance, file, "includes the tax", choose={"amount": "金额"})

    @pytest.mark.parametrize(
        "headers",
        [
            ["金额", "税额"],
            ["发票金额", "应收金额", "未收金额"],
            ["合同金额", "开票金额"],
        ],
    )
    def test_several_amounts_are_asked_about(self, people, headers):
        file = as_csv([[*HEAD, *headers], [*ROW, *PARTS[: len(headers)]]])
        job = asked(people.finance, file, "Choose a column")
        assert "amount" not in job.mapping

    @pytest.mark.parametrize(
        "header", ["不含税金额", "金额（不含税）", "未税金额", "税额", "Net amount", "Amount excl. tax"]
    )
    def test_an_amount_without_tax_is_refused(self, people, header):
        asked(people.finance, money_file(header, "100"), "without tax", choose={"amount": header})

    def test_what_the_person_says_about_tax_counts(self, people):
        rows = [[*HEAD, "金额", "税额"], [*ROW, "100", "13"]]
        asked(
            people.finance, as_csv(rows), "without tax", choose={"amount": "金额"}, answers={"tax": {"amount": "net"}}
        )
        said = {"tax": {"amount": "gross"}}
        assert posted(people.finance, as_csv(rows), choose={"amount": "金额"}, answers=said) == [Decimal("100.00")]

    def test_the_files_sum_stands_beside_the_sum_to_be_posted_and_unused_columns_are_named(self, people):
        rows = [
            [*HEAD, "金额", "备注"],
            [*ROW, "100.10", "老账"],
            ["川江机械", "2", "2024-01-06", "", "200.20", "三方"],
            ["川江机械", "3", "2024-13-06", "", "300.30", "老账"],
            ["合计", "", "", "", "600.60", ""],
        ]
        job = check(people.finance, as_csv(rows))
        (found,) = job.findings["sums"]
        assert (found["file"], found["posted"], found["known"], found["left"]) == ("600.60", "300.30", "0.00", "300.30")
        assert job.findings["unused"] == [["备注", "老账（2）、三方（1）"]]
        assert job.findings["totals"] == [[5, "600.60", True]]

    def test_a_line_of_totals_that_is_not_the_sum_is_said_so(self, people):
        job = check(people.finance, as_csv([[*HEAD, "金额"], [*ROW, "100"], ["合 计", "", "", "", "900"]]))
        assert (job.good_rows, job.bad_rows, job.findings["totals"]) == (1, 0, [[3, "900.00", False]])

    def test_what_was_there_before_is_in_no_sum_to_be_posted(self, people):
        file = [[*HEAD, "金额"], [*ROW, "100"]]
        posted(people.finance, as_csv(file))
        (found,) = check(people.finance, as_csv([*file, ["川江机械", "2", "2024-01-06", "", "7"]])).findings["sums"]
        assert (found["file"], found["posted"], found["known"]) == ("107.00", "7.00", "100.00")


class TestUnits:
    @pytest.mark.parametrize("make", [as_csv, as_excel])
    @pytest.mark.parametrize(
        ("header", "above", "amount"),
        [
            ("金额（万元）", [], "125000.00"),
            ("金额(万元)", [], "125000.00"),
            ("金额/万元", [], "125000.00"),
            ("金额", [["应收账款明细表（单位：万元）"]], "125000.00"),
            ("金额", [["重庆渝江机械制造有限公司", "单位：人民币万元"]], "125000.00"),
            ("金额（元）", [], "12.50"),
            ("金额", [["单位：元"]], "12.50"),
            ("金额", [["单位：万达机械有限公司"]], "12.50"),
            ("金额", [], "12.50"),
        ],
    )
    def test_the_unit_is_read_from_header_or_title_and_said(self, people, make, header, above, amount):
        job = check(people.finance, money_file(header, 12.5, *above, make=make))
        imports.import_file(job.pk, people.finance)
        assert Invoice.objects.get().amount == Decimal(amount)
        assert job.findings["sums"][0]["unit"] == ("ten_thousand" if amount == "125000.00" else "yuan")
        assert job.findings["sums"][0]["file"] == amount

    @pytest.mark.parametrize(
        ("header", "above"),
        [
            ("金额（千元）", []),
            ("金额（百万元）", []),
            ("金额（亿元）", []),
            ("Amount (thousand)", []),
            ("金额", [["单位：千元"]]),
            ("金额（元）", [["单位：万元"]]),
        ],
    )
    def test_a_unit_that_is_unusual_or_said_twice_is_asked_about(self, people, header, above):
        asked(people.finance, money_file(header, "12.5", *above), "in which unit", choose={"amount": header})

    def test_the_answer_decides(self, people):
        said = {"unit": {"amount": "thousand"}}
        assert posted(people.finance, money_file("金额（千元）", "12.5"), answers=said) == [Decimal("12500.00")]

    @pytest.mark.parametrize("header", ["金额（美元）", "金额（USD）", "Amount (US$)", "金额（港币）", "欧元金额"])
    def test_foreign_money_is_refused(self, people, header):
        asked(people.finance, money_file(header, "12.5"), "foreign currency", choose={"amount": header})

    @pytest.mark.parametrize(
        ("style", "words"),
        [
            ('#,##0.00"万元"', "in yuan"),
            ("[$$-409]#,##0.00", "foreign currency"),
            ('_("$"* #,##0.00_)', "foreign currency"),
        ],
    )
    def test_a_unit_in_the_format_of_a_cell_is_not_overlooked(self, people, style, words):
        def prepare(book):
            book.active["E2"].number_format = style

        job = check(people.finance, as_excel([[*HEAD, "金额"], [*ROW, 12.5]], prepare))
        assert job.bad_rows == 1 and words in job.first_errors[0][1]

    def test_the_file_to_correct_keeps_the_unit_of_the_title(self, people):
        rows = [["单位：万元"], [*HEAD, "金额"], [*ROW, "12.5"], ["川江机械", "2", "2024-99-06", "", "1"]]
        job = check(people.finance, as_csv(rows))
        book = openpyxl.load_workbook(imports.error_file_of(job, "all"))
        book.active["C2"] = "2024-01-06"
        data = io.BytesIO()
        book.save(data)
        assert sorted(posted(people.finance, SimpleUploadedFile("b.xlsx", data.getvalue()))) == [10_000, 125_000]


class TestSeparators:
    @pytest.mark.parametrize(
        ("cell", "amount"),
        [
            ("1,234,567.89", "1234567.89"),
            ("¥1,234.50", "1234.50"),
            ("￥ 1，234.50", "1234.50"),
            ("1,234.50元", "1234.50"),
            ("人民币1234.5元整", "1234.50"),
            ("RMB 1,234.50", "1234.50"),
            ("１２３４．５０", "1234.50"),
            ("1 234.50", "1234.50"),
            ("1,234", "1234.00"),
            ("+12.5", "12.50"),
        ],
    )
    def test_figures_are_read_as_they_are_written(self, people, cell, amount):
        assert posted(people.finance, money_file("金额", cell)) == [Decimal(amount)]

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("12,5", "a point before the decimals"),
            ("1，23", "a point before the decimals"),
            ("1.234,50", "a point before the decimals"),
            ("12,34,567", "a point before the decimals"),
            ("(1,234.50)", "negative"),
            ("（１，２３４．５０）", "negative"),
            ("-1,234.50", "negative"),
            ("¥-5", "negative"),
            ("1.2E+06", "not an amount"),
            ("12.345", "more than two decimals"),
            ("12.5万", "in yuan"),
            ("$12.50", "foreign currency"),
            ("12美元", "foreign currency"),
            ("约100", "not an amount"),
            ("100-", "not an amount"),
        ],
    )
    def test_what_could_mean_another_figure_is_refused(self, people, cell, words):
        job = check(people.finance, money_file("金额", cell))
        assert (job.good_rows, job.bad_rows) == (0, 1)
        assert words in job.first_errors[0][1]

    def test_a_negative_in_brackets_is_negative_in_the_files_sum(self, people):
        (found,) = check(people.finance, money_file("金额", "(1,234.50)")).findings["sums"]
        assert (found["file"], found["posted"]) == ("-1234.50", "0.00")


class TestCodes:
    @pytest.mark.parametrize("number", [24952000000010910141, 2.4952000000010911e19, "2.4952E+19", "２.4952E+19"])
    def test_a_number_that_lost_its_digits_is_refused_with_the_advice(self, people, number):
        job = check(people.finance, as_excel([[*HEAD, "金额"], ["川江机械", number, "2024-01-05", "", 1]]))
        assert (job.good_rows, job.bad_rows) == (0, 1)
        assert "Format the cells as text" in job.first_errors[0][1]

    def test_zeros_that_the_format_shows_are_kept(self, people):
        def prepare(book):
            book.active["B2"].number_format = "00000000"

        file = as_excel([[*HEAD, "金额"], ["川江机械", 123456, "2024-01-05", "", 1]], prepare)
        posted(people.finance, file)
        assert Invoice.objects.get().invoice_no == "00123456"

    def test_twenty_digits_as_text_are_kept(self, people):
        posted(people.finance, as_excel([[*HEAD, "金额"], [*ROW, 1]]))
        assert Invoice.objects.get().invoice_no == "24952000000010910141"


class TestDates:
    @pytest.mark.parametrize(
        "written",
        [
            "20240105",
            "45296",
            "2024-01-05",
            "2024/1/5",
            "2024.01.05",
            "2024年1月5日",
            "2024-January-05",
            "05-Jan-2024",
            "Jan 5, 2024",
            "2024-01-05 16:37:03",
            "20240105163703",
            "1/5/2024",
            "２０２４－０１－０５",
        ],
    )
    def test_every_way_to_write_a_day_in_a_csv(self, people, written):
        posted(people.finance, as_csv([[*HEAD, "金额"], ["川江机械", "1", written, "", "1"]]))
        assert Invoice.objects.get().date == dt.date(2024, 1, 5)

    @pytest.mark.parametrize("written", [dt.date(2024, 1, 5), 45296, 20240105, 45296.5])
    def test_every_way_to_write_a_day_in_excel(self, people, written):
        posted(people.finance, as_excel([[*HEAD, "金额"], ["川江机械", "1", written, "", 1]]))
        assert Invoice.objects.get().date == dt.date(2024, 1, 5)

    @pytest.mark.parametrize("written", [dt.datetime(2024, 1, 5), 43834])
    def test_the_day_numbers_of_a_1904_book_begin_later(self, people, written):
        def prepare(book):
            book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

        posted(people.finance, as_excel([[*HEAD, "金额"], ["川江机械", "1", written, "", 1]], prepare))
        assert Invoice.objects.get().date == dt.date(2024, 1, 5)

    @pytest.mark.parametrize("written", ["2024-02-30", "20241301", "123", "5", "2024-Foo-05", "soon"])
    def test_what_is_no_day_is_refused(self, people, written):
        job = check(people.finance, as_csv([[*HEAD, "金额"], ["川江机械", "1", written, "", "1"]]))
        assert job.bad_rows == 1 and "is not a date" in job.first_errors[0][1]

    def test_a_year_that_cannot_be_right_is_refused_for_that_reason(self, people):
        job = check(people.finance, as_csv([[*HEAD, "金额"], ["川江机械", "1", "1024-01-05", "", "1"]]))
        assert "is the year right?" in job.first_errors[0][1]

    @pytest.mark.parametrize("written", [dt.date(1980, 3, 7), "1980-03-07", "19800307", 29287])
    def test_a_birthday_before_1990_is_plausible(self, people, written):
        CustomerFactory(owner=people.rep1, name="川江机械")
        rows = [["客户", "联系人", "电话", "生日"], ["川江机械", "李雷", "１３８００００００００", written]]
        job = check(people.rep1, as_excel(rows), kind="contacts")
        imports.import_file(job.pk, people.rep1)
        found = Contact.objects.get(name="李雷")
        assert (found.birthday, found.phone) == (dt.date(1980, 3, 7), "13800000000")


class TestShapes:
    def test_a_file_parted_by_tabs_below_a_title_line(self, people):
        file = as_csv(
            [["2024年1月，应收账款，明细"], [*HEAD, "金额"], [*ROW, "1,234.50"]], delimiter="\t", encoding="gb18030"
        )
        assert posted(people.finance, file) == [Decimal("1234.50")]

    def hidden(self):
        def prepare(book):
            book.active.row_dimensions[3].hidden = True
            book.active.column_dimensions["F"].hidden = True

        rows = [[*HEAD, "金额", "备注"], [*ROW, 1, "甲"], ["川江机械", "2", "2024-01-06", None, 2, "乙"]]
        return as_excel(rows, prepare)

    def test_hidden_rows_are_named_and_asked_about(self, people):
        job = asked(people.finance, self.hidden(), "hidden rows")
        assert (job.facts["hidden_rows"], job.facts["hidden_columns"]) == ([[3, 3]], ["备注"])

    @pytest.mark.parametrize(("answer", "amounts"), [("take", [1, 2]), ("leave", [1])])
    def test_the_answer_about_hidden_rows_decides(self, people, answer, amounts):
        assert posted(people.finance, self.hidden(), answers={"hidden": answer}) == amounts
