"""F-02 as it is printed: read back from the file that was issued."""

import datetime as dt
import io
from decimal import Decimal

import pytest
import time_machine
from pypdf import PdfReader

from customers.evaluation.entry import Answer
from customers.evaluation.papers import FORM_CODE, evaluation_pdf
from customers.evaluation.tests.test_evaluations import draft, pending_step
from customers.tests.factories import CustomerFactory, scheme
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

# Number, criterion, value, band and points, row by row as the paper has them.
ROWS = (
    "1实际生产能力120,000辆/年A10万辆以上5",
    "2年度行业排名30位B第21-40位4",
    "3品牌知名度D无2",
    "4企业性质B国有、大型民营4",
    "5企业流动资金5,000万元B3000-8000万元4",
    "6固定资产投入状况B自有厂房，设备基本齐全4",
    "7企业生产年限4年B3-5年4",
    "8企业信誉度B良好4",
    "9一般付款条件80%B80%4",
)


@pytest.fixture
def people():
    scheme()
    return company()


@pytest.fixture
def evaluation(people):
    """Written on the 10th, reviewed on the 11th, approved on the 12th."""
    changes = {"capacity": Answer(value=Decimal(120_000)), "brand": Answer(letter="D")}
    with time_machine.travel(dt.datetime(2026, 8, 10, 9, tzinfo=SHANGHAI), tick=False) as clock:
        made = draft(CustomerFactory(owner=people.rep1), "B", **changes)
        approvals.submit(made, people.rep1)
        for day, person in ((11, people.manager), (12, people.gm)):
            clock.move_to(dt.datetime(2026, 8, day, 9, tzinfo=SHANGHAI))
            approvals.approve(pending_step(made).pk, person)
    made.refresh_from_db()
    return made


def words(file):
    """The text of a PDF without its spaces and line breaks."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())


def test_the_issued_report_shows_nine_criteria_total_grade_and_three_names_with_dates(evaluation, people):
    """RAT-08"""
    assert pdf.issued(evaluation, FORM_CODE)
    text = words(evaluation_pdf(evaluation))
    assert [row for row in ROWS if row not in text] == []
    assert "".join(ROWS) + "合计35评定等级：B良好" in text
    expected = [
        evaluation.number,
        evaluation.customer.name,
        evaluation.customer.number,
        f"填报人：{people.rep1}2026年8月10日",
        f"部门负责人：{people.manager}2026年8月11日",
        f"公司评定：{people.gm}2026年8月12日",
    ]
    assert [each for each in expected if each not in text] == []


def test_a_draft_of_the_report_names_nobody_who_has_not_decided(people):
    """RAT-08"""
    made = draft(CustomerFactory(owner=people.rep1), "B")
    text = words(evaluation_pdf(made))
    assert f"填报人：{people.rep1}" in text
    assert [role for role in ("部门负责人：", "公司评定：") if role in text] == []
    assert pdf.issued(made, FORM_CODE) is None
