"""Both Excel writers, read back from the file."""

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output import xlsx
from salesmgmt.core.output.xlsx import Column

COLUMNS = [
    Column("客户", lambda row: row["name"]),
    Column("金额", lambda row: row["amount"], "money", total=True),
    Column("时间", lambda row: row["at"], "datetime"),
    Column("日期", lambda row: row["day"], "date"),
    Column("数量", lambda row: row["pieces"], "int"),
]
ROW = {
    "name": "=1+1",
    "amount": Decimal("1234.50"),
    "at": dt.datetime(2025, 1, 15, 20, 30, tzinfo=dt.UTC),
    "day": dt.date(2025, 1, 15),
    "pieces": 3,
}
both_writers = pytest.mark.parametrize("large", [False, True], ids=["openpyxl", "rustpy"])


def written(path, rows, large, columns=COLUMNS):
    with translation.override("en"):
        count = xlsx.write_sheet(path, columns, iter(rows), title="应收/账款", exported_by="张&三", large=large)
    assert count == len(rows)
    return openpyxl.load_workbook(path).active


@both_writers
def test_numbers_are_numbers_and_dates_are_dates_without_their_zone(tmp_path, large):
    sheet = written(tmp_path / "a.xlsx", [ROW], large)
    name, amount, at, day, pieces = sheet[2]
    assert (amount.value, amount.data_type, amount.number_format) == (1234.5, "n", "#,##0.00")
    assert (at.value, at.data_type) == (dt.datetime(2025, 1, 16, 4, 30), "d")
    assert (day.value.date(), day.number_format) == (dt.date(2025, 1, 15), "yyyy-mm-dd")
    assert (pieces.value, pieces.data_type) == (3, "n")


@both_writers
@pytest.mark.parametrize(
    "text", ["=1+1", "+86 23", "-x", "@SUM(A1)", "\t=1", "00123", "1e5", "重庆机械", "http://a.b/c"]
)
def test_text_stays_text_whatever_it_begins_with(tmp_path, large, text):
    """SEC-07"""
    sheet = written(tmp_path / "a.xlsx", [{**ROW, "name": text}], large)
    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")


@both_writers
def test_the_header_is_frozen_and_totals_are_formulas(tmp_path, large):
    sheet = written(tmp_path / "a.xlsx", [ROW, {**ROW, "amount": Decimal("0.50")}], large)
    assert [cell.value for cell in sheet[1]] == ["客户", "金额", "时间", "日期", "数量"]
    assert sheet.freeze_panes == "A2" and sheet.title == "应收 账款"
    assert (sheet["A4"].value, sheet["B4"].value) == ("Total", "=SUM(B2:B3)")
    assert sheet.oddFooter.left.text.startswith("Exported by 张&&三 at ")


@both_writers
def test_characters_excel_refuses_are_left_out_and_long_text_is_cut(tmp_path, large):
    sheet = written(tmp_path / "a.xlsx", [{**ROW, "name": "a\x00b\x0bc" + "x" * 40000}], large)
    assert sheet["A2"].value.startswith("abcx") and len(sheet["A2"].value) == 32767


@both_writers
def test_a_list_without_rows_still_has_its_header(tmp_path, large):
    sheet = written(tmp_path / "a.xlsx", [], large)
    assert [cell.value for cell in sheet[1]] == ["客户", "金额", "时间", "日期", "数量"]
    assert sheet.max_row == 1


@both_writers
def test_two_columns_of_one_name_both_arrive(tmp_path, large):
    columns = [Column("单价", lambda row: 1, "money"), Column("单价", lambda row: 2, "money")]
    sheet = written(tmp_path / "a.xlsx", [ROW], large, columns)
    assert [[cell.value for cell in row] for row in sheet] == [["单价", "单价 2"], [1, 2]]


@both_writers
def test_work_that_is_stopped_leaves_no_file(tmp_path, large):
    def rows():
        yield ROW
        raise BusinessError("stopped")

    with pytest.raises(BusinessError, match="stopped"):
        xlsx.write_sheet(tmp_path / "a.xlsx", COLUMNS, rows(), title="x", exported_by="x", large=large)
    assert list(tmp_path.iterdir()) == []


def test_both_writers_say_the_same(tmp_path):
    rows = [{**ROW, "pieces": number, "name": name} for number, name in enumerate(["=x", None, "", "重庆"])]
    sheets = [written(tmp_path / f"{large}.xlsx", rows, large) for large in (False, True)]
    assert list(sheets[0].values) == list(sheets[1].values)


def test_a_report_has_several_sheets_with_notes_above_the_header(tmp_path):
    report = xlsx.Report("李四")
    report.add_sheet("汇总", COLUMNS, [ROW], notes=["截至 2025年1月15日", "=note"])
    report.add_sheet("明细", COLUMNS, [ROW, ROW])
    report.save(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["汇总", "明细"]
    assert book.properties.creator == "李四"
    first = book["汇总"]
    assert (first["A1"].value, first["A2"].data_type, first.freeze_panes) == ("截至 2025年1月15日", "s", "A4")
    assert first["B5"].value == "=SUM(B4:B4)"


def test_document_numbers_of_many_digits_lose_nothing(tmp_path):
    sheet = written(tmp_path / "a.xlsx", [ROW], False, [Column("号", lambda row: 12345678901234567890)])
    assert sheet["A2"].value == "12345678901234567890"


def test_file_and_sheet_names_hold_no_forbidden_characters():
    assert xlsx.file_name('应收/账款:"2025"', dt.date(2025, 1, 15)) == "应收 账款  2025-20250115.xlsx"
    assert xlsx.sheet_name("a[b]:*?/\\c" + "x" * 40) == "a b      c" + "x" * 21
