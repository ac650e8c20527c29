"""Ready views: sentence, table, chart, documents and workbook are of one answer; scope and rights are those of an analysis."""

import datetime as dt
import io
from decimal import Decimal

import pgtrigger
import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from customers.campaign.models import Campaign, CampaignInvitation
from customers.campaign.running import offered_for_evaluation
from customers.customer.models import Customer
from customers.opportunity.models import Opportunity
from customers.tests.factories import LeadFactory, active_customer
from orders.order.models import OrderLine
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import confirmed_payment
from performance.analysis.answer import Answer
from performance.analysis.question import Question
from performance.analysis.span import months_between
from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from performance.expense_claim.states import APPROVED
from performance.metric.tests.test_metrics import sold
from performance.ready_view import sales as ready_sales
from performance.ready_view.afterwards import brought_by
from performance.ready_view.answer import ViewAnswer, ViewQuestion, level_of
from performance.ready_view.catalogue import VIEWS, views_for
from performance.ready_view.exports import build_view
from performance.ready_view.provinces import COLUMNS, PROVINCES, ROWS, province_of
from performance.ready_view.rules import classes_of
from pricing.cost.models import ProductCost
from pricing.quote.models import Quote
from pricing.tests.factories import ProductFactory, accepted_quote, price, quote
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal


@pytest.fixture(autouse=True)
def reads_english(people, client):
    User.objects.update(language="en")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def answer(view, user, period="13m", unit=None):
    return ViewAnswer(ViewQuestion(view, period, unit), user)


def month_back(back):
    return add_months(today().replace(day=1), -back)


def cells(view, user, **about):
    return [line.cells for line in answer(view, user, **about).lines]


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        (["80", "10", "6", "4"], "ABBC"),
        (["50", "50"], "AA"),
        (["100"], "A"),
        (["100", "0", "-5"], "ACC"),
        ([], ""),
        (["-5"], "C"),
    ],
)
def test_a_class_ends_where_those_before_make_its_share(values, classes):
    assert "".join(classes_of([D(value) for value in values], D("0.8"), D("0.95"))) == classes


def test_months_have_a_distance():
    assert months_between(dt.date(2025, 11, 30), dt.date(2026, 2, 1)) == 3


@pytest.mark.parametrize(
    ("address", "province"),
    [
        ("重庆市江北区港城东路 1 号", "重庆"),
        ("中国广东省深圳市南山区", "广东"),
        ("苏州工业园区星湖街", "江苏"),
        ("吉林省吉林市", "吉林"),
        ("南京市广东路 8 号", "江苏"),
        ("内蒙古自治区包头市", "内蒙古"),
        ("人民路 1 号", ""),
        ("", ""),
    ],
)
def test_the_province_is_what_the_address_begins_with(address, province):
    assert province_of(address) == province


def test_every_province_has_a_tile_of_its_own():
    assert len(PROVINCES) == 34 == len(set(PROVINCES.values()))
    assert all(0 <= column < COLUMNS and 0 <= row < ROWS for column, row in PROVINCES.values())
    assert [level_of(D(n), D(100)) for n in (0, -3, 1, 25, 26, 100)] == [0, 0, 1, 1, 2, 4]
    assert level_of(None, None) == 0


def test_the_address_is_the_question():
    asked = ViewQuestion.read("cohorts", QueryDict("period=2026Q1&unit=7"))
    assert (asked.query, ViewQuestion.read("cohorts", QueryDict("unit=x")).query) == ("period=2026Q1&unit=7", "")


def test_abc_says_who_makes_the_sales_and_agrees_with_the_analysis(people):
    for owner, net in ((people.rep1, "800"), (people.rep1, "150"), (people.rep3, "50")):
        sold(people, active_customer(owner), net, today())
    found = answer("abc-customers", people.gm)
    assert [line.cells[1] for line in found.lines] == ["A", "B", "C"]
    assert [line.cells[5] for line in found.lines] == [D("0.8"), D("0.95"), 1]
    assert found.figure == "1 of 3 make 80.0% of the sales."
    assert found.found.total[3] == Answer(Question(), people.gm).total.value == 1000
    assert [row[3] for row in cells("abc-customers", people.rep1)] == [800, 150]
    assert len(cells("abc-customers", people.gm, unit=people.rep3.unit_id)) == 1
    assert "at=" in found.lines[0].address


def test_the_first_of_the_abc_are_those_of_all(people, monkeypatch):
    """A page of two lines and the workbook of all say the same of every customer, also of equals."""
    monkeypatch.setattr(ready_sales, "SHOWN", 2)
    for net, back in (("800", 0), ("150", 0), ("150", 13), ("150", 0), ("20", 0), ("7", 20)):
        sold(people, active_customer(people.rep1), net, month_back(back))
    found = answer("abc-customers", people.gm).lines
    assert (len(found), len(found.first), len(found[:2])) == (4, 2, 2)
    assert found.first == list(found)[:2]
    assert [line.cells[1:4] for line in found] == [
        ("A", 1, 800),
        ("A", 2, 150),
        ("B", 3, 150),
        ("C", 4, 20),
    ]


def test_cohorts_keep_those_who_buy_again(people):
    stays, leaves = active_customer(people.rep1), active_customer(people.rep1)
    begin = add_months(today().replace(day=1), -6)
    for customer in (stays, leaves):
        Customer.objects.filter(pk=customer.pk).update(first_delivery_date=begin)
        sold(people, customer, "100", begin)
    sold(people, stays, "40", add_months(begin, 3))
    found = answer("cohorts", people.gm)
    line = found.lines[0]
    assert (line.cells[1], line.cells[2], line.cells[6]) == (2, D("0.5"), 240)
    assert {row.pk for row in found.documents(line.key).rows} == {stays.pk, leaves.pk}
    assert not [row for row in cells("cohorts", people.rep3) if row[6] == 240]


def test_provinces_add_up_to_the_sales_and_lead_to_the_invoices(people):
    for address, net in (("四川省成都市", "300"), ("成都市高新区", "100"), ("某路 1 号", "50")):
        sold(people, active_customer(people.rep1, address=address), net, today())
    found = answer("provinces", people.gm)
    assert [(line.cells[0], line.cells[1], line.cells[2]) for line in found.lines] == [
        ("四川", 2, 400),
        ("not named in the address", 1, 50),
    ]
    assert found.found.total[2] == 450
    assert {tile.name: (tile.text, tile.level) for tile in found.tiles if tile.level} == {"四川": ("0.04", 4)}
    assert sum(row.net for row in found.documents("四川").rows) == 400
    assert sum(row.net for row in found.documents("-").rows) == 50


def campaign(people, name, budget="5000"):
    return Campaign.objects.create(
        number=f"C-{name}",
        name=name,
        type="exhibition",
        starts_on=today(),
        ends_on=today(),
        budget=D(budget),
        created_by=people.manager,
    )


def spent(people, made, amount):
    claim = ExpenseClaim.objects.create(
        number=f"E-{made.pk}", claimant=people.rep1, department=people.rep1.unit, created_by=people.rep1
    )
    ExpenseLine.objects.create(
        claim=claim, category="promotion", date=today(), amount=D(amount), campaign=made, voucher_number="1"
    )
    with pgtrigger.ignore():
        ExpenseClaim.objects.filter(pk=claim.pk).update(status=APPROVED[0])


def test_campaigns_are_compared_by_cost_per_lead_and_per_yuan_sold(people):
    fair, other = campaign(people, "Fair"), campaign(people, "Other")
    spent(people, fair, "900")
    customer = active_customer(people.rep1)
    for number, what in enumerate(("fair", "C-Fair", "FAIR")):
        LeadFactory(
            campaign=what,
            owner=people.rep1,
            created_by=people.rep1,
            **({"status": "converted", "customer": customer} if number == 0 else {}),
        )
    sold(people, customer, "1800", today())
    first, second = cells("campaigns", people.gm)
    assert first == ("Fair", D(5000), D(900), 3, 1, D(300), D(1800), D("0.5"))
    # No cost, no figure: a campaign without claims is not free.
    assert second == ("Other", D(5000), D(0), 0, 0, None, D(0), None)
    assert answer("campaigns", people.gm).lines[1].address == other.get_absolute_url()


def test_what_campaigns_cost_is_not_for_every_representative(people, client):
    assert "campaigns" not in {view.code for view in views_for(people.rep1)}
    client.force_login(people.rep1)
    assert client.get(reverse("ready-view", args=["campaigns"])).status_code == 404
    with pytest.raises(BusinessError, match="nothing to be exported"):
        build_view(people.rep1, QueryDict("view=campaigns"), "", lambda n: None)
    assert client.get(reverse("ready-view", args=["none"])).status_code == 404


def lost(people, reason, amount, rep=None):
    customer = active_customer(rep or people.rep1)
    made = Opportunity.objects.create(
        number=f"O-{Opportunity.objects.count()}",
        customer=customer,
        title="轮毂",
        expected_amount=amount,
        assigned_to=rep or people.rep1,
        created_by=people.rep1,
    )
    with pgtrigger.ignore():
        Opportunity.objects.filter(pk=made.pk).update(status="lost", lost_reason=reason)
    return made


def test_lost_reasons_are_counted_with_their_amounts(people):
    mine = [lost(people, "价格", D(100)), lost(people, "价格 ", D(50)), lost(people, "交期", None)]
    lost(people, "价格", D(7), rep=people.rep3)
    assert cells("lost-reasons", people.manager) == [
        ("价格", 2, D(2) / 3, D(150)),
        ("交期", 1, D(1) / 3, D(0)),
    ]
    found = answer("lost-reasons", people.manager)
    assert {row.pk for row in found.documents(found.lines[0].key).rows} == {each.pk for each in mine[:2]}
    assert cells("lost-reasons", people.gm)[0][1] == 3


def test_prices_stand_beside_the_list_of_their_day(people):
    pump, bare = price(ProductFactory(), "100"), ProductFactory()
    confirmed_order(active_customer(people.rep1), lines=[(pump, 10, 90), (bare, 1, 5)])
    found = answer("realised-prices", people.gm)
    (line,) = found.lines
    assert line.cells[1:] == (10, D(900), D(1000), D("0.9"), D(100))
    assert "100.00 were given away" in found.figure
    assert [row.pk for row in found.documents(line.key).rows] == list(
        OrderLine.objects.filter(product=pump).values_list("pk", flat=True)
    )


def test_quotes_are_won_by_discount(people):
    pump, customer = price(ProductFactory(), "100"), active_customer(people.rep1)
    accepted_quote(customer, [(pump, 1, 100)])
    accepted_quote(customer, [(pump, 10, 96)])
    quote(customer, [(pump, 10, 96)], status=Quote.Status.DECLINED, answered_on=today())
    quote(customer, [(pump, 1, 50)])
    found = answer("quotes-by-discount", people.gm)
    assert [line.cells for line in found.lines] == [
        ("no discount", 1, 1, D(1), D(100)),
        ("up to 5 %", 2, 1, D("0.5"), D(960)),
    ]
    assert found.documents("2").rows.count() == 2
    assert found.found.total[1:] == (3, 2, D(2) / 3, D(1060))


def test_supply_is_measured_by_product(people):
    pump = ProductFactory()
    order = confirmed_order(active_customer(people.rep1), lines=[(pump, 1, 10), (pump, 2, 10)])
    OrderLine.objects.filter(order=order).update(accepted_date=today(), promised_date=today(), promised_first=today())
    late = order.lines.first()
    OrderLine.objects.filter(pk=late.pk).update(promised_first=today() - dt.timedelta(days=3), error_flag=True)
    (row,) = cells("supply-by-product", people.gm)
    assert row[1:] == (2, D("0.5"), D("0.5"), 0, 0, 0)
    assert answer("supply-by-product", people.gm).documents(str(pump.pk)).rows.count() == 2


@pytest.mark.parametrize("code", list(VIEWS))
def test_a_period_without_data_is_said_and_divides_by_nothing(people, client, code):
    client.force_login(people.gm)
    for period in ("this_month", "1999-01", "nonsense", "2026Q9"):
        page = client.get(reverse("ready-view", args=[code]), {"period": period, "unit": "99999999999999999999"})
        assert str(VIEWS[code].empty or "Nothing in these months") in page.content.decode()
    assert client.get(reverse("ready-view-rows", args=[code]), {"at": "1"}).status_code == 404


def test_page_workbook_and_documents_are_of_one_answer(people, client, tmp_path):
    for net in ("300", "200"):
        sold(people, active_customer(people.rep1, address="四川省成都市"), net, today())
    client.force_login(people.gm)
    page = client.get(reverse("ready-view", args=["provinces"])).content.decode()
    assert "¥500.00" in page
    assert "<svg" in page
    rows = client.get(reverse("ready-view-rows", args=["provinces"]), {"at": "四川"})
    assert sum(row["amount"] for row in rows.context["table"].data.data) == 500
    path = tmp_path / "view.xlsx"
    assert build_view(people.gm, QueryDict("view=provinces"), path, lambda n: None) == 1
    values = [cell for line in load_workbook(io.BytesIO(path.read_bytes())).active.values for cell in line]
    assert "四川" in values
    assert 500 in values
    for person, status in ((people.rep3, 200), (people.warehouse, 403)):
        client.force_login(person)
        assert client.get(reverse("ready-view", args=["provinces"])).status_code == status
        assert "¥500.00" not in client.get(reverse("ready-view", args=["provinces"])).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("code", list(VIEWS))
def test_every_view_asks_the_same_number_of_queries(people, client, code, rows, django_assert_max_num_queries):
    for _number in range(rows):
        customer = active_customer(people.rep1, address="四川省成都市")
        sold(people, customer, "100", today(), ProductFactory())
        lost(people, f"{rows}{_number}", D(1))
        accepted_quote(customer)
    client.force_login(people.gm)
    address = reverse("ready-view", args=[code])
    client.get(address)
    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200


def invited(people, made, customer, status):
    return CampaignInvitation.objects.create(campaign=made, customer=customer, invited_by=people.manager, status=status)


def test_mkt_05_what_came_of_a_campaign_is_counted_of_participants_and_of_leads(people, client):
    """MKT-05: who came and came by a lead as well stands in both rows."""
    fair = campaign(people, "Fair")
    guest, both, absent = (active_customer(people.rep1) for _each in range(3))
    invited(people, fair, guest, "attended")
    invited(people, fair, both, "attended")
    invited(people, fair, absent, "declined")
    LeadFactory(campaign="fair", owner=people.rep1, created_by=people.rep1, status="converted", customer=both)
    sold(people, guest, "1000", today())
    sold(people, guest, "700", today() - dt.timedelta(days=1))
    sold(people, both, "200", today())
    sold(people, absent, "5000", today())
    confirmed_payment(both, "90.00", today())
    order = confirmed_order(both)
    ordered = sum(line.amount for line in order.lines.all())
    came, named = brought_by(fair)
    assert (came.customers, came.orders, came.ordered, came.sold, came.collected) == (2, 1, ordered, D(1200), D(90))
    assert (named.customers, named.orders, named.ordered, named.sold, named.collected) == (1, 1, ordered, D(200), D(90))
    client.force_login(people.manager)
    assert "What came of it" in client.get(fair.get_absolute_url()).content.decode()
    client.force_login(people.rep1)
    assert "What came of it" not in client.get(fair.get_absolute_url()).content.decode()


def test_mkt_05_the_evaluation_begins_with_who_came_and_what_they_bought(people, client):
    """MKT-05"""
    fair = campaign(people, "Fair")
    guest = active_customer(people.rep1)
    invited(people, fair, guest, "attended")
    sold(people, guest, "1000", today())
    with pgtrigger.ignore():
        Campaign.objects.filter(pk=fair.pk).update(status="finished")
    client.force_login(people.manager)
    dialog = client.get(reverse("campaign-do", args=[fair.pk, "evaluate"])).content.decode()
    assert 'name="participants" value="1"' in dialog and 'name="sales_amount" value="1000.00"' in dialog
    assert offered_for_evaluation(fair) == {"participants": 1, "sales_amount": D(1000)}


def test_margins_by_customer_and_product_agree_with_the_analysis(people):
    pump = ProductFactory()
    ProductCost.objects.create(product=pump, valid_from=dt.date(2020, 1, 1), material=D("60"))
    rich, poor = active_customer(people.rep1), active_customer(people.rep1)
    sold(people, rich, "100", today(), pump)
    sold(people, poor, "80", today(), pump)
    sold(people, poor, "120", month_back(13), pump)
    found = answer("margin-customers", people.gm)
    assert [line.cells[1:] for line in found.lines] == [
        (100, 40, D("0.4"), None, None),
        (80, 20, D("0.25"), D("0.5"), D("-0.25")),
    ]
    assert found.found.total[1:4] == (180, 60, Answer(Question(measure="margin"), people.gm).total.value)
    assert [line.cells[1:4] for line in answer("margin-products", people.gm).lines] == [(180, 60, D(60) / 180)]
    assert "margin-customers" not in {view.code for view in views_for(people.rep1)}


def test_sales_to_new_customers_stand_beside_those_to_old_ones(people):
    new = active_customer(people.rep1, first_delivery_date=today())
    old = active_customer(people.rep1, first_delivery_date=today().replace(year=today().year - 3))
    sold(people, new, "30", today())
    sold(people, old, "70", today())
    found = answer("new-and-old", people.gm, period="this_month")
    assert [line.cells for line in found.lines] == [(f"{today():%Y-%m}", D(30), D(70), D(100), D("0.3"))]
    assert sum(row.net for row in found.documents(f"{today():%Y-%m}").rows) == 100


def test_seasons_are_told_over_whole_months_and_from_twelve_on(people):
    customer = active_customer(people.rep1)
    sold(people, customer, "100", month_back(11))
    assert answer("seasons", people.gm).is_empty
    sold(people, customer, "140", month_back(12))
    sold(people, customer, "60", month_back(24))
    found = answer("seasons", people.gm)
    same = str(month_back(12).month)
    (line,) = [each for each in found.lines if each.key == same]
    assert line.cells[1:] == (D(100), D(8), D(60), D(140), 2)
    assert len(found.lines) == 12 and "%" in found.figure


def test_the_funnel_says_how_many_went_on_and_how_long_they_stood(people):
    def opportunity(status, *moves):
        customer = active_customer(people.rep1)
        made = Opportunity.objects.create(
            number=f"O{customer.pk}", title="x", customer=customer, assigned_to=people.rep1, created_by=people.rep1
        )
        for days, stage in moves:
            entry = AuditEntry.objects.create(
                content_type=ContentType.objects.get_for_model(Opportunity), object_id=made.pk, to_status=stage
            )
            with pgtrigger.ignore():
                AuditEntry.objects.filter(pk=entry.pk).update(at=timezone.now() - dt.timedelta(days=days))
        with pgtrigger.ignore():
            Opportunity.objects.filter(pk=made.pk).update(
                status=status, lost_reason="price" if status == "lost" else ""
            )
        return made

    opportunity("won", (10, "needs_analysis"), (6, "solution"), (5, "quoting"), (4, "quoted"), (3, "won"))
    opportunity("lost", (8, "needs_analysis"), (2, "solution"), (1, "lost"))
    opportunity("needs_analysis")
    found = answer("funnel", people.gm)
    by_stage = {line.key: line.cells for line in found.lines}
    assert [by_stage[stage][1] for stage in ("needs_analysis", "solution", "quoting", "won")] == [3, 2, 1, 1]
    assert (by_stage["needs_analysis"][2], by_stage["solution"][2]) == (D(2) / 3, D("0.5"))
    assert by_stage["needs_analysis"][3] == D("5.0")
    assert found.figure == "1 of 3 opportunities were won: 33.3%."
    assert found.documents("solution").rows.count() == 2
    assert [line.cells[1] for line in answer("funnel", people.rep3).lines] == []


def test_movements_find_who_stopped_and_whose_price_slides_and_nothing_else(people):
    pump, valve = ProductFactory(), ProductFactory()
    stopped, steady, rare, fell = (active_customer(people.rep1) for _each in range(4))
    for back in range(2, 14):
        sold(people, stopped, str(100 + 10 * (back % 2)), month_back(back), valve)
        sold(people, steady, "500", month_back(back), pump, quantity=5)
        sold(people, fell, str(1000 + back), month_back(back), valve)
        if back in (3, 9):
            sold(people, rare, "900", month_back(back), valve)
    sold(people, steady, "500", month_back(1), pump, quantity=6)
    sold(people, fell, "400", month_back(1))
    found = answer("movements", people.gm)
    month = f"{month_back(1):%Y-%m}"
    assert [line.cells[:2] for line in found.lines] == [
        (fell.name, f"{month}: ¥400.00, usually ¥1,004.84 to ¥1,010.16."),
        (stopped.name, f"Bought in 12 of 12 months, nothing in {month}."),
        (str(pump), f"Mean price: {month}: ¥83.33, usually ¥100.00 to ¥100.00."),
    ]
    assert found.lines[1].cells[2:5] == (0, 105, -105)
    assert found.figure == f"2 customers and 1 products moved out of what is usual in {month}."
    assert answer("movements", people.rep3).is_empty


def test_movements_are_silent_with_fewer_than_eight_points(people):
    customer = active_customer(people.rep1)
    for back in range(2, 9):
        sold(people, customer, "100", month_back(back))
    assert answer("movements", people.gm).is_empty
    sold(people, customer, "100", month_back(9))
    assert len(answer("movements", people.gm).lines) == 1
