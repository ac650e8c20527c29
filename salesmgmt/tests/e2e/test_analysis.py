"""An analysis at a desk: asked, saved under a name, opened again, exported; and a ready view from its map to the documents."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from customers.tests.factories import active_customer
from performance.metric.tests.test_metrics import sold
from performance.saved_analysis.models import SavedAnalysis
from salesmgmt.core.calendar import today

pytestmark = pytest.mark.e2e


@pytest.fixture
def sales(company):
    for name, address, net in (("渝峰车桥", "重庆市渝北区", "12000"), ("蓉城底盘", "四川省成都市", "8000.50")):
        customer = active_customer(company.rep1, name=f"{name}有限公司", short_name=name, address=address)
        sold(company, customer, net, today())


def test_an_analysis_is_saved_opened_again_and_exported(desk, sales, screenshot):
    asked_and_saved(desk, screenshot)
    opened_again_and_exported(desk, screenshot)
    a_province_leads_to_its_invoices(desk, screenshot)


def asked_and_saved(desk, screenshot):
    desk.seat("director")
    desk.menu("/performance/analysis/")
    desk.fill("main", split="customer", period="this_month")
    desk.follow("main form[method=get] button")
    desk.sees("¥20,000.50", "渝峰车桥有限公司")
    screenshot(desk.page, "analysis-01-asked")
    desk.follow('main a[href^="/performance/saved/new/"]')
    desk.fill(name="本月客户销售", is_sent=True)
    screenshot(desk.page, "analysis-02-save")
    desk.save()
    assert SavedAnalysis.objects.get().query == "period=this_month&split=customer"


def opened_again_and_exported(desk, screenshot):
    screenshot(desk.page, "analysis-03-saved")
    desk.page.get_by_role("link", name="本月客户销售", exact=True).click()
    desk.page.wait_for_url("**/performance/analysis/?period=this_month&split=customer")
    desk.sees("¥20,000.50")
    with desk.page.expect_download() as download:
        desk.page.click("main form:has([name=list]) button")
    cells = list(load_workbook(io.BytesIO(download.value.path().read_bytes())).active.values)
    figures = {row[0]: Decimal(str(row[1])) for row in cells if row[0] in ("渝峰车桥有限公司", "蓉城底盘有限公司")}
    assert sum(figures.values()) == Decimal("20000.50")


def a_province_leads_to_its_invoices(desk, screenshot):
    desk.menu("/performance/ready/")
    desk.follow('main a[href="/performance/ready/provinces/"]')
    desk.sees("四川", "¥8,000.50")
    screenshot(desk.page, "analysis-04-map")
    desk.page.get_by_role("link", name="四川", exact=True).click()
    desk.page.wait_for_url("**/rows/**")
    desk.sees("¥8,000.50")
