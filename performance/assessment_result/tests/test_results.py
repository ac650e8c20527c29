"""What confirmed assessments lead to: the payroll basis, fails and excellent results in a row (KPI-05, KPI-07, KPI-08)."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from performance.assessment.models import Assessment
from performance.assessment.scoring import answer_appeal, archive_assessment, file_appeal
from performance.assessment.tests.factories import MARCH, confirmed, scored
from performance.assessment_result.models import PayrollBatch, PayrollEntry
from performance.assessment_result.payroll import export_payroll, write_file
from performance.assessment_result.rules import is_candidate, run_around, run_up_to
from performance.assessment_result.runs import runs
from performance.assessment_scheme.tests.factories import active_scheme, judged
from performance.metric.period import Period
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

JANUARY = Period("month", dt.date(2025, 1, 1))
MONTHS = [Period("month", dt.date(2025, month, 1)) for month in range(1, 5)]


@pytest.fixture
def judged_only(people):
    """A score of 95 is a result of 95."""
    people.scheme = active_scheme(people, judged("100"))
    return people


@pytest.mark.parametrize(
    ("failed", "run", "around"),
    [("FFF", 3, 3), ("FPFF", 2, 2), ("FFP", 0, 0), ("FF-F", 1, 1), ("P", 0, 0)],
)
def test_kpi_07_a_run_is_ended_by_a_pass_and_by_a_period_without_result(failed, run, around):
    """KPI-07"""
    marks = {MONTHS[place]: letter == "F" for place, letter in enumerate(failed) if letter != "-"}
    last = MONTHS[len(failed) - 1]
    assert run_up_to(marks, last) == run
    if marks[last]:
        assert run_around(marks, last) == (around, last)


def test_a_result_confirmed_late_joins_the_run():
    marks = dict.fromkeys(MONTHS, True)
    assert run_around(marks, MONTHS[1]) == (4, MONTHS[3])


@pytest.mark.parametrize(
    ("run", "needed", "proposed"), [(3, None, False), (3, 3, True), (2, 3, False), (0, None, False)]
)
def test_kpi_08_nobody_is_proposed_while_the_number_is_unknown(run, needed, proposed):
    """KPI-08, SET-43b"""
    assert is_candidate(run, needed) is proposed


def test_kpi_07_three_fails_in_a_row_are_told_once(judged_only):
    """KPI-07: fails in January, February, March, then the alert"""
    people = judged_only
    for month in MONTHS[:2]:
        confirmed(people, month, "50")
    assert not Task.objects.filter(kind="consecutive_fail").exists()
    confirmed(people, MONTHS[2], "59.99")
    task = Task.objects.get(kind="consecutive_fail")
    assert (task.person, "3" in task.subject, "2025-03" in task.subject) == (people.manager, True, True)
    assert Notice.objects.filter(user=people.director, subject=task.subject).count() == 1
    confirmed(people, MONTHS[3], "50")
    assert Task.objects.filter(kind="consecutive_fail").count() == 2


def test_kpi_07_a_pass_between_them_gives_no_alert(judged_only):
    """KPI-07: fail, pass, fail, fail"""
    for month, score in zip(MONTHS, ("50", "60", "50", "50"), strict=True):
        confirmed(judged_only, month, score)
    assert not Task.objects.filter(kind="consecutive_fail").exists()


def test_kpi_08_the_list_counts_and_proposes_nobody(client, judged_only):
    """KPI-08: SET-43b unset; then three are enough"""
    people = judged_only
    for month in MONTHS[:3]:
        confirmed(people, month, "95")
    confirmed(people, MONTHS[2], "50", people.rep2)
    [first, second] = runs(people.manager)
    assert (first.person, first.excellent, first.failed, first.is_candidate) == (people.rep1, 3, 0, False)
    assert (second.person, second.excellent, second.failed, second.is_alarming) == (people.rep2, 0, 1, False)
    assert [run.person for run in runs(people.supervisor)] == [people.rep1]
    client.force_login(people.manager)
    page = client.get(reverse("assessment-runs")).content.decode()
    assert "不提出人选" in page
    assert "晋升候选人" not in page
    register.change_setting("excellent_periods", 3, people.admin)
    assert runs(people.manager)[0].is_candidate is True
    assert "晋升候选人" in client.get(reverse("assessment-runs")).content.decode()
    for person in (people.rep1, people.finance, people.quality):
        client.force_login(person)
        assert client.get(reverse("assessment-runs")).status_code == 403


def test_kpi_05_each_confirmed_assessment_appears_once(client, judged_only):
    """KPI-05: unconfirmed ones do not"""
    people = judged_only
    done = confirmed(people, MARCH, "80")
    waiting = scored(people, MARCH, "80", people.rep2)
    for person in (people.rep1, people.manager, people.gm, people.admin):
        with pytest.raises(PermissionDenied, match="each for what is in his charge"):
            export_payroll(person)
    batch = export_payroll(people.finance)
    assert [entry.assessment for entry in batch.entries.all()] == [done]
    assert set(Assessment.objects.filter(pk__in=[done.pk, waiting.pk]).values_list("status", flat=True)) == {
        "applied",
        "reviewed",
    }
    with pytest.raises(BusinessError, match="No confirmed assessment waits"):
        export_payroll(people.finance)
    assert (PayrollBatch.objects.count(), PayrollEntry.objects.count()) == (1, 1)
    with pytest.raises(DatabaseError, match="duplicate key"), transaction.atomic():
        PayrollEntry.objects.create(batch=batch, assessment=done)
    client.force_login(people.finance)
    files = [client.get(reverse("payroll-batch-file", args=[batch.pk])) for _again in range(2)]
    for answer in files:
        sheet = load_workbook(BytesIO(answer.content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(values_only=False)]
        assert sum(done.number in row for row in rows) == 1
        assert not any(waiting.number in row for row in rows)
    assert archive_assessment(done.pk, people.gm).status == "archived"


def test_the_payroll_page(client, judged_only):
    """KPI-05"""
    people = judged_only
    confirmed(people, MARCH, "80")
    client.force_login(people.finance)
    assert "<b>1</b>" in client.get(reverse("payroll-batch-list")).content.decode()
    for _again in range(2):
        assert client.post(reverse("payroll-batch-export")).status_code == 302
    assert PayrollBatch.objects.count() == 1
    assert PayrollBatch.objects.get().number in client.get(reverse("payroll-batch-list")).content.decode()
    client.force_login(people.manager)
    assert client.get(reverse("payroll-batch-list")).status_code == 403
    assert client.post(reverse("payroll-batch-export")).status_code == 403


def test_kpi_05_what_an_upheld_appeal_corrects_is_a_row_of_its_own_once(people, tmp_path):
    """KPI-05: the row that was handed over stays"""
    assessment = confirmed(people)
    export_payroll(people.finance)
    file_appeal(assessment.pk, people.rep1, "The customer paid on the last day.")
    answer_appeal(assessment.pk, people.director, True, "He did.", Decimal(70))
    batch = export_payroll(people.finance)
    assert [(entry.assessment, entry.is_correction) for entry in batch.entries.all()] == [(assessment, True)]
    write_file(batch, people.finance, tmp_path / "payroll.xlsx")
    rows = load_workbook(tmp_path / "payroll.xlsx").active.iter_rows(values_only=True)
    assert any(70 in row and 32 in row for row in rows)
    with pytest.raises(BusinessError, match="No confirmed assessment waits"):
        export_payroll(people.finance)
