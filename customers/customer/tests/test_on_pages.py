"""A customer on its pages: forms that say what is wrong beside its field and keep what was typed."""

import pytest
from django.urls import reverse

from customers.customer.models import Customer
from customers.tests.factories import CustomerFactory, active_customer, scheme
from customers.tests.page_road import CONTACT, FILE, lines
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

CODE = "91500000MA5U0000XN"


@pytest.fixture
def people():
    scheme()
    return company()


def test_a_customer_is_opened_with_a_contact(rep, people):
    """CUS-01, CUS-10"""
    answer = rep.post(reverse("customer-create"), {**FILE, **lines(CONTACT), "credit_code": CODE.lower()})
    customer = Customer.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, customer.get_absolute_url())
    assert (customer.owner, customer.credit_code, customer.contacts.get().name) == (people.rep1, CODE, "王芳")


@pytest.mark.parametrize(
    "data, field",
    [
        ({**FILE, "name": ""}, "name"),
        ({**FILE, "location_type": ""}, "location_type"),
        ({**FILE, "credit_code": "91500000MA5U0000X1"}, "credit_code"),
        ({**FILE, "payment_pct": "120"}, "payment_pct"),
        ({**FILE, "payment_pct": "-1"}, "payment_pct"),
        ({**FILE, "is_key": "on"}, "executive_sponsor"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(rep, data, field):
    """CUS-01, CUS-10"""
    answer = rep.post(reverse("customer-create"), {**data, **lines(CONTACT)})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert Customer.objects.count() == 0


@pytest.mark.parametrize("name, status", [("supervisor", 422), ("rep2", 422), ("manager", 302)])
def test_the_sponsor_of_a_key_customer_is_a_manager_or_higher(rep, people, name, status):
    """CUS-11"""
    sponsor = getattr(people, name)
    answer = rep.post(
        reverse("customer-create"), {**FILE, **lines(CONTACT), "is_key": "on", "executive_sponsor": sponsor.pk}
    )
    assert (answer.status_code, Customer.objects.count()) == (status, int(status == 302))


@pytest.mark.parametrize("rows", [[], [{"name": "王芳"}], [{"name": "", "phone": "138"}], [{**CONTACT, "email": "x"}]])
def test_a_contact_nobody_can_reach_is_refused(rep, rows):
    """CUS-01"""
    assert rep.post(reverse("customer-create"), {**FILE, **lines(*rows)}).status_code == 422
    assert Customer.objects.count() == 0


def test_a_code_of_another_team_is_refused_without_its_name(rep, people):
    """CUS-13"""
    CustomerFactory(owner=people.rep2, credit_code=CODE, name="成都保密车业有限公司")
    answer = rep.post(reverse("customer-create"), {**FILE, **lines(CONTACT), "credit_code": CODE})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"credit_code"})
    assert "保密" not in answer.content.decode()


def test_a_similar_name_asks_once(rep, people):
    """CUS-13"""
    CustomerFactory(owner=people.rep2, name="重庆川江机械制造有限责任公司")
    data = {**FILE, **lines(CONTACT)}
    answer = rep.post(reverse("customer-create"), data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name"})
    assert "有限责任" not in answer.content.decode()
    assert rep.post(reverse("customer-create"), {**data, "is_other_firm": "on"}).status_code == 302
    assert Customer.objects.count() == 2


def test_names_that_look_like_code_or_formulas_are_text(rep):
    for name in ("=1+1 机械厂", "<script>alert(1)</script>"):
        rep.post(reverse("customer-create"), {**FILE, **lines(CONTACT), "name": name})
        customer = Customer.objects.get(name=name)
        assert "<script>alert" not in rep.get(customer.get_absolute_url()).content.decode()


def test_the_main_contact_is_handed_over_in_one_edit(rep, people):
    customer = CustomerFactory(owner=people.rep1)
    old = customer.contacts.get()
    rows = lines({**CONTACT, "id": old.pk}, {"name": "刘明", "email": "liu@example.com", "is_primary": "on"})
    data = {**FILE, "name": customer.name, **rows, "lines-INITIAL_FORMS": 1}
    assert rep.post(reverse("customer-edit", args=[customer.pk]), data).status_code == 302
    assert [(row.name, row.is_primary) for row in customer.contacts.order_by("pk")] == [("王芳", False), ("刘明", True)]


@pytest.mark.parametrize("days", ["999999999", "9" * 400, "-5", "1.5"])
def test_a_payment_term_no_column_holds_is_said_beside_the_field(rep, people, days):
    customer = CustomerFactory(owner=people.rep1)
    contact = customer.contacts.get()
    rows = {**lines({**CONTACT, "id": contact.pk}), "lines-INITIAL_FORMS": 1}
    data = {**FILE, "name": customer.name, **rows, "payment_term_days": days}
    answer = rep.post(reverse("customer-edit", args=[customer.pk]), data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"payment_term_days"})
    customer.refresh_from_db()
    assert customer.payment_term_days is None


def test_the_manager_changes_the_responsible_rep_on_the_page(client, people):
    """CUS-08"""
    customer = active_customer(people.rep1)
    client.force_login(people.manager)
    assert client.get(customer.get_absolute_url()).status_code == 200
    address = reverse("customer-do", args=[customer.pk, "reassign"])
    assert client.post(address, {"owner": people.rep3.pk, "comment": "调整"}).status_code == 422
    assert client.post(address, {"owner": people.rep2.pk, "comment": "调整"}).status_code == 302
    client.force_login(people.rep1)
    assert client.get(customer.get_absolute_url()).status_code == 404


def test_a_department_head_sees_no_money_on_the_page_of_the_service_centre(client, people):
    customer = active_customer(people.rep1, "B")
    client.force_login(people.service)
    assert "500,000" not in client.get(customer.get_absolute_url()).content.decode()
    assert "500,000" not in client.get(reverse("customer-list")).content.decode()
    client.force_login(people.rep1)
    assert "500,000" in client.get(customer.get_absolute_url()).content.decode()
