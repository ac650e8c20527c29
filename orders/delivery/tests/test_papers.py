"""What the papers of orders say: F-15, F-16, F-20, F-21, F-29."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from contracts.contract.papers import contract_paper
from customers.customer_file.papers import customer_pdf
from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.delivery.dispatch import issue_delivery
from orders.delivery.models import DeliveryNoteLine
from orders.delivery.papers import delivery_paper, paper_rows, stock_issue_paper
from orders.invoice.posting import enter_number, post_invoice
from orders.order.models import Order, OrderLine
from orders.order.tests.test_pages import text_of
from orders.order_hold.hold import grant_exception
from orders.plan.papers import plan_paper
from orders.plan.release import give_oral_notice
from orders.statement.figures import figures_of
from orders.statement.papers import draft_paper, movements
from orders.statement.sending import make_statement
from orders.stock.papers import stock_entry_paper
from orders.supply.check import check_order
from orders.supply.exception import grant_of
from orders.supply.models import SupplyCheck
from orders.supply.papers import supply_paper
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import (
    checked,
    draft_delivery,
    draft_plan,
    issued_delivery,
    released_plan,
    signed_delivery,
    stocked_order,
)
from orders.tests.factories_money import posted_invoice
from pricing.tests.factories import ProductFactory
from salesmgmt.core import calendar
from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import SettingValue
from salesmgmt.core.templatetags.salesmgmt import datefmt

D = Decimal
NUMBER = "26502000000012345678"


def flat(data):
    return "".join(text_of(data).split())


# -- F-15 ------------------------------------------------------------------------------------------------------


def an_exception(people):
    """An order over the line that the general manager has let go, and the check of the rep who acts afterwards."""
    order = confirmed_order(owner=people.rep1)
    posted_invoice(order.customer, "900000.00")
    Order.objects.filter(pk=order.pk).update(held_since="2026-01-01T00:00Z")
    grant_exception(order.pk, people.gm, "goods are urgent")
    order.refresh_from_db()
    return check_order(order, people.rep1, SupplyCheck.Occasion.DELIVERY)


def test_f_15_names_the_general_manager_who_granted_the_exception(people):
    check = an_exception(people)
    assert (check.result, check.checked_by) == ("exception", people.rep1)
    granted = grant_of(check)
    assert (granted.checked_by, granted.occasion) == (people.gm, "exception")
    text = flat(supply_paper(check))
    assert f"（{people.gm}，".replace(" ", "") in text
    assert f"总经理：{people.gm}".replace(" ", "") in text


def test_f_15_without_an_exception_names_no_general_manager(people):
    order = confirmed_order(owner=people.rep1)
    check = check_order(order, people.rep1)
    assert grant_of(check) is None
    assert "总经理特批" not in flat(supply_paper(check))


# -- F-16, PRD-02 ----------------------------------------------------------------------------------------------


def test_f_16_is_printed_for_each_department(people):
    plan = released_plan(people)
    data = plan_paper(plan)
    assert flat(data).count("本联送达") == len(plan.departments) == 5


def test_an_oral_notice_to_one_department_leaves_the_other_recipients_of_the_form(people):
    """PRD-02"""
    plan = draft_plan(people)
    before = list(plan.departments)
    give_oral_notice(plan.pk, people.rep1, departments=["wh"], content="stop the old drawing")
    plan.refresh_from_db()
    assert (plan.departments, plan.verbal_departments) == (before, ["wh"])


def test_a_department_told_orally_receives_the_form_too(people):
    """PRD-02"""
    plan = draft_plan(people)
    plan.departments = ["prod"]
    plan.save(update_fields=["departments"])
    give_oral_notice(plan.pk, people.rep1, departments=["qa"], content="begin")
    plan.refresh_from_db()
    assert plan.departments == ["prod", "qa"]


# -- F-20, F-21 ------------------------------------------------------------------------------------------------


def test_f_20_and_f_21_name_the_plan_the_inspection_and_the_delivery(people, client):
    note = signed_delivery(people)
    plan, inspection = note.order.plan_releases.get(), note.order.inspections.get()
    assert plan.number in flat(delivery_paper(note, prices=False))
    issued = flat(stock_issue_paper(note))
    for text in ("出库单", note.number, note.stock_issue.number, inspection.number):
        assert text in issued
    entry = inspection.stock_entries.get()
    entered = flat(stock_entry_paper(entry))
    for text in ("入库单", entry.number, inspection.number):
        assert text in entered
    client.force_login(people.warehouse)
    assert client.get(reverse("stock-issue-pdf", args=[note.pk])).status_code == 200
    assert client.get(reverse("stock-entry-pdf", args=[inspection.pk, entry.pk])).status_code == 200
    client.force_login(people.rep2)
    assert client.get(reverse("stock-issue-pdf", args=[note.pk])).status_code == 404
    assert client.get(reverse("stock-entry-pdf", args=[inspection.pk, entry.pk])).status_code == 404


@pytest.mark.parametrize(
    ("paper", "sides"), [("A4", (210, 297)), ("A5 landscape", (210, 148)), ("241mm 140mm", (241, 140))]
)
@pytest.mark.parametrize(("lines", "pages"), [(1, 1), (8, 1), (40, 3)])
def test_f_21_fits_the_paper_of_the_house(people, paper, sides, lines, pages):
    """DLV-02, DOC-03: three copies on the paper that the setting names, with the total once on each."""
    SettingValue.objects.create(key="delivery_note_paper", value=paper)
    register.forget()
    note = issued_delivery(people)
    (row,) = note.lines.all()
    made = [DeliveryNoteLine(note=note, product=row.product, quantity=1, price=7, tax_rate=13) for _n in range(lines)]
    row.delete()
    DeliveryNoteLine.objects.bulk_create([_on(note, line, row) for line in made])
    found = PdfReader(BytesIO(delivery_paper(note, prices=True)))
    box = found.pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == sides
    assert len(found.pages) == 3 * (pages if paper != "A4" or lines < 40 else 2)
    texts = "".join(page.extract_text() for page in found.pages)
    assert [texts.count(copy) for copy in ("合计（大写）", "扫码打开")] == [3, 3]


def test_f_21_says_what_was_delivered_up_to_it_whenever_it_is_printed(people):
    """DLV-02: a first part of 4 of 10 leaves 6 to come, also on the copy that is printed after the rest has gone."""
    order = stocked_order(people, confirmed_order(owner=people.rep1, lines=[(ProductFactory(), 10, "50.00")]))
    first = issued_part(people, order, 4)
    rest = issued_part(people, order, 6)
    told = [[(row["so_far"], row["owed"]) for row in paper_rows(note)] for note in (first, rest)]
    assert told == [[(D(4), D(6))], [(D(10), D(0))]]


def issued_part(people, order, quantity):
    note = draft_delivery(people, order, check=False)
    note.lines.update(quantity=quantity)
    return issue_delivery(checked(note).pk, people.rep1)


def test_f_21_names_the_minute_of_the_signature(people):
    """DLV-03"""
    note = signed_delivery(people)
    assert f"签收时间：{datefmt(note.signed_at)}".replace(" ", "") in flat(delivery_paper(note, prices=False))
    note.signed_at = None
    assert "签收时间：" in flat(delivery_paper(note, prices=False))


def _on(note, line, row):
    """Another order line of the same order for each line of the note."""
    line.order_line = OrderLine.objects.create(
        order=note.order, product=row.product, quantity=1, price=7, due_date=calendar.today()
    )
    return line


# -- F-29 ------------------------------------------------------------------------------------------------------


@pytest.fixture
def billed(people):
    note = signed_delivery(people)
    Order.objects.filter(pk=note.order_id).update(customer_reference="PO-4711")
    invoice = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    enter_number(invoice.pk, people.finance, invoice_no=NUMBER)
    credit = credit_invoice(invoice.pk, people.finance, red_reason="3", lines={invoice.lines.get().pk: D(1)})
    post_invoice(credit.pk, people.finance)
    return note


def test_f_29_shows_goods_quantity_price_deliveries_and_the_number_the_customer_knows(people, billed):
    today = calendar.today()
    statement = make_statement(people.rep1, customer=billed.customer, date_from=today.replace(day=1), date_to=today)
    text = flat(draft_paper(statement))
    line = billed.lines.get()
    for part in (NUMBER, billed.number, "PO-4711", line.product.name, f"{line.quantity.normalize():f}"):
        assert part.replace(" ", "") in text
    assert f"×{line.price:,.2f}" in text


def test_a_red_letter_on_a_statement_names_the_delivery_it_takes_back(people, billed):
    today = calendar.today()
    rows = movements(figures_of(billed.customer, today, today).rows)
    assert [row.deliveries for row in rows] == [[billed.number], [billed.number]]


def test_the_movements_of_a_statement_cost_the_same_however_many(people, billed, django_assert_num_queries):
    posted_invoice(billed.customer, "70.00")
    today = calendar.today()
    rows = figures_of(billed.customer, today, today).rows
    with django_assert_num_queries(2):
        assert len([(each.deliveries, each.number) for each in movements(rows)]) == 3


def test_a_statement_is_chinese_in_every_session(people, billed):
    today = calendar.today()
    statement = make_statement(people.rep1, customer=billed.customer, date_from=today, date_to=today)
    with translation.override("en"):
        english = flat(draft_paper(statement))
    with translation.override("zh-hans"):
        assert flat(draft_paper(statement)) == english


def test_f_01_is_chinese_in_every_session(people, billed):
    with translation.override("en"):
        english = flat(customer_pdf(billed.customer, people.rep1))
    with translation.override("zh-hans"):
        assert flat(customer_pdf(billed.customer, people.rep1)) == english
    assert billed.order.number in english


def test_the_signature_block_of_a_contract_does_not_stand_alone_on_its_last_page(people):
    """CON-01: whatever the length, a clause stands above the signatures."""
    contract = confirmed_order(owner=people.rep1).contract
    line = contract.lines.get()
    for position in range(2, 14):
        line.pk, line.position = None, position
        line.save(force_insert=True)
        last = PdfReader(BytesIO(contract_paper(contract, people.finance)[0])).pages[-1].extract_text()
        assert "合同份数" in "".join(last.split())
