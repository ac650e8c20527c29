"""Regions, field offices and product lines as scopes of reports (TEAM-08)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from customers.tests.factories import ProductCategoryFactory, active_customer
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import confirmed_payment
from performance.territory.keeping import create_line, update_line
from performance.territory.models import ProductLine
from performance.territory.permissions import units_of
from performance.territory.report import ordered_of_line, report_of_unit
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Unit
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UnitFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal


@pytest.fixture
def office_rep(people):
    """A rep in a field office of the eastern region."""
    office = UnitFactory(name="Ningbo", code="NB", kind=Unit.Kind.OFFICE, parent=people.units.east)
    return UserFactory(username="rep9", name="Rep9", roles=[Role.REP], unit=office, superior=people.manager)


def names_of(whole):
    return {row.rep.username for row in whole.rows}


def test_team_08_a_rep_in_an_office_of_a_region_is_in_the_reports_of_the_region(client, people, office_rep):
    """TEAM-08"""
    confirmed_payment(active_customer(office_rep), "500.00")
    confirmed_payment(active_customer(people.rep3), "70.00")
    east = report_of_unit(people.gm, people.units.east, today().year)
    assert {"rep1", "rep2", "rep9"} == names_of(east)
    assert east.collected == D("500.00")
    office = report_of_unit(people.gm, office_rep.unit, today().year)
    assert (names_of(office), office.collected) == ({"rep9"}, D("500.00"))
    assert "rep9" not in names_of(report_of_unit(people.gm, people.units.west, today().year))
    company = report_of_unit(people.gm, people.units.company, today().year)
    assert company.collected == D("570.00")
    client.force_login(people.manager)
    page = client.get(reverse("territory-detail", args=[people.units.east.pk])).content.decode()
    assert "Rep9" in page
    assert "500.00" in page


def test_team_08_a_sub_region_belongs_to_the_region_too(people):
    """TEAM-08: 片区 of a 区域"""
    part = UnitFactory(name="Zhejiang", code="ZJ", kind=Unit.Kind.REGION, parent=people.units.east)
    UserFactory(username="rep8", roles=[Role.REP], unit=part)
    assert "rep8" in names_of(report_of_unit(people.gm, people.units.east, today().year))


def test_each_asks_about_his_own_units_and_sees_his_own_people(client, people, office_rep):
    assert people.units.west not in units_of(people.manager)
    assert office_rep.unit in units_of(people.manager)
    assert people.units.west in units_of(people.gm)
    assert names_of(report_of_unit(people.rep1, people.units.east, today().year)) == {"rep1"}
    for person, unit, code in (
        (people.manager, people.units.west, 404),
        (people.rep1, people.units.west, 404),
        (people.gm, people.units.west, 200),
        (people.quality, people.units.east, 403),
    ):
        client.force_login(person)
        assert client.get(reverse("territory-detail", args=[unit.pk])).status_code == code, person


def test_team_08_a_product_line_across_the_regions(client, people):
    """TEAM-08"""
    brakes, wheels = ProductCategoryFactory(), ProductCategoryFactory()
    line = create_line(people.director, [brakes], name="Brakes", code="PL-1", head=people.manager)
    disc, rim = ProductFactory(category=brakes), ProductFactory(category=wheels)
    confirmed_order(active_customer(people.rep1), [(disc, 10, "30"), (rim, 1, "500")], order_date=today())
    confirmed_order(active_customer(people.rep3), [(disc, 2, "30")], order_date=today())
    found = ordered_of_line(people.gm, line, today().year)
    assert [(person.username, amount) for person, amount in found] == [("rep1", D("300.00")), ("rep3", D("60.00"))]
    assert [person.username for person, _amount in ordered_of_line(people.manager2, line, today().year)] == ["rep3"]
    client.force_login(people.gm)
    page = client.get(reverse("product-line-detail", args=[line.pk])).content.decode()
    assert "360.00" in page
    update_line(line.pk, people.director, [wheels])
    assert [amount for _person, amount in ordered_of_line(people.gm, line, today().year)] == [D("500.00")]


def test_product_lines_are_kept_by_the_sales_management(client, people):
    for person in (people.rep1, people.gm, people.finance):
        with pytest.raises(PermissionDenied, match="Product lines are kept"):
            create_line(person, [], name="x", code="x")
    create_line(people.admin, [], name="Brakes", code="PL-1")
    with pytest.raises(BusinessError, match="of this code already"):
        create_line(people.director, [], name="Wheels", code="PL-1")
    category = ProductCategoryFactory()
    client.force_login(people.manager)
    form = {"name": "Wheels", "code": "PL-2", "is_active": "on", "categories": [category.pk]}
    assert client.post(reverse("product-line-create"), form).status_code == 302
    line = ProductLine.objects.get(code="PL-2")
    edit = reverse("product-line-edit", args=[line.pk])
    assert client.post(edit, {**form, "name": "Rims"}).status_code == 302
    line.refresh_from_db()
    assert (line.name, list(line.categories.all())) == ("Rims", [category])


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_keep_their_queries(client, people, count, django_assert_max_num_queries):
    for number in range(count):
        office = UnitFactory(code=f"O{number}", kind=Unit.Kind.OFFICE, parent=people.units.east)
        confirmed_payment(active_customer(UserFactory(roles=[Role.REP], unit=office)), "10.00")
    client.force_login(people.manager)
    client.get(reverse("territory-list"))
    with django_assert_max_num_queries(18):
        assert client.get(reverse("territory-list")).status_code == 200
    with django_assert_max_num_queries(18):
        assert client.get(reverse("territory-detail", args=[people.units.east.pk])).status_code == 200
