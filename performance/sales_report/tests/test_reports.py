"""Sales reports: made by the job, commented with measures, archived as they are (ANA-02, ANA-06, J18)."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from performance.metric.catalogue import METRICS
from performance.metric.tests.test_metrics import sold
from performance.sales_report.clock import make_reports
from performance.sales_report.exports import build_report
from performance.sales_report.figures import groups_kept, indicators_kept, months_kept, sales_since
from performance.sales_report.models import ReportMeasure, SalesReport
from performance.sales_report.papers import report_pdf
from performance.sales_report.reporting import (
    archive_report,
    edit_report,
    month_before,
    refresh_report,
    send_back_report,
    submit_report,
)
from performance.sales_report.rules import missing_parts
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import faults
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import IssuedDocument, Notice, QueueFault, Task, Unit, User
from salesmgmt.core.output import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def reads_english(people, client):
    """Pages and notices speak the language of their reader."""
    User.objects.update(language="en")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


D = Decimal


@pytest.fixture
def month():
    return month_before(today())


@pytest.fixture
def reports(people, customer, month):
    """The reports of last month, by unit; 120 sold in the east."""
    sold(people, customer, "120", month.first)
    make_reports(timezone.now())
    return {report.unit.code: report for report in SalesReport.objects.select_related("unit", "author")}


def commented(report, people, user=None, problems="Slow payers."):
    lines = [{"text": "Visit the slow payers.", "person": people.rep1, "due_on": today() + dt.timedelta(days=9)}]
    words = {"dynamics": "Stable.", "costs": "As before.", "competition": "", "problems": problems}
    edit_report(report.pk, user or report.author, lines=lines, **words)
    report.refresh_from_db()
    return report


def test_ana_02_one_report_per_region_and_one_of_the_company_each_once(people, reports, month):
    """ANA-02: the month closes; J18 run twice"""
    assert set(reports) == {"company", "east", "west"}
    assert {code: report.author.username for code, report in reports.items()} == {
        "company": "director",
        "east": "manager",
        "west": "manager2",
    }
    assert make_reports(timezone.now()) == 0
    assert SalesReport.objects.count() == 3
    assert Task.objects.filter(kind="sales_report_comment").count() == 3
    with pytest.raises(DatabaseError, match="one_sales_report_a_month_and_unit"), transaction.atomic():
        SalesReport.objects.create(number="X", month=month.first, unit=reports["east"].unit)


def test_ana_02_its_figures_are_those_of_the_metrics(people, reports, month):
    """ANA-02, ANA-01"""
    for code, report in reports.items():
        shown = {row.metric.code: row.value for row in indicators_kept(report.figures, with_cost=True)}
        for metric in set(shown) & set(METRICS):
            unit = report.unit
            figure = METRICS[metric].of_unit(unit, month) if unit.parent_id else METRICS[metric].of_company(month)
            assert shown[metric] == figure.value, (code, metric)
    east, west = reports["east"].figures, reports["west"].figures
    assert [row.value for row in months_kept(east)][-1] == 120
    assert len(months_kept(east)) == 13
    assert [row.label for row in dict(groups_kept(east))["Sales amount · By representative"]] == ["Rep1"]
    assert groups_kept(west) == []
    assert "margin" not in {row.metric.code for row in indicators_kept(east, with_cost=False)}


def test_a_region_that_fails_stops_no_other(people, monkeypatch):
    def broken(unit, period):
        if unit.code == "east":
            raise ValueError("broken")
        return {}

    monkeypatch.setattr("performance.sales_report.reporting.figures_of", broken)
    assert make_reports(timezone.now()) == 2
    assert QueueFault.objects.filter(queue="sales-report").count() == 1
    assert faults.label_of("sales-report") == "Sales reports of the month"


@pytest.mark.parametrize(
    ("problems", "measures", "lacks"),
    [("p", ["m"], []), ("p", [], ["measure"]), ("p", [" "], ["measure"]), (" ", ["m"], ["problems"])],
)
def test_ana_06_problems_and_measures_are_both_there(problems, measures, lacks):
    """ANA-06"""
    found = missing_parts(problems, measures)
    assert len(found) == len(lacks)
    assert all(word in text for word, text in zip(lacks, found, strict=True))


def test_ana_06_a_report_without_measures_is_not_handed_in(client, people, reports):
    """ANA-06: refused, and nothing changed"""
    report = reports["east"]
    words = {"dynamics": "", "costs": "", "competition": "", "problems": "Slow payers."}
    edit_report(report.pk, people.manager, lines=[], **words)
    with pytest.raises(BusinessError, match="at least one measure"):
        submit_report(report.pk, people.manager)
    report.refresh_from_db()
    assert (report.status, report.commented_at) == ("generated", None)
    client.force_login(people.manager)
    assert "at least one measure" in client.get(report.get_absolute_url()).content.decode()
    assert client.post(reverse("sales-report-do", args=[report.pk, "submit"])).status_code == 409
    commented(report, people)
    assert client.post(reverse("sales-report-do", args=[report.pk, "submit"])).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.commented_by) == ("commented", people.manager)
    assert not Task.objects.open().filter(kind="sales_report_comment", person=people.manager).exists()
    assert Notice.objects.filter(user=people.director, subject__contains="commented").exists()


def test_who_comments_and_who_archives(people, reports):
    """SEC-04: nobody archives what he commented."""
    east, company = commented(reports["east"], people), commented(reports["company"], people)
    for person in (people.manager2, people.supervisor, people.gm, people.finance, people.admin, people.rep1):
        with pytest.raises(PermissionDenied, match="commented by the manager"):
            submit_report(east.pk, person)
    submit_report(east.pk, people.manager)
    submit_report(company.pk, people.director)
    for report, person in ((east, people.manager), (company, people.director), (east, people.finance)):
        with pytest.raises(PermissionDenied, match="did not comment on it"):
            archive_report(report.pk, person)
    with pytest.raises(BusinessError, match="sent back before"):
        edit_report(east.pk, people.manager, lines=[], dynamics="", costs="", competition="", problems="")
    archive_report(east.pk, people.director)
    archive_report(company.pk, people.gm)
    east.refresh_from_db()
    assert (east.status, east.archived_by) == ("archived", people.director)


def test_a_director_who_comments_for_a_manager_does_not_archive(people, reports):
    east = commented(reports["east"], people, people.director)
    submit_report(east.pk, people.director)
    with pytest.raises(PermissionDenied, match="did not comment on it"):
        archive_report(east.pk, people.director)
    archive_report(east.pk, people.gm)


def test_sent_back_with_a_reason_it_is_commented_again(people, reports):
    east = commented(reports["east"], people)
    submit_report(east.pk, people.manager)
    with pytest.raises(BusinessError, match="what is missing"):
        send_back_report(east.pk, people.director, " ")
    send_back_report(east.pk, people.director, "Name the customers.")
    east.refresh_from_db()
    assert (east.status, east.problems) == ("generated", "Slow payers.")
    assert Task.objects.open().filter(kind="sales_report_comment", person=people.manager).exists()
    submit_report(east.pk, people.manager)


def test_ana_02_archived_it_stays_as_issued_while_the_truth_goes_on(client, people, reports, customer, month):
    """ANA-02: page, PDF and Excel; a late posting changes nothing in them."""
    east = commented(reports["east"], people)
    submit_report(east.pk, people.manager)
    archive_report(east.pk, people.director)
    pdf.print_waiting()
    issued = IssuedDocument.objects.get(object_id=east.pk, form_code="sales-report")
    paper = report_pdf(SalesReport.objects.get(pk=east.pk))
    sold(people, customer, "30", month.first)
    east.refresh_from_db()
    assert sales_since(east) == 30
    assert report_pdf(east) == paper
    client.force_login(people.manager)
    page = client.get(east.get_absolute_url()).content.decode()
    assert "¥120.00" in page
    assert "¥30.00 of sales of this month were added" in page
    assert client.get(reverse("sales-report-pdf", args=[east.pk])).content == paper
    assert issued.sha256
    with pytest.raises(PermissionDenied, match="commented by the manager"):
        refresh_report(east.pk, people.manager)
    answer = client.post(reverse("export-create"), {"list": "sales-report", "querystring": f"report={east.pk}"})
    content = io.BytesIO(b"".join(answer.streaming_content))
    # The months, and what was sold by representative, product and customer.
    assert sum(name.startswith("xl/charts/chart") for name in zipfile.ZipFile(content).namelist()) == 4
    book = load_workbook(content)
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "¥120.00" in values
    assert "Visit the slow payers." in values


def test_counted_anew_before_it_is_commented(people, reports, customer, month):
    sold(people, customer, "30", month.first)
    refresh_report(reports["east"].pk, people.manager)
    row = indicators_kept(SalesReport.objects.get(pk=reports["east"].pk).figures, with_cost=False)[0]
    assert row.value == 150


def test_a_measure_is_a_to_do_and_the_next_report_says_what_became_of_it(client, people, reports, month):
    east = commented(reports["east"], people)
    submit_report(east.pk, people.manager)
    archive_report(east.pk, people.director)
    task = Task.objects.get(kind="sales_report_measure")
    assert (task.person, task.get_absolute_url()) == (people.rep1, reverse("task-list"))
    assert str(east.period) in task.subject and east.unit.name in task.subject
    make_reports(timezone.now() + dt.timedelta(days=31))
    following = SalesReport.objects.get(unit=east.unit, month=month.following.first)
    client.force_login(people.manager)
    assert "Measures of the month before: 0 of 1 done" in client.get(following.get_absolute_url()).content.decode()
    assert ReportMeasure.objects.get().report_id == east.pk


def test_who_sees_which_report(client, people, reports):
    """SEC-01, SEC-03: the supervisor reads his region without profit and margin."""
    for person, seen in (
        (people.supervisor, {"east"}),
        (people.manager, {"east"}),
        (people.manager2, {"west"}),
        (people.director, {"company", "east", "west"}),
        (people.gm, {"company", "east", "west"}),
        (people.finance, {"company", "east", "west"}),
        (people.rep1, set()),
        (people.quality, set()),
        (people.admin, set()),
    ):
        client.force_login(person)
        found = {code for code, each in reports.items() if client.get(each.get_absolute_url()).status_code == 200}
        assert found == seen, person.username
    client.force_login(people.supervisor)
    assert "Profit margin" not in client.get(reports["east"].get_absolute_url()).content.decode()
    assert client.get(reverse("sales-report-pdf", args=[reports["east"].pk])).status_code == 403
    answer = client.post(
        reverse("export-create"), {"list": "sales-report", "querystring": f"report={reports['east'].pk}"}
    )
    assert answer.status_code == 403


def test_a_new_region_has_its_report_with_nothing_sold(people, reports):
    Unit.objects.filter(code="west").update(is_active=False)
    unit = Unit.objects.create(name="North", code="north", kind=Unit.Kind.REGION, parent=people.units.company)
    Unit.objects.filter(pk=unit.pk).update(path=f"{people.units.company.path}{unit.pk}/")
    assert make_reports(timezone.now()) == 1
    report = SalesReport.objects.get(unit=unit)
    assert report.author == people.director
    assert report_pdf(report).startswith(b"%PDF")


def test_a_month_without_any_data_has_its_reports_page_paper_and_workbook(client, people, tmp_path):
    """Nothing sold, collected or spent: figures of nothing, and nothing divided by it."""
    assert make_reports(timezone.now()) > 0
    client.force_login(people.gm)
    for report in SalesReport.objects.all():
        assert client.get(report.get_absolute_url()).status_code == 200
        assert report_pdf(report).startswith(b"%PDF")
        path = tmp_path / f"{report.pk}.xlsx"
        assert build_report(people.gm, QueryDict(f"report={report.pk}"), path, lambda n: None) >= 0
        assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_keep_their_queries(client, people, reports, count):
    east = reports["east"]
    for number in range(count):
        line = {"text": f"M{number}", "person": people.rep1, "due_on": today()}
        ReportMeasure.objects.create(report=east, position=number, **line)
    client.force_login(people.manager)
    numbers = []
    for address in (reverse("sales-report-list"), east.get_absolute_url()):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        numbers.append(len(asked))
    assert numbers == QUERIES


QUERIES = [11, 14]


def test_the_author_writes_on_the_edit_page(client, people, reports):
    east = reports["east"]
    client.force_login(people.manager)
    page = reverse("sales-report-edit", args=[east.pk])
    assert client.get(page).status_code == 200
    form = {
        "dynamics": "Up",
        "costs": "",
        "competition": "",
        "problems": "Few",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-MIN_NUM_FORMS": "0",
        "lines-MAX_NUM_FORMS": "500",
        "lines-0-text": "Call",
        "lines-0-person": people.rep1.pk,
        "lines-0-due_on": today().isoformat(),
    }
    answer = client.post(page, form)
    assert answer.status_code == 302, (answer.context["form"].errors, answer.context["lines"].errors)
    east.refresh_from_db()
    assert (east.dynamics, east.measures.get().text) == ("Up", "Call")
    client.force_login(people.gm)
    assert client.get(page).status_code == 403
