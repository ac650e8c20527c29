"""Imports from the uploaded file to the result: all or nothing, every bad row with its reason."""

import io
import sys
import time

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from salesmgmt.core.domain import imports, jobs
from salesmgmt.core.domain.import_rows import values_keeper
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob, SavedMapping
from salesmgmt.core.tests.factories import company, received
from salesmgmt.core.tests.paper.models import Paper

HEADER = ["编号", "标题", "金额", "日期"]
MAPPING = {"number": "编号", "title": "标题", "amount": "金额", "day": "日期"}


def excel(rows, name="papers.xlsx"):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return SimpleUploadedFile(name, data.getvalue())


def checked(user, rows, kind="papers", mapping=MAPPING, **options):
    job = received(user, kind, excel([HEADER, *rows]))
    return imports.check_file(job.pk, user, mapping, **{"date_order": "ymd", **options})


def reasons(job):
    return dict(job.first_errors)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def finance(db):
    user = company().finance
    user.language = "en"
    user.save(update_fields=["language"])
    return user


def test_good_rows_are_previewed_and_nothing_is_written_before_the_word(finance):
    job = checked(finance, [["P-1", "甲", "¥1,234.50", "2025-01-15"], ["P-2", "乙", None, None]])
    assert (job.status, job.created, job.bad_rows) == ("ready", 2, 0)
    assert job.preview[0]["cells"] == ["P-1", "甲", "1,234.50", "2025-01-15"]
    assert not Paper.objects.exists()
    done = imports.import_file(job.pk, finance)
    assert (done.status, done.created) == ("done", 2)
    assert sorted(Paper.objects.values_list("number", "title")) == [("P-1", "甲"), ("P-2", "乙")]


def test_every_bad_row_has_its_reason_and_nothing_is_imported(finance):
    job = checked(
        finance,
        [
            ["P-1", "甲", 1, "2025-01-15"],
            [None, "乙", 1, None],
            ["P-3", "丙", "-5", "2025-02-30"],
            ["P-4", "丁", "1.005", None],
            ["P-5", "forbidden", 1, None],
            ["P-6", "戊", "1e30", "15/1/2025"],
        ],
    )
    assert (job.good_rows, job.bad_rows) == (1, 5)
    assert reasons(job) == {
        3: "编号 is missing",
        4: "金额：“-5” is negative；日期：“2025-02-30” is not a date in the order chosen for this file",
        5: "金额：“1.005” has more than two decimals",
        6: "This title is forbidden.",
        7: "金额：“1e30” is not an amount；日期：“15/1/2025” is not a date in the order chosen for this file",
    }
    with pytest.raises(BusinessError, match="Correct them and upload again, or choose to leave them out"):
        imports.import_file(job.pk, finance)
    assert not Paper.objects.exists()


def test_the_correction_files_hold_the_rows_with_their_reasons(finance):
    job = checked(finance, [["P-1", "甲", 1, None], ["P-2", "forbidden", 2, None]])
    only_bad = list(openpyxl.load_workbook(imports.error_file_of(job, "bad")).active.values)
    assert only_bad == [
        ("编号", "标题", "金额", "日期", "Row", "Reason"),
        ("P-2", "forbidden", 2, None, 3, "This title is forbidden."),
    ]
    everything = list(openpyxl.load_workbook(imports.error_file_of(job, "all")).active.values)
    assert [row[0] for row in everything] == ["编号", "P-2", "P-1"]


def test_the_corrected_file_is_taken_as_it_comes(finance):
    job = checked(finance, [["P-1", "甲", 1, None], ["P-2", "forbidden", 2, None]])
    book = openpyxl.load_workbook(imports.error_file_of(job, "all"))
    book.active["B2"] = "乙"
    data = io.BytesIO()
    book.save(data)
    again = received(finance, "papers", SimpleUploadedFile("again.xlsx", data.getvalue()))
    assert again.mapping == MAPPING
    again = imports.check_file(again.pk, finance, again.mapping, date_order="ymd")
    assert imports.import_file(again.pk, finance).created == 2


def test_bad_rows_are_left_out_only_when_the_person_says_so(finance):
    job = checked(finance, [["P-1", "甲", 1, None], ["P-2", "forbidden", 2, None]])
    done = imports.import_file(job.pk, finance, skip_bad_rows=True)
    assert (done.status, done.created, done.bad_rows) == ("done", 1, 1)
    assert list(Paper.objects.values_list("number", flat=True)) == ["P-1"]


def test_importing_the_same_file_twice_changes_nothing(finance):
    rows = [["P-1", "甲", 1, None], ["P-2", "乙", 2, None]]
    imports.import_file(checked(finance, rows).pk, finance)
    second = checked(finance, rows)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 2)
    assert imports.import_file(second.pk, finance).unchanged == 2
    assert Paper.objects.count() == 2


def test_existing_records_change_only_in_update_mode(finance):
    imports.import_file(checked(finance, [["P-1", "甲", 1, None]]).pk, finance)
    assert reasons(checked(finance, [["P-1", "新", 1, None]])) == {2: "This number exists already."}
    job = checked(finance, [["P-1", "新", 1, None]], update_existing=True)
    assert imports.import_file(job.pk, finance).updated == 1
    assert Paper.objects.get().title == "新"


def test_what_changed_between_check_and_import_stops_the_import(finance):
    job = checked(finance, [["P-0", "甲", 1, None], ["P-1", "甲", 1, None]])
    imports.import_file(checked(finance, [["P-1", "other", 1, None]]).pk, finance)
    failed = imports.import_file(job.pk, finance)
    assert failed.status == "failed" and "Nothing was imported" in failed.error
    assert list(Paper.objects.values_list("number", flat=True)) == ["P-1"]


def test_the_same_key_twice_in_one_file_is_a_bad_row(finance):
    assert reasons(checked(finance, [["P-1", "甲", 1, None], ["P-1", "乙", 1, None]])) == {
        3: "This number exists already."
    }


@pytest.mark.parametrize(
    ("order", "text", "good"),
    [
        ("mdy", "1/15/2025", True),
        ("dmy", "15/1/2025", True),
        ("ymd", "2025/1/15", True),
        ("mdy", "15/1/2025", False),
        ("mdy", "2025-01-15", True),
        ("ymd", "2025年1月15日", True),
        ("mdy", "1/15/25", False),
        ("ymd", "20250115", True),
        ("ymd", 45672, True),
        ("ymd", "2025-13-01", False),
        ("ymd", "soon", False),
        ("ymd", "1025-01-01", False),
    ],
)
def test_dates_are_read_in_the_order_of_the_mapping(finance, order, text, good):
    job = checked(finance, [["P-1", "甲", 1, text]], date_order=order)
    assert (job.status, job.bad_rows) == ("ready", 0 if good else 1)
    if good:
        assert job.preview[0]["cells"][3] == "2025-01-15"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_files_are_taken_as_well(finance, encoding):
    data = "编号,标题,金额,日期\r\nP-1,重庆机械,1.50,2025-01-15\r\n".encode(encoding)
    job = received(finance, "papers", SimpleUploadedFile("a.csv", data))
    assert job.mapping == MAPPING
    job = imports.check_file(job.pk, finance, job.mapping, date_order="ymd")
    assert imports.import_file(job.pk, finance).created == 1
    assert Paper.objects.get().title == "重庆机械"


def test_names_that_look_like_formulas_or_markup_are_only_text(finance):
    data = "编号,标题\r\nP-1,=1+1\r\nP-2,<script>\r\n".encode()
    job = received(finance, "papers", SimpleUploadedFile("a.csv", data))
    imports.import_file(imports.check_file(job.pk, finance, job.mapping, date_order="ymd").pk, finance)
    assert sorted(Paper.objects.values_list("title", flat=True)) == ["<script>", "=1+1"]


def test_headers_are_guessed_by_name_and_alias(finance):
    job = received(finance, "papers", excel([["No", "Title", "Amount (CNY)", "x"], ["P-1", "a", 1, 2]]))
    assert job.mapping == {"number": "No", "title": "Title", "amount": "Amount (CNY)"}


def test_a_mapping_is_kept_and_used_on_the_next_file(finance):
    first = received(finance, "papers", excel([["a", "b"], ["P-1", "甲"]]))
    assert first.mapping == {}
    first = imports.check_file(first.pk, finance, {"number": "a", "title": "b"}, date_order="mdy")
    saved = imports.keep_mapping(first, "ledger")
    second = received(finance, "papers", excel([["b", "a"], ["乙", "P-2"]]))
    second = imports.apply_saved(second, saved)
    assert (second.mapping, second.date_order) == ({"number": "a", "title": "b"}, "mdy")
    assert SavedMapping.objects.count() == 1


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"number": "编号"}, "标题"),
        ({"number": "编号", "title": "编号"}, "twice"),
        ({"number": "x", "title": "标题"}, "编号"),
    ],
)
def test_an_incomplete_mapping_is_refused(finance, mapping, words):
    job = received(finance, "papers", excel([HEADER, ["P-1", "甲", 1, None]]))
    with pytest.raises(BusinessError, match=words):
        imports.check_file(job.pk, finance, mapping, date_order="ymd")
    job.refresh_from_db()
    assert job.status == "new"


def test_a_file_without_rows_fails_with_a_reason(finance):
    job = checked(finance, [])
    assert job.status == "failed" and "no row" in job.error


def test_another_sheet_can_be_chosen(finance):
    book = openpyxl.Workbook()
    book.active.append(["nothing", "here"])
    book.create_sheet("数据").append(["编号", "标题"])
    book["数据"].append(["P-1", "甲"])
    data = io.BytesIO()
    book.save(data)
    job = received(finance, "papers", SimpleUploadedFile("a.xlsx", data.getvalue()))
    assert job.mapping == {}
    assert imports.run(imports.choose_sheet(job, "数据").pk).mapping == {"number": "编号", "title": "标题"}


def test_two_imports_of_one_kind_do_not_run_at_once(finance):
    """Else the same file, sent twice, would be imported twice: neither sees the other's rows."""
    job = checked(finance, [["P-1", "甲", 1, None]])
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('import papers'))")
        job = imports.import_file(job.pk, finance)
    finally:
        other.close()
    assert (job.status, Paper.objects.count()) == ("failed", 0)
    assert "Another import" in job.error
    job = imports.check_file(job.pk, finance, job.mapping, date_order="ymd")
    assert (imports.import_file(job.pk, finance).status, Paper.objects.count()) == ("done", 1)


def test_a_refused_file_leaves_nothing_behind(finance):
    with pytest.raises(BusinessError, match="not an Excel or CSV file"):
        imports.receive(finance, "papers", SimpleUploadedFile("a.xlsx", b"MZ" + bytes(100)))
    assert not ImportJob.objects.exists()
    assert not list(imports.folder().iterdir())


def test_only_who_may_imports(finance):
    rep = type(finance).objects.get(username="rep1")
    with pytest.raises(PermissionDenied, match="You may not import this"):
        imports.receive(rep, "papers", excel([HEADER]))
    job = received(finance, "papers", excel([HEADER, ["P-1", "甲", 1, None]]))
    with pytest.raises(ImportJob.DoesNotExist):
        imports.check_file(job.pk, rep, MAPPING, date_order="ymd")
    assert not Paper.objects.exists()


def test_an_import_runs_once(finance):
    job = checked(finance, [["P-1", "甲", 1, None]])
    imports.import_file(job.pk, finance)
    with pytest.raises(BusinessError, match="This import has gone on in the meantime"):
        imports.import_file(job.pk, finance)
    assert Paper.objects.count() == 1


def test_a_batch_names_its_bad_rows_and_imports_the_others_only_on_demand(finance):
    job = checked(finance, [["P-1", "甲", 1, None], ["P-2", "forbidden", 2, None]], kind="paper-batch")
    assert reasons(job) == {3: "This title is forbidden."}
    assert imports.import_file(job.pk, finance, skip_bad_rows=True).created == 1


def test_the_template_names_the_columns_and_explains_them(finance, tmp_path):
    imports.write_template(imports.find("papers"), tmp_path / "t.xlsx", finance)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert [cell.value for cell in book.worksheets[0][1]] == HEADER
    assert list(book.worksheets[1].values)[1][:3] == ("编号", "Yes", "P-1")


@pytest.mark.django_db(transaction=True)
class TestWorker:
    def wait(self, job, *statuses, seconds=60):
        end = time.monotonic() + seconds
        while (found := ImportJob.objects.get(pk=job.pk)).status not in statuses:
            assert time.monotonic() < end, found.status
            time.sleep(0.1)
        return found

    def test_five_thousand_rows_are_checked_and_imported_by_the_worker(self, live_worker):
        user = company().finance
        rows = [[f"P-{number}", "甲", "1.50", "2025-01-15"] for number in range(5000)]
        job = imports.receive(user, "paper-batch", excel([HEADER, *rows]))
        assert (job.status, job.phase) == ("queued", "read")
        job = self.wait(job, "new", "failed")
        assert job.mapping == MAPPING
        job = imports.check_file(job.pk, user, MAPPING, date_order="ymd")
        assert job.status == "queued"
        job = self.wait(job, "ready", "failed")
        assert (job.created, job.bad_rows) == (5000, 0)
        imports.import_file(job.pk, user)
        assert self.wait(job, "done", "failed").created == 5000
        assert Paper.objects.count() == 5000

    def test_a_killed_worker_leaves_nothing_half_imported(self, live_worker):
        user = company().finance
        job = checked(user, [[f"P-{number}", "甲", 1, None] for number in range(600)])
        assert self.wait(job, "ready").created == 600
        Paper.objects.create(number="P-599", title="slow", owner=user, created_by=user)
        imports.import_file(job.pk, user)
        self.wait(job, "running", "failed")
        live_worker.kill()
        assert Paper.objects.count() == 1

    def test_an_import_is_cancelled_while_it_runs_and_nothing_stays(self, live_worker):
        user = company().finance
        job = checked(user, [[f"P-{number}", "slow" if number % 100 == 0 else "甲", 1, None] for number in range(3000)])
        self.wait(job, "running")
        time.sleep(1.5)
        assert ImportJob.objects.get(pk=job.pk).count > 0
        jobs.cancel(ImportJob, job.pk, user)
        end = time.monotonic() + 20
        while b"was cancelled or taken over" not in live_worker.log.read_bytes():
            assert time.monotonic() < end
            time.sleep(0.1)
        assert ImportJob.objects.get(pk=job.pk).status == "cancelled"
        assert not Paper.objects.exists()


def test_the_rows_of_a_file_keep_the_names_of_their_columns_once():
    """A hundred thousand of them are held until the file is taken over."""
    plain = {f"column {place}": place for place in range(12)}
    for _file in range(5):  # each with names of its own
        plain = {f"next {name}": value for name, value in plain.items()}
        kept = values_keeper()
        rows = [kept(plain.items()) for _row in range(100)]
        assert (type(rows[-1]), rows[-1]) == (dict, plain)
        assert sys.getsizeof(rows[-1]) * 2 < sys.getsizeof(dict(plain))
