"""Papers: Chinese on them, nothing fetched, issued once for ever."""

import datetime as dt
import hashlib
import subprocess
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import CompanyProfile, IssuedDocument, QueueFault, WaitingPaper
from salesmgmt.core.output import pdf
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import new_paper

pytestmark = [pytest.mark.django_db, pytest.mark.urls("salesmgmt.core.tests.paper.urls")]

TEMPLATE = "core/pdf/specimen.html"
CONTEXT = {
    "number": "PAP-2025-0001",
    "date": dt.date(2025, 1, 5),
    "lines": [{"name": "法兰盘 Φ120", "quantity": Decimal("1200.50"), "amount": Decimal("325.04")}],
    "total": Decimal("325.04"),
    "signatures": [("制单", "张三", dt.date(2025, 1, 5)), ("审核", "李四", None), ("批准", "", None)],
}


@pytest.fixture(autouse=True)
def our_company():
    CompanyProfile.objects.create(
        full_name="江北精密锻造有限公司", credit_code="91350100M000100Y43", bank="工商银行江北支行", account="3100"
    )


def text_of(data):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode()


def test_a_paper_bears_company_number_date_words_signatures_and_pages():
    text = text_of(pdf.render(TEMPLATE, CONTEXT)).replace(" ", "")
    for words in (
        "江北精密锻造有限公司",
        "91350100M000100Y43",
        "工商银行江北支行",
        "PAP-2025-0001",
        "2025年1月5日",
        "法兰盘 Φ120",
        "1,200.5",
        "¥325.04",
        "叁佰贰拾伍元零肆分",
        "制单：张三",
        "审核：李四",
        "第 1 页 / 共 1 页",
    ):
        assert words.replace(" ", "") in text


def test_a_draft_says_so_and_an_issued_paper_does_not():
    # The watermark is turned, so its two characters come out as two lines.
    assert {"草", "稿"} <= set(text_of(pdf.render(TEMPLATE, CONTEXT)))
    assert not {"草", "稿"} & set(text_of(pdf.render(TEMPLATE, {**CONTEXT, "draft": False})))


def test_prescribed_copies_are_labelled_and_counted_each_by_itself():
    """DOC-03: the number of copies, each labelled with its destination."""
    pages = text_of(pdf.render(TEMPLATE, CONTEXT, ("存根联", "客户联", "回单联"))).rstrip("\f\n").split("\f")
    assert len(pages) == 3
    for page, label in zip(pages, ("存根联", "客户联", "回单联"), strict=True):
        assert "第1页/共1页" in page.replace(" ", "")
        assert all(character in page for character in label)


def test_every_glyph_comes_from_an_embedded_font_so_none_becomes_a_box():
    data = pdf.render(TEMPLATE, {**CONTEXT, "lines": [{"name": "𠮷镕堃喆龘", "quantity": 1, "amount": 1}]})
    fonts = subprocess.run(["pdffonts", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])
    assert "𠮷镕堃喆龘" in text_of(data).replace(" ", "")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x.png", "https://example.com/x", "file:///etc/passwd", "ftp://a/b"]
)
def test_nothing_outside_the_paper_is_loaded(url):
    with pytest.raises(ValueError, match="may not load"):
        pdf.local_fetcher().fetch(url)


def test_markup_and_control_characters_in_names_are_only_text():
    line = {"name": "<img src=x>\x00&\x0b", "quantity": 1, "amount": 1}
    assert "<img src=x>&" in text_of(pdf.render(TEMPLATE, {**CONTEXT, "lines": [line]}))


def printed(paper, form, user, context=CONTEXT, **more):
    """The paper as the worker prints it."""
    pdf.issue(paper, form, TEMPLATE, context, user, **more)
    pdf.print_waiting()
    return pdf.issued(paper, form, more.get("edition", ""))


class TestIssue:
    @pytest.fixture
    def people(self):
        return company()

    @pytest.fixture
    def paper(self, people):
        return new_paper(people.rep1)

    def test_an_issued_paper_keeps_its_bytes_whatever_changes(self, people, paper):
        first = printed(paper, "F-06", people.rep1)
        data = pdf.read(first)
        again = printed(paper, "F-06", people.rep1, context={**CONTEXT, "total": Decimal("9")})
        assert again.pk == first.pk and pdf.read(again) == data
        assert hashlib.sha256(data).hexdigest() == first.sha256
        assert [entry.action for entry in audit.timeline(paper)] == ["Paper issued"]

    def test_another_edition_is_another_paper(self, people, paper):
        pdf.issue(paper, "F-29", TEMPLATE, CONTEXT, people.rep1, edition="2025-01")
        pdf.issue(paper, "F-29", TEMPLATE, CONTEXT, people.rep1, edition="2025-02")
        assert pdf.print_waiting() == 2
        assert sorted(IssuedDocument.objects.values_list("edition", flat=True)) == ["2025-01", "2025-02"]

    def test_the_row_cannot_be_changed_or_deleted(self, people, paper):
        printed(paper, "F-06", people.rep1)
        for change in (lambda rows: rows.update(sha256="0"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(IssuedDocument.objects.all())
        assert IssuedDocument.objects.count() == 1

    def test_an_altered_file_is_not_served(self, people, paper):
        row = printed(paper, "F-06", people.rep1)
        path = pdf._path(row.sha256)
        path.write_bytes(path.read_bytes() + b"x")
        with pytest.raises(BusinessError, match="已开具单据的文件被改动过，请联系管理员"):
            pdf.read(row)

    def test_it_is_as_visible_as_its_document(self, client, people, paper):
        row = printed(paper, "F-06", people.rep1)
        client.force_login(people.rep2)
        assert client.get(reverse("issued-download", args=[row.pk])).status_code == 404
        client.force_login(people.rep1)
        response = client.get(reverse("issued-download", args=[row.pk]))
        assert response.content == pdf.read(row) and response["Content-Type"] == "application/pdf"

    def test_a_paper_with_prices_is_not_for_departments(self, client, people, paper):
        from salesmgmt.core.domain.routing import route

        route(paper, user=people.warehouse)
        priced = printed(paper, "F-21", people.rep1)
        plain = printed(paper, "F-21", people.rep1, edition="without prices", prices=False)
        client.force_login(people.warehouse)
        assert client.get(reverse("issued-download", args=[priced.pk])).status_code == 403
        assert client.get(reverse("issued-download", args=[plain.pk])).status_code == 200

    def test_the_act_writes_down_what_the_paper_says_and_the_worker_prints_that(self, people, paper):
        """What was approved is what is printed, whatever changes in between; the day is that of the act."""
        shown = {**CONTEXT, "total": Decimal("1234.56")}
        pdf.issue(paper, "F-06", TEMPLATE, shown, people.rep1)
        waiting = WaitingPaper.objects.get()
        assert IssuedDocument.objects.count() == 0
        assert pdf.print_waiting() == 1
        row = IssuedDocument.objects.get()
        assert (row.issued_at, row.issued_by) == (waiting.issued_at, people.rep1)
        assert "1,234.56" in text_of(pdf.read(row))
        assert (WaitingPaper.objects.count(), pdf.print_waiting()) == (0, 0)

    def test_who_asks_before_the_worker_came_prints_it_himself(self, people, paper):
        pdf.issue(paper, "F-06", TEMPLATE, CONTEXT, people.rep1)
        row = pdf.issued(paper, "F-06")
        assert pdf.read(row).startswith(b"%PDF")
        assert pdf.print_waiting() == 0

    def test_a_paper_that_fails_to_print_is_shown_and_stops_no_other(self, people, paper):
        pdf.issue(paper, "F-06", TEMPLATE, CONTEXT, people.rep1)
        WaitingPaper.objects.update(pages=[])
        pdf.issue(paper, "F-07", TEMPLATE, CONTEXT, people.rep1)
        assert pdf.print_waiting() == 1
        assert [row.form_code for row in IssuedDocument.objects.all()] == ["F-07"]
        assert QueueFault.objects.get(queue=pdf.PRINTER).row == WaitingPaper.objects.get()
        with pytest.raises(BusinessError, match="这份单据没有打印出来"):
            pdf.issued(paper, "F-06")

    def test_one_that_was_printed_in_the_meantime_is_not_printed_twice(self, people, paper):
        printed(paper, "F-06", people.rep1)
        done = IssuedDocument.objects.get()
        key = {"content_type": done.content_type, "object_id": done.object_id, "form_code": "F-06"}
        WaitingPaper.objects.create(**key, file_name="x.pdf", pages=["<p>"], issued_by=people.rep1)
        assert (pdf.print_waiting(), WaitingPaper.objects.count()) == (0, 0)
        assert IssuedDocument.objects.get() == done
