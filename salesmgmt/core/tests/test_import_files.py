"""Real bad files: each is refused in words, before it can do harm."""

import datetime as dt
import io
import re
import time
import zipfile

import openpyxl
import pytest

from salesmgmt.core.domain import import_columns, import_files, import_reading
from salesmgmt.core.exceptions import BusinessError

HEADER = ["客户", "金额", "日期"]


def workbook(tmp_path, rows, name="a.xlsx", prepare=lambda sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    prepare(book.active)
    book.save(tmp_path / name)
    return tmp_path / name


def read(path, sheet=""):
    """The rows of a file as the reading process wrote them."""
    target = path.with_suffix(".rows")
    import_reading.read(path, sheet, target)
    return list(import_files.rows(target))


def is_refused(path, words):
    """Neither looked into nor read: with these words the file is refused."""
    with pytest.raises(BusinessError, match=re.escape(words)):
        import_files.check(path, path.name)
        read(path)


def layout(path, known):
    read(path)
    return import_files.layout(path.with_suffix(".rows"), known)


def raw(tmp_path, data, name="a.xlsx"):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def test_a_program_renamed_to_xlsx_is_refused(tmp_path):
    is_refused(raw(tmp_path, b"MZ\x90\x00" + b"\x00" * 500), "not an Excel or CSV file")


def test_a_program_renamed_to_csv_is_refused(tmp_path):
    is_refused(raw(tmp_path, b"MZ\x90\x00" + b"\x00" * 500, "a.csv"), "not an Excel or CSV file")


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("virus.exe", b"MZ")
    is_refused(tmp_path / "a.xlsx", "not an Excel or CSV file")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = workbook(tmp_path, [HEADER])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/bomb.bin", "w") as part:
        for _number in range(450):
            part.write(bytes(1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    is_refused(path, "unpacks to far more")


def with_strings(tmp_path, strings):
    """A workbook whose table of texts is so many bytes of short texts when unpacked."""
    path = workbook(tmp_path, [HEADER, ["甲", 1, None]])
    source, piece = zipfile.ZipFile(path), b"<si><t>a</t></si>" * 50_000
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    table = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            target.writestr(
                part.filename, data.replace(b"</Types>", table) if "Content_Types" in part.filename else data
            )
        with target.open("xl/sharedStrings.xml", "w") as out:
            out.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            for _number in range(strings // len(piece)):
                out.write(piece)
            out.write(b"</sst>")
    return tmp_path / "bomb.xlsx"


def test_a_table_of_texts_of_150_megabytes_is_refused_at_once(tmp_path):
    path = with_strings(tmp_path, 160_000_000)
    assert path.stat().st_size < 2 * 1024 * 1024
    begun = time.monotonic()
    with pytest.raises(BusinessError, match="unpacks to far more"):
        import_files.check(path, path.name)
    assert time.monotonic() - begun < 1


def test_a_list_of_parts_without_end_is_refused_without_being_read(tmp_path):
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(import_files.MAX_PARTS + 1):
            archive.writestr(f"xl/{number}", b"")
    with pytest.raises(BusinessError, match="unpacks to far more"):
        import_files.check(path, path.name)


def test_reading_that_needs_too_much_memory_ends_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(import_reading, "MEMORY", 120 * 1024 * 1024)
    is_refused(with_strings(tmp_path, 25 * 1024 * 1024), "far more memory")


@pytest.mark.parametrize("limit", ["CPU_SECONDS", "WALL_SECONDS"])
def test_reading_that_takes_too_long_ends_with_the_reason(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(import_reading, limit, 1)
    begun = time.monotonic()
    is_refused(with_strings(tmp_path, 25 * 1024 * 1024), "takes too long")
    assert time.monotonic() - begun < 20


def test_reading_that_is_cancelled_ends_its_process(tmp_path):
    def stop(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_reading.read(with_strings(tmp_path, 25 * 1024 * 1024), "", tmp_path / "rows", stop)


def test_one_text_in_all_cells_does_not_fill_the_disk(tmp_path, monkeypatch):
    """The rows are written out, so what a workbook keeps once would be written a million times."""
    long = workbook(tmp_path, [["x" * 5000] * 3])
    assert [len(cell) for cell in read(long)[0].cells] == [4000] * 3


def test_a_damaged_workbook_is_refused(tmp_path):
    data = workbook(tmp_path, [HEADER]).read_bytes()
    is_refused(raw(tmp_path, data[: len(data) // 2], "b.xlsx"), "damaged")


def test_a_workbook_with_broken_xml_inside_is_refused(tmp_path):
    source = zipfile.ZipFile(workbook(tmp_path, [HEADER]))
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for part in source.infolist():
            data = source.read(part)
            target.writestr(part, data[:-20] if part.filename.endswith("sheet1.xml") else data)
    is_refused(tmp_path / "b.xlsx", "damaged")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "save it as .xlsx"),
        (b"", "a.csv", "empty"),
        (b"<html><table>", "a.xls", "not an Excel or CSV file"),
        (b"a,b\n\x00\x01\x02,\xff\n", "a.csv", "cannot be read"),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path, data, name, words):
    is_refused(raw(tmp_path, data, name), words)


def test_merged_cells_are_named_in_each_row_they_cover(tmp_path):
    path = workbook(
        tmp_path, [HEADER, ["甲", 1, None], [None, 2, None], ["乙", 3, None]], prepare=lambda s: s.merge_cells("A2:A3")
    )
    problems = {row.number: row.problem for row in read(path)}
    assert problems[1] == "" and problems[4] == ""
    assert "A2:A3 are merged" in problems[2] and "A2:A3 are merged" in problems[3]


def test_excel_errors_and_formulas_without_a_result_are_named(tmp_path):
    path = workbook(
        tmp_path, [HEADER, ["甲", "#REF!", None], ["乙", "=1+1", None], ["丙", 5, None], ["=A1", "=B1", None]]
    )
    problems = [row.problem for row in read(path)]
    assert problems[0] == "" and problems[3] == ""
    assert "#REF!" in problems[1]
    assert "no stored result" in problems[2]
    assert "no stored result" in problems[4]  # though every cell of the row looks blank


def test_blank_rows_are_skipped_and_numbers_stay_those_of_the_file(tmp_path):
    path = workbook(tmp_path, [HEADER, [None, None, None], ["甲", 1, None], ["  ", None, None], ["乙", 2, None]])
    assert [row.number for row in read(path)] == [1, 3, 5]


def test_dates_and_numbers_arrive_as_such(tmp_path):
    path = workbook(tmp_path, [["甲", 1.5, dt.date(2025, 1, 15)]])
    assert read(path)[0].cells == ("甲", 1.5, dt.datetime(2025, 1, 15))


def many_rows(tmp_path, number):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for each in range(number):
        sheet.append([each])
    book.save(tmp_path / "many.xlsx")
    return tmp_path / "many.xlsx"


def test_a_hundred_thousand_rows_are_read(tmp_path):
    assert len(read(many_rows(tmp_path, import_files.MAX_ROWS))) == import_files.MAX_ROWS


def test_more_rows_are_refused(tmp_path):
    is_refused(many_rows(tmp_path, import_files.MAX_ROWS + 20), "more than 100,000 rows")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_excel_writes(tmp_path, encoding):
    path = raw(tmp_path, '客户,金额\r\n"重庆,机械",1\r\n'.encode(encoding), "a.csv")
    import_files.check(path, "a.csv")
    assert [row.cells for row in read(path)] == [("客户", "金额"), ("重庆,机械", "1")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_its_delimiter(tmp_path, delimiter):
    path = raw(tmp_path, f"a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}\n".encode(), "a.csv")
    assert [row.cells for row in read(path)] == [("a", "b", "c"), ("1", "2", None)]


def test_the_header_is_found_below_titles_and_duplicates_are_told_apart(tmp_path):
    path = workbook(
        tmp_path,
        [["2025年客户清单", None, None], ["制表", "张三", None], ["客户", "金额(元)", "客户"], ["甲", 1, "乙"]],
    )
    found = layout(path, {"客户", "金额"})
    assert (found.header_row, found.headers, found.samples) == (
        3,
        ["客户", "金额(元)", "客户 (2)"],
        [["甲", "1", "乙"]],
    )


def test_a_file_without_a_header_is_refused(tmp_path):
    with pytest.raises(BusinessError, match="column names"):
        layout(workbook(tmp_path, [["only one cell"]]), set())


def test_a_size_over_the_limit_is_refused(tmp_path):
    with pytest.raises(BusinessError, match="30 MB"):
        import_files.check_size(import_files.MAX_BYTES + 1)


def test_an_entry_that_lies_about_its_size_cannot_unpack_more(tmp_path):
    """zipfile reads no more than the archive declares; this pins the behaviour the limits rest on."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(100_000))
    data = buffer.getvalue().replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive, pytest.raises(zipfile.BadZipFile):
        archive.read("a")


@pytest.mark.parametrize("cell", [1e300, -1e300, float("nan"), float("inf"), "1e99999999", "NaN", "Infinity"])
def test_a_figure_beyond_all_measure_is_an_error_of_its_row(cell):
    reading = import_columns.Reading()
    for parse in (import_columns.amount(), import_columns.whole_number):
        with pytest.raises(ValueError, match="“"):
            parse(cell, reading)
