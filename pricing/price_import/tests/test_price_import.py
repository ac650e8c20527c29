"""Prices from and to Excel: out as a list, edited, back as a proposal; all or nothing (PRC-09)."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.proposal import update_adjustment
from pricing.competitor.models import CompetitorPrice
from pricing.price_import.entry import import_prices
from pricing.price_import.registration import price_list_standing
from pricing.price_list.models import PriceList
from pricing.price_list.prices import price_for
from pricing.price_list.views import PriceListItems
from pricing.product.models import Product
from pricing.stock_level.models import StockLevel
from pricing.tests.actions import EFFECTS, step_for
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals, exports, imports
from salesmgmt.core.domain.import_columns import Reading
from salesmgmt.core.domain.import_columns import price as price_parser
from salesmgmt.core.domain.import_specs import find
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.states import ChecklistState
from salesmgmt.core.tests.factories import received

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture(autouse=True)
def english(people):
    for person in (people.manager, people.rep1, people.planner):
        person.language = "en"
        person.save(update_fields=["language"])
    with translation.override("en"):
        yield


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SimpleUploadedFile("prices.csv", text.getvalue().encode())


def check(user, kind, rows, **options):
    job = received(user, kind, as_csv(rows))
    assert job.error == ""
    return imports.check_file(job.pk, user, job.mapping, date_order="ymd", **options)


def taken(user, kind, rows, **options):
    job = check(user, kind, rows, **options)
    assert job.first_errors == []
    imports.import_file(job.pk, user)
    job.refresh_from_db()
    return job


def test_a_file_becomes_a_proposal_and_no_list(people):
    """PRC-09: what is the list price already stays out; the others wait for the approval."""
    same, moved, tiny = price(ProductFactory(), 100), price(ProductFactory(), 50), price(ProductFactory(), 1)
    rows = [["产品编码", "新价"], [same.code, "100"], [moved.code, "52.5"], [tiny.code.lower(), "0.023456"]]
    job = taken(people.rep1, "list_prices", rows)
    assert (job.created, job.unchanged) == (2, 1)
    draft = PriceAdjustment.objects.get()
    assert (draft.status, draft.created_by, draft.item_count) == ("draft", people.rep1, 2)
    assert {line.product: line.new_price for line in draft.lines.all()} == {moved: D("52.50"), tiny: D("0.023456")}
    assert price_for(moved, None, 1).price == 50


def test_bad_rows_are_named_and_nothing_is_written(people, product):
    gone = ProductFactory(is_active=False)
    rows = [
        ["product code", "new price"],
        ["NOBODY", "1"],
        [product.code, "110"],
        [product.code, "111"],
        [gone.code, "5"],
        [ProductFactory().code, "1.1234567"],
        [ProductFactory().code, "0"],
    ]
    job = check(people.rep1, "list_prices", rows)
    reasons = " ".join(reason for _row, reason in job.first_errors)
    for words in (
        "no product with the code",
        "stands in row 3 already",
        "not on sale",
        "six decimals",
        "more than zero",
    ):
        assert words in reasons, words
    with pytest.raises(BusinessError, match="Rows with errors stop the import|no row that could be imported"):
        imports.import_file(job.pk, people.rep1)
    assert not PriceAdjustment.objects.exists()


def test_update_goes_into_the_draft_of_the_day(people):
    first, second = price(ProductFactory(), 100), price(ProductFactory(), 50)
    head = ["产品编码", "新价"]
    taken(people.rep1, "list_prices", [head, [first.code, "101"]])
    taken(people.rep1, "list_prices", [head, [first.code, "102"], [second.code, "51"]], update_existing=True)
    draft = PriceAdjustment.objects.get()
    assert {line.product: line.new_price for line in draft.lines.all()} == {first: 102, second: 51}
    taken(people.rep1, "list_prices", [head, [first.code, "103"]])
    assert PriceAdjustment.objects.count() == 2


def test_a_price_in_ten_thousands_is_read_as_meant(people):
    machine = price(ProductFactory(), 100)
    taken(people.rep1, "list_prices", [["产品编码", "新价（万元）"], [machine.code, "1.25"]])
    assert PriceAdjustment.objects.get().lines.get().new_price == 12500


def test_of_a_net_and_a_gross_column_the_gross_one_is_the_price(people):
    """Prices are kept with tax; a file that has both says so in its headings."""
    machine = price(ProductFactory(), 100)
    taken(people.rep1, "list_prices", [["产品编码", "不含税单价", "含税单价"], [machine.code, "100", "113"]])
    assert PriceAdjustment.objects.get().lines.get().new_price == 113


def test_a_net_price_alone_is_not_taken_for_the_price(people):
    machine = price(ProductFactory(), 100)
    with pytest.raises(BusinessError, match="is without tax or tax alone"):
        check(people.rep1, "list_prices", [["产品编码", "不含税单价"], [machine.code, "88"]])
    assert not PriceAdjustment.objects.exists()


@pytest.mark.parametrize(("cell", "value"), [("0.000001", D("0.000001")), ("12.5", D("12.50")), (0.1 + 0.2, D("0.30"))])
def test_six_decimals_are_read(cell, value):
    assert price_parser()(cell, Reading()) == value


def test_one_file_begins_on_one_day_and_not_in_the_past(people):
    first, second = price(ProductFactory(), 100), price(ProductFactory(), 50)
    day = today() + timedelta(days=9)
    rows = [["产品编码", "新价", "生效日期"], [first.code, "101", day], [second.code, "51", day + timedelta(days=1)]]
    assert "begins on one day" in check(people.rep1, "list_prices", rows).first_errors[0][1]
    late = [rows[0], [first.code, "101", today() - timedelta(days=1)]]
    assert "in the past" in check(people.rep1, "list_prices", late).first_errors[0][1]


def test_what_the_list_exports_the_import_understands(people, product):
    """Out, edited, back: the columns of the export are those of the import."""
    labels = [str(column.label).lower() for column in PriceListItems.export_columns(people.manager)]
    spec = find("list_prices")
    known = [{str(column.label), *column.aliases} for column in spec.columns if column.required]
    assert all(any(label in names for label in labels) for names in known), (labels, known)


def test_a_list_goes_out_is_edited_in_excel_and_comes_back_as_a_proposal(people):
    """PRC-09: the very file of the export, one price changed by hand, nothing else touched."""
    same, moved = price(ProductFactory(), 100), price(ProductFactory(), 50)
    held = PriceList.objects.get(status=PriceList.Status.IN_FORCE)
    job = exports.start(people.manager, PriceListItems.key, f"parent={held.pk}")
    book = load_workbook(exports.file_of(job))
    sheet = book.worksheets[0]
    codes, prices = (
        next(cell.column for row in sheet.iter_rows() for cell in row if str(cell.value).lower() == label)
        for label in ("product code", "list price")
    )
    row = next(cell.row for cell in sheet[get_column_letter(codes)] if cell.value == moved.code)
    sheet.cell(row, prices).value = 52.5
    back = io.BytesIO()
    book.save(back)
    file = SimpleUploadedFile("prices.xlsx", back.getvalue())
    found = received(people.manager, "list_prices", file)
    found = imports.check_file(found.pk, people.manager, found.mapping, date_order="ymd")
    assert (found.error, found.first_errors) == ("", [])
    imports.import_file(found.pk, people.manager)
    draft = PriceAdjustment.objects.get()
    assert {line.product: line.new_price for line in draft.lines.all()} == {moved: D("52.50")}
    assert {price_for(each, None, 1).price for each in (same, moved)} == {D(100), D(50)}


def test_twenty_thousand_rows_ask_few_questions(people, django_assert_max_num_queries):
    made = Product.objects.bulk_create([Product(code=f"B{no}", name="件", unit="件") for no in range(20_000)])
    rows = [(no, {"product": each.code, "price": D(no), "effective_on": None}) for no, each in enumerate(made, 1)]
    with django_assert_max_num_queries(60):
        outcomes = import_prices(rows, people.rep1, False, lambda done: None)
    assert set(outcomes.values()) == {"created"}
    assert PriceAdjustment.objects.get().item_count == 20_000


def test_competitors_prices_come_from_a_file(people, product):
    """PRC-02: product, competitor and day are the key."""
    head = ["产品编码", "竞争对手", "对手报价", "获知日期", "信息来源"]
    row = [product.code, "万安", "95.5", today(), "比价单"]
    job = taken(people.rep1, "competitor_prices", [head, row])
    assert job.created == 1
    changed = [product.code, "万安", "96", today(), "比价单"]
    assert "already entered" in check(people.rep1, "competitor_prices", [head, changed]).first_errors[0][1]
    assert taken(people.rep1, "competitor_prices", [head, changed], update_existing=True).updated == 1
    assert CompetitorPrice.objects.get().price == 96
    ahead = [product.code, "万安", "96", today() + timedelta(days=1), "比价单"]
    assert "in the future" in check(people.rep1, "competitor_prices", [head, ahead]).first_errors[0][1]


def test_stock_comes_from_a_file(people, product):
    """PRC-13"""
    head = ["产品编码", "库存数量"]
    assert taken(people.planner, "stock_levels", [head, [product.code, "640"]]).created == 1
    assert taken(people.planner, "stock_levels", [head, [product.code, "650.5"]], update_existing=True).updated == 1
    assert StockLevel.objects.get().quantity == D("650.50")
    wrong = check(people.planner, "stock_levels", [head, [product.code, "-1"]])
    assert "negative or too large" in wrong.first_errors[0][1]


def test_the_first_list_comes_by_import_and_the_word_of_a_second_person(people, product):
    """PRC-09, SEC-04: what the checklist of the first day says on the way."""
    PriceList.objects.all().delete()
    assert price_list_standing().state == ChecklistState.OPEN
    taken(people.rep1, "list_prices", [["product code", "new price"], [product.code, "171.50"]])
    made = PriceAdjustment.objects.get()
    assert price_list_standing().state == ChecklistState.PARTLY
    update_adjustment(made.pk, people.rep1, named(made), reason="首次价格表", expected_impact="按此价格开始")
    approvals.submit(PriceAdjustment.objects.get(pk=made.pk), people.rep1)
    assert price_list_standing().state == ChecklistState.PARTLY
    approvals.approve(step_for(made, people.manager), people.manager, "同意", data=EFFECTS)
    found = price_list_standing()
    assert found.state == ChecklistState.DONE
    assert people.manager.name in found.text
    assert PriceList.objects.get().items.get().price == D("171.50")


def named(adjustment):
    return [{"product": pick.product, "price": pick.price} for pick in adjustment.picks.all()]
