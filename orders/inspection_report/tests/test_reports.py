"""Check points, what was measured, and the report that travels with the goods (QC-01)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from contracts.annex.models import ContractAnnex
from contracts.tests.factories import annexes
from orders.inspection.result import record_inspection
from orders.inspection_report.measuring import create_point, points_of, record_readings, update_point
from orders.inspection_report.models import CheckPoint, Reading
from orders.inspection_report.rules import is_within, limits_problem, measuring_problems
from orders.stock.entry import enter_stock
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import draft_delivery, finished_production, released_plan
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
D = Decimal


@pytest.fixture
def product(people):
    return price(ProductFactory(), "50")


@pytest.fixture
def points(people, product):
    """A bore that is measured, and a surface that is looked at."""
    bore = create_point(
        people.quality, product=product, position=1, name="孔径", kind="number", unit="mm", lower=D("9.98"), upper=D(10)
    )
    surface = create_point(
        people.quality, product=product, position=2, name="外观", kind="choice", requirement="无毛刺"
    )
    return bore, surface


@pytest.fixture
def inspection(people, product, points):
    order = confirmed_order(owner=people.rep1, lines=[(product, 10, 50)])
    return finished_production(people, released_plan(people, order)).inspections.get()


class TestRules:
    @pytest.mark.parametrize(
        ("lowest", "highest", "expected"),
        [("9.98", "10.00", True), ("9.97", "9.99", False), ("9.99", "10.01", False)],
    )
    def test_the_limits_themselves_conform(self, lowest, highest, expected):
        assert is_within(D("9.98"), D("10.00"), D(lowest), D(highest)) is expected

    def test_one_limit_is_enough(self):
        assert is_within(None, D(3), D(-5), D(3))
        assert not is_within(D(3), None, D(2), D(9))

    def test_a_measured_point_has_a_limit_and_another_none(self):
        assert "lower or the upper" in limits_problem("number", None, None)
        assert "above the upper" in limits_problem("number", D(2), D(1))
        assert "no limits" in limits_problem("choice", D(2), None)
        assert limits_problem("choice", None, None) == ""

    def test_qc_01_nothing_is_decided_while_a_point_is_empty(self):
        assert "Not measured yet: 孔径" in measuring_problems(["孔径"], [], all_passed=False)[0]
        assert "Not all of the quantity passes" in measuring_problems([], ["孔径"], all_passed=True)[0]
        assert measuring_problems([], ["孔径"], all_passed=False) == []


def test_an_inspection_waits_for_its_values(people, inspection, points):
    bore, surface = points
    with pytest.raises(BusinessError, match="Not measured yet: 孔径、外观"):
        record_inspection(inspection.pk, people.quality, quantity_passed=D(10), standard="Q/01")
    record_readings(inspection.pk, people.quality, found={bore.pk: (D("9.98"), D("10.00"))})
    with pytest.raises(BusinessError, match="Not measured yet: 外观"):
        record_inspection(inspection.pk, people.quality, quantity_passed=D(10), standard="Q/01")
    record_readings(inspection.pk, people.quality, found={surface.pk: True})
    assert record_inspection(inspection.pk, people.quality, quantity_passed=D(10), standard="Q/01").status == "passed"


def test_what_is_out_of_its_limits_does_not_pass_as_a_whole(people, inspection, points):
    bore, surface = points
    record_readings(inspection.pk, people.quality, found={bore.pk: (D("9.98"), D("10.02")), surface.pk: True})
    with pytest.raises(BusinessError, match="Not as required: 孔径"):
        record_inspection(inspection.pk, people.quality, quantity_passed=D(10), standard="Q/01")
    inspection.refresh_from_db()
    assert inspection.status == "pending"
    done = record_inspection(
        inspection.pk, people.quality, quantity_passed=D(9), standard="Q/01", findings="一件孔径超差"
    )
    assert done.status == "failed"


def test_values_are_qualitys_and_are_entered_until_the_decision(people, inspection, points):
    bore, surface = points
    with pytest.raises(PermissionDenied, match="entered by the quality department"):
        record_readings(inspection.pk, people.production, found={surface.pk: True})
    with pytest.raises(BusinessError, match="smallest value is above"):
        record_readings(inspection.pk, people.quality, found={bore.pk: (D(11), D(10))})
    assert not Reading.objects.exists()
    record_readings(inspection.pk, people.quality, found={bore.pk: (D(11), D(11)), surface.pk: True})
    record_readings(inspection.pk, people.quality, found={bore.pk: (D(10), D(10))})
    record_inspection(inspection.pk, people.quality, quantity_passed=D(10), standard="Q/01")
    with pytest.raises(PermissionDenied, match="until the inspection is decided"):
        record_readings(inspection.pk, people.quality, found={bore.pk: (D(9), D(9))})


def test_a_product_without_check_points_is_inspected_as_before(people):
    inspection = finished_production(people).inspections.get()
    record_inspection(inspection.pk, people.quality, quantity_passed=inspection.quantity, standard="Q/01")
    assert inspection.readings.count() == 0


def test_new_limits_do_not_touch_what_was_measured(people, inspection, points):
    bore, _surface = points
    record_readings(inspection.pk, people.quality, found={bore.pk: (D(10), D(10))})
    fields = {"product": bore.product, "position": 1, "name": "孔径", "kind": "number", "unit": "mm"}
    update_point(bore.pk, people.quality, **fields, lower=D(11), upper=D(12))
    row = Reading.objects.get()
    assert (row.conforms, row.asked, row.found) == (True, "9.98 – 10 mm", "10 mm")


def test_points_are_kept_by_quality_once_a_name(people, points, product):
    with pytest.raises(PermissionDenied, match="kept by the quality department"):
        create_point(people.rep1, product=product, name="硬度", kind="number", lower=D(1))
    with pytest.raises(BusinessError, match="a check point of this name"):
        create_point(people.quality, product=product, name="孔径", kind="number", lower=D(1))
    assert CheckPoint.objects.count() == 2


def test_pages_and_papers(client, people, inspection, points):
    bore, surface = points
    client.force_login(people.quality)
    page = client.get(inspection.get_absolute_url()).content.decode()
    assert "实测值" in page and "尚未检测" in page
    url = reverse("inspection-do", args=[inspection.pk, "measure"])
    assert "孔径" in client.get(url).content.decode()
    client.post(url, {f"lowest_{bore.pk}": "9.99", f"highest_{bore.pk}": "", f"point_{surface.pk}": "yes"})
    assert Reading.objects.filter(conforms=True).count() == 2
    assert client.get(reverse("inspection-report-pdf", args=[inspection.pk])).status_code == 404
    record_inspection(inspection.pk, people.quality, quantity_passed=D(10), standard="Q/01")
    enter_stock(inspection.pk, people.warehouse)
    paper = client.get(reverse("inspection-report-pdf", args=[inspection.pk]))
    assert paper.content.startswith(b"%PDF")
    note = draft_delivery(people, inspection.order)
    client.force_login(people.rep1)
    assert "本批货物的检验" in client.get(note.get_absolute_url()).content.decode()
    assert client.get(reverse("delivery-report-pdf", args=[note.pk])).content.startswith(b"%PDF")
    client.force_login(people.rep2)
    assert client.get(reverse("delivery-report-pdf", args=[note.pk])).status_code == 404
    client.force_login(people.quality)
    for name, args in (("check-point-list", []), ("check-point-create", []), ("check-point-edit", [bore.pk])):
        assert client.get(reverse(name, args=args)).status_code == 200
    data = {
        "product": bore.product_id,
        "position": 3,
        "name": "硬度",
        "kind": "number",
        "lower": "55",
        "is_active": "on",
    }
    client.post(reverse("check-point-create"), data)
    assert CheckPoint.objects.filter(name="硬度").exists()
    assert "9.98" in client.get(bore.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_for_one_row_and_three(client, people, rows, django_assert_num_queries):
    for _n in range(rows):
        create_point(people.quality, product=ProductFactory(), name="硬度", kind="number", lower=D(1))
    client.force_login(people.quality)
    client.get(reverse("check-point-list"))
    with django_assert_num_queries(8):
        client.get(reverse("check-point-list"))


# -- the standard of the contract ----------------------------------------------------------------------------------------


@pytest.fixture
def agreed(people, inspection):
    """The outgoing standard filed with the contract of the goods."""
    return annexes(inspection.order.contract, people.rep1, ContractAnnex.Kind.INSPECTION_STANDARD)[0]


def bore_of(people, product, annex, **fields):
    values = {"name": "孔径", "kind": "number", "unit": "mm", "lower": D("9.99"), "upper": D(10), **fields}
    return create_point(people.quality, product=product, annex=annex, **values)


def test_the_contracts_standard_takes_the_place_of_the_products_points(people, product, points, inspection, agreed):
    """QC-01: where the contract has check points, these are asked and nothing else."""
    assert points_of(inspection) == list(points)
    tighter = bore_of(people, product, agreed)
    assert points_of(inspection) == [tighter]
    record_readings(inspection.pk, people.quality, found={tighter.pk: (D("9.985"), D("9.995"))})
    with pytest.raises(BusinessError, match="Not as required: 孔径"):
        record_inspection(inspection.pk, people.quality, quantity_passed=10, standard="Q/01")
    with pytest.raises(BusinessError, match="of another product, or no longer in force"):
        record_readings(inspection.pk, people.quality, found={points[0].pk: (D(10), D(10))})


def test_goods_of_another_contract_keep_the_points_of_the_product(people, product, points, agreed):
    """QC-01"""
    bore_of(people, product, agreed)
    other = confirmed_order(owner=people.rep1, lines=[(product, 5, 50)])
    assert points_of(finished_production(people, released_plan(people, other)).inspections.get()) == list(points)


def test_the_newest_standard_that_has_points_is_asked(people, product, inspection, agreed):
    """QC-01"""
    contract = inspection.order.contract
    old = bore_of(people, product, agreed)
    (newer,) = annexes(contract, people.rep1, ContractAnnex.Kind.INSPECTION_STANDARD)
    assert points_of(inspection) == [old]
    new = bore_of(people, product, newer, upper=D("10.01"))
    assert points_of(inspection) == [new]


def test_only_a_filed_outgoing_standard_has_points_and_each_name_once(people, product, points, inspection, agreed):
    bore_of(people, product, agreed)
    with pytest.raises(BusinessError, match="has a check point of this name"):
        bore_of(people, product, agreed)
    (quality,) = annexes(inspection.order.contract, people.rep1, ContractAnnex.Kind.QUALITY_AGREEMENT)
    with pytest.raises(BusinessError, match="Name an outgoing inspection standard"):
        bore_of(people, product, quality)


def test_the_form_offers_the_standards_of_goods_he_inspects(client, people, product, points, inspection, agreed):
    client.force_login(people.quality)
    data = {"product": product.pk, "annex": agreed.pk, "position": 1, "name": "孔径", "kind": "number"}
    response = client.post(reverse("check-point-create"), {**data, "lower": "9.99", "is_active": "on"})
    assert response.status_code == 302
    point = CheckPoint.objects.get(annex=agreed)
    page = client.get(point.get_absolute_url()).content.decode()
    assert str(inspection.order.contract) in page
