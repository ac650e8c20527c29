"""Customer data are confirmed again and again; new and mature customers; the import of contacts."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.contact.row import import_contact
from customers.customer.maturity import is_new, record_first_delivery, set_mature, suggest_mature
from customers.customer.models import Customer
from customers.customer.review import confirm_data, open_stale_tasks
from customers.opening.entry import update_customer
from customers.opportunity.models import Opportunity
from customers.tests.factories import CustomerFactory, LeadFactory, active_customer, scheme
from salesmgmt.core import audit
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db
NIGHT = dt.time(0, 20)


@pytest.fixture
def people():
    scheme()
    return company()


def confirmed(customer, days, clock=dt.time(12)):
    Customer.objects.filter(pk=customer.pk).update(last_reviewed_at=at(today() - dt.timedelta(days=days), clock))
    return customer


class TestStale:
    @pytest.mark.parametrize("days, number", [(90, 0), (91, 1), (400, 1)])
    def test_after_91_days_the_owner_has_exactly_one_task_at_90_none(self, people, days, number):
        """CUS-02"""
        customer = confirmed(CustomerFactory(owner=people.rep1), days)
        assert (open_stale_tasks(at(today(), NIGHT)), open_stale_tasks(at(today(), NIGHT))) == (number, 0)
        assert [(task.kind, task.person, task.document) for task in Task.objects.all()] == [
            ("customer_stale", people.rep1, customer)
        ] * number

    def test_the_period_is_a_setting(self, people):
        """CUS-02"""
        change_setting("customer_review_days", 30, people.admin)
        confirmed(CustomerFactory(owner=people.rep1), 31)
        assert open_stale_tasks(at(today(), NIGHT)) == 1

    def test_confirming_closes_the_task_and_it_comes_again_after_the_period(self, people):
        """CUS-02"""
        customer = confirmed(CustomerFactory(owner=people.rep1), 91)
        open_stale_tasks(at(today(), NIGHT))
        confirm_data(customer.pk, people.rep1)
        assert Task.objects.get().status == "done"
        assert audit.timeline(customer)[0].action == "Data confirmed"
        assert open_stale_tasks(at(today(), NIGHT)) == 0
        confirmed(customer, 91)
        assert open_stale_tasks(at(today(), NIGHT)) == 1

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager2", "gm", "service", "admin"])
    def test_others_confirm_nothing(self, people, name):
        """CUS-02"""
        customer = confirmed(CustomerFactory(owner=people.rep1), 91)
        before = Customer.objects.get().last_reviewed_at
        with pytest.raises(PermissionDenied, match="客户资料由维护档案的人员确认"):
            confirm_data(customer.pk, getattr(people, name))
        assert Customer.objects.get().last_reviewed_at == before

    def test_the_button_and_the_filter(self, client, people):
        customer = confirmed(CustomerFactory(owner=people.rep1), 91)
        CustomerFactory(owner=people.rep1)
        client.force_login(people.rep1)
        page = client.get(reverse("customer-list"), {"stale": "true"}).context["page"]
        assert [row.record for row in page.object_list] == [customer]
        client.post(reverse("customer-do", args=[customer.pk, "confirm-data"]))
        assert not client.get(reverse("customer-list"), {"stale": "true"}).context["page"].object_list


class TestMature:
    @pytest.mark.parametrize("year, new", [(2025, True), (2026, True), (2027, False)])
    def test_a_customer_is_new_in_the_year_of_its_first_delivery(self, year, new):
        """CUS-12"""
        assert is_new(dt.date(2026, 3, 10), year) is new

    def test_page_and_list_say_who_is_new_this_year(self, client, people):
        """CUS-12"""
        year = today().year
        new = active_customer(people.rep1, first_delivery_date=dt.date(year, 1, 1))
        old = active_customer(people.rep1, first_delivery_date=dt.date(year - 1, 12, 31))
        never = active_customer(people.rep1)
        client.force_login(people.rep1)
        for value, found in (("true", {new, never}), ("false", {old})):
            page = client.get(reverse("customer-list"), {"is_new": value}).context["page"]
            assert {row.record for row in page.object_list} == found
        facts = {str(each.label): each.value for each in client.get(old.get_absolute_url()).context["more_facts"]}
        assert any(str(year) in str(value) for label, value in facts.items())

    def test_before_the_first_delivery_it_is_new(self):
        assert is_new(None, 2026)

    def test_the_first_delivery_stays_the_first(self, people):
        """CUS-12"""
        customer = active_customer(people.rep1)
        record_first_delivery(customer.pk, dt.date(2026, 3, 10), people.rep1)
        record_first_delivery(customer.pk, dt.date(2026, 5, 1), people.rep1)
        assert Customer.objects.get().first_delivery_date == dt.date(2026, 3, 10)

    def test_in_the_next_calendar_year_the_manager_is_asked_once(self, people):
        """CUS-12"""
        customer = active_customer(people.rep1, first_delivery_date=dt.date(2026, 3, 10))
        assert suggest_mature(at(dt.date(2026, 1, 1), NIGHT)) == 0
        assert (suggest_mature(at(dt.date(2027, 1, 1), NIGHT)), suggest_mature(at(dt.date(2027, 1, 1), NIGHT))) == (
            1,
            0,
        )
        task = Task.objects.get()
        assert (task.kind, task.person, task.document) == ("customer_mature", people.manager, customer)

    def test_the_manager_sets_it_with_who_and_when_and_takes_it_back(self, people):
        """CUS-12"""
        customer = active_customer(people.rep1, first_delivery_date=dt.date(2026, 3, 10))
        set_mature(customer.pk, people.manager)
        customer.refresh_from_db()
        assert (customer.is_mature, customer.mature_by, customer.mature_on) == (True, people.manager, today())
        set_mature(customer.pk, people.manager, is_mature=False)
        customer.refresh_from_db()
        assert (customer.is_mature, customer.mature_by, customer.mature_on) == (False, None, None)

    @pytest.mark.parametrize("name", ["rep1", "supervisor", "manager2", "finance", "gm", "admin"])
    def test_nobody_below_the_manager_sets_it(self, people, name):
        """CUS-12"""
        customer = active_customer(people.rep1, first_delivery_date=dt.date(2026, 3, 10))
        with pytest.raises(PermissionDenied, match="客户是否成熟由销售经理或销售总监决定"):
            set_mature(customer.pk, getattr(people, name))
        customer.refresh_from_db()
        assert not customer.is_mature

    def test_who_was_never_supplied_is_not_mature(self, people):
        customer = active_customer(people.rep1)
        with pytest.raises(BusinessError, match="从未供货的客户不能标记为成熟客户"):
            set_mature(customer.pk, people.manager)

    def test_the_form_of_the_file_does_not_hold_it(self, client, people):
        """CUS-12"""
        customer = active_customer(people.rep1)
        client.force_login(people.rep1)
        assert "is_mature" not in client.get(reverse("customer-edit", args=[customer.pk])).context["form"].fields


class TestContactImport:
    ROW = {"name": "刘明", "phone": "13911111111", "position": "采购"}

    @pytest.mark.parametrize("known_by", ["number", "credit_code", "name"])
    def test_a_contact_finds_its_customer(self, people, known_by):
        customer = CustomerFactory(owner=people.rep1, credit_code="91500000MA5U0000XN")
        assert import_contact(people.rep1, {**self.ROW, "customer": getattr(customer, known_by)}, False) == "created"
        assert customer.contacts.get(name="刘明").position == "采购"

    def test_known_contacts_change_only_where_that_is_wanted(self, people):
        customer = CustomerFactory(owner=people.rep1)
        row = {"customer": customer.number, "name": "王芳", "phone": "13922222222"}
        assert import_contact(people.rep1, row, False) is None
        assert (import_contact(people.rep1, row, True), import_contact(people.rep1, row, True)) == ("updated", None)
        assert customer.contacts.get().phone == "13922222222"

    @pytest.mark.parametrize("changes", [{"phone": "", "email": ""}, {"email": "no-address"}, {"customer": "无此客户"}])
    def test_what_is_wrong_is_refused_with_a_reason(self, people, changes):
        customer = CustomerFactory(owner=people.rep1)
        with pytest.raises(
            BusinessError, match="请填写电话或邮箱|输入一个有效的 Email 地址|您负责的客户中没有此编号、信用代码或名称"
        ):
            import_contact(people.rep1, {**self.ROW, "customer": customer.number, **changes}, True)
        assert customer.contacts.count() == 1

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "service"])
    def test_nobody_writes_into_files_of_others(self, people, name):
        """CUS-04"""
        customer = CustomerFactory(owner=people.rep1)
        with pytest.raises(BusinessError, match="您负责的客户中没有此编号、信用代码或名称|您不能修改") as refusal:
            import_contact(getattr(people, name), {**self.ROW, "customer": customer.number}, True)
        assert customer.contacts.count() == 1
        assert name == "service" or name == "supervisor" or customer.name not in str(refusal.value)


def test_documents_are_found_by_the_new_name_of_their_customer(people):
    customer = CustomerFactory(owner=people.rep1, name="成都旧名有限公司")
    opportunity = Opportunity.objects.create(customer=customer, number="OPP-1", title="前桥", lead=LeadFactory())
    update_customer(
        customer.pk,
        people.rep1,
        [{"id": customer.contacts.get(), "name": "王芳", "phone": "1"}],
        name="重庆新名有限公司",
        location_type="local",
    )
    assert (list(Opportunity.objects.search("旧名")), list(Opportunity.objects.search("新名"))) == ([], [opportunity])
