"""Products, costs, competitors' prices and stock go out as Excel, are edited, and the very file comes back."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook

from pricing.competitor.models import CompetitorPrice
from pricing.competitor.views import CompetitorPriceList
from pricing.cost.models import ProductCost
from pricing.product.views import ProductList
from pricing.stock_level.models import StockLevel
from pricing.stock_level.views import StockLevelList
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import exports, imports
from salesmgmt.core.tests.factories import received

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture(autouse=True)
def in_chinese(people):
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def axle(people):
    made = ProductFactory(code="QQ-1080", name="前桥总成")
    parts = {"material": D(40), "production": D(30), "transport": D(5), "management": D(5)}
    ProductCost.objects.create(product=made, valid_from=today(), created_by=people.manager, **parts)
    CompetitorPrice.objects.create(
        product=made,
        competitor="万安",
        price=D("95.123456"),
        seen_on=today(),
        source="比价单",
        created_by=people.manager,
    )
    StockLevel.objects.create(product=made, as_of=today(), quantity=640, created_by=people.planner)
    return made


def edited(book, was, now):
    """The file with one cell changed, nothing else touched."""
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == was]
    assert len(cells) == 1, [[cell.value for cell in row] for row in sheet.iter_rows()]
    cells[0].value = now
    back = io.BytesIO()
    book.save(back)
    return SimpleUploadedFile("back.xlsx", back.getvalue())


@pytest.mark.parametrize(
    ("page", "kind", "who", "was", "now", "read"),
    [
        (ProductList, "products", "manager", "前桥总成", "前桥总成（加强）", lambda axle: axle.name),
        (ProductList, "costs", "manager", 80, 82.5, lambda axle: axle.costs.get().total),
        (
            CompetitorPriceList,
            "competitor_prices",
            "manager",
            95.123456,
            95.654321,
            lambda axle: CompetitorPrice.objects.get().price,
        ),
        (StockLevelList, "stock_levels", "planner", 640, 650.5, lambda axle: StockLevel.objects.get().quantity),
    ],
    ids=["products", "costs", "competitors", "stock"],
)
def test_what_goes_out_is_edited_and_comes_back(people, axle, page, kind, who, was, now, read):
    """PRC-01, PRC-02, PRC-13: a price keeps its six decimals."""
    person = getattr(people, who)
    job = exports.start(person, page.key, "")
    file = edited(load_workbook(exports.file_of(job)), was, now)
    found = received(person, kind, file)
    assert found.error == ""
    found = imports.check_file(found.pk, person, found.mapping, date_order="ymd", update_existing=True)
    assert (found.error, found.first_errors) == ("", [])
    imports.import_file(found.pk, person)
    axle.refresh_from_db()
    assert read(axle) == (D(str(now)) if isinstance(now, float) else now)
