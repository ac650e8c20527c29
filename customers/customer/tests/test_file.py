"""The customer file: complete, unique, with one person in charge."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from customers.contact.models import Contact
from customers.customer.models import Customer, name_key
from customers.customer.owner import reassign_customer
from customers.identity.likeness import clean_credit_code, similarity_warning
from customers.opening.entry import create_customer, problems_of_file, update_customer
from customers.tests.factories import CustomerFactory, ProductCategoryFactory, active_customer
from salesmgmt.core import audit
from salesmgmt.core.domain.people import deactivate
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice
from salesmgmt.core.permissions import may_at_all

CODE = "91500000MA5U0000XN"
CONTACT = {"name": "王芳", "phone": "13800000000", "email": "", "is_primary": False}
FIELDS = {"name": "重庆川江机械制造有限公司", "location_type": "local"}


@pytest.mark.parametrize(
    "fields, contacts, number",
    [
        (FIELDS, [CONTACT], 0),
        ({**FIELDS, "name": " "}, [CONTACT], 1),
        ({**FIELDS, "location_type": ""}, [CONTACT], 1),
        (FIELDS, [], 1),
        (FIELDS, [{"name": "王芳", "phone": "", "email": ""}], 1),
        (FIELDS, [{"name": "", "phone": "138"}], 1),
        (FIELDS, [{**CONTACT, "is_primary": True}, {**CONTACT, "is_primary": True}], 1),
        ({**FIELDS, "is_key": True}, [CONTACT], 1),
        ({}, [], 3),
    ],
)
def test_a_file_needs_name_location_and_somebody_to_reach(fields, contacts, number):
    """CUS-01, CUS-10"""
    assert len(problems_of_file(fields, contacts)) == number


class TestOpening:
    def test_the_rep_who_opens_it_is_responsible(self, people):
        """CUS-01"""
        category = ProductCategoryFactory()
        customer = create_customer(people.rep1, [CONTACT], [category], owner=people.rep2, **FIELDS)
        customer.refresh_from_db()
        assert (customer.owner, customer.status, customer.region) == (people.rep1, "prospect", people.units.east)
        assert (customer.contacts.get().is_primary, list(customer.categories.all())) == (True, [category])
        assert customer.owner_history.get().to_user == people.rep1

    def test_an_incomplete_file_is_not_stored(self, people):
        """CUS-01, CUS-10"""
        with pytest.raises(BusinessError, match="请选择市内或市外"):
            create_customer(people.rep1, [CONTACT], name="重庆川江机械", location_type="")
        assert Customer.objects.count() == 0

    @pytest.mark.parametrize("name", ["supervisor", "manager", "gm", "admin", "quality"])
    def test_others_open_none(self, people, name):
        with pytest.raises(PermissionDenied, match="客户档案由销售代表建立"):
            create_customer(getattr(people, name), [CONTACT], **FIELDS)
        assert Customer.objects.count() == 0

    def test_a_code_of_another_team_is_refused_without_a_word_about_it(self, people):
        """CUS-13"""
        other = CustomerFactory(owner=people.rep2, credit_code=CODE, name="成都保密车业有限公司")
        with pytest.raises(BusinessError, match="该统一社会信用代码已登记，请询问您的经理") as refusal:
            create_customer(people.rep1, [CONTACT], credit_code=CODE, **FIELDS)
        assert other.name not in str(refusal.value)
        assert Customer.objects.count() == 1


class TestDuplicates:
    @pytest.mark.parametrize("typed", [CODE, CODE.lower(), f" {CODE[:8]} {CODE[8:]} "])
    def test_a_valid_code_is_kept_in_capitals(self, typed):
        assert clean_credit_code(typed) == CODE

    @pytest.mark.parametrize("typed", ["91500000MA5U0000X1", "123", "重庆"])
    def test_a_code_with_a_wrong_check_digit_is_refused(self, typed):
        """CUS-13"""
        with pytest.raises(ValidationError, match="统一社会信用代码不正确"):
            clean_credit_code(typed)

    def test_no_code_is_none(self):
        assert clean_credit_code("  ") is None

    @pytest.mark.parametrize(
        "name, key",
        [
            ("重庆川江机械制造有限公司", "重庆川江机械制造"),
            ("重庆川江机械制造有限责任公司", "重庆川江机械制造"),
            ("川江機械股份有限公司", "川江機械"),
            ("川江機械有限責任公司", "川江機械"),
            ("川江機械集團有限公司", "川江機械"),
            ("重庆 川江机械制造 股份有限公司", "重庆川江机械制造"),
            ("川江（重庆）机械制造有限公司", "川江重庆机械制造"),
            ("川江(重庆)机械制造公司", "川江重庆机械制造"),
            ("ACME Co., Ltd.", "acme"),
            ("公司", "公司"),
        ],
    )
    def test_legal_form_brackets_and_spaces_do_not_tell_firms_apart(self, name, key):
        """CUS-13"""
        assert name_key(name) == key

    def test_a_similar_name_of_ones_own_is_named(self, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep1, name="重庆川江机械制造有限责任公司")
        assert "重庆川江机械制造有限责任公司" in similarity_warning(people.rep1, "重庆川江机械制造股份有限公司")
        assert "重庆川江机械制造有限责任公司" in similarity_warning(people.rep1, "川江机械")

    def test_a_similar_name_of_another_team_is_only_hinted_at(self, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep2, name="重庆川江机械制造有限责任公司")
        warning = similarity_warning(people.rep1, "川江机械")
        assert warning != "" and "有限责任" not in warning

    def test_another_name_warns_of_nothing(self, people):
        CustomerFactory(owner=people.rep1, name="重庆川江机械制造有限责任公司")
        assert similarity_warning(people.rep1, "成都远航车业有限公司") == ""


class TestEditing:
    def test_changes_of_fields_and_contacts_are_in_the_record(self, people):
        customer = CustomerFactory(owner=people.rep1)
        old = customer.contacts.get()
        lines = [
            {**CONTACT, "id": old, "phone": "13811111111"},
            {**CONTACT, "id": None, "name": "刘明", "is_primary": True},
        ]
        update_customer(customer.pk, people.rep1, lines, name=customer.name, location_type="remote")
        customer.refresh_from_db()
        assert customer.location_type == "remote"
        rows = [(row.pk == old.pk, row.name, row.is_primary) for row in customer.contacts.order_by("pk")]
        assert rows == [(True, "王芳", False), (False, "刘明", True)]
        assert set(audit.timeline(customer)[0].changes) == {"location_type", "contacts"}

    def test_a_birthday_that_was_changed_is_in_the_record(self, people):
        """DOC-04"""
        customer = CustomerFactory(owner=people.rep1)
        line = {**CONTACT, "id": customer.contacts.get(), "birthday": dt.date(1981, 1, 2)}
        update_customer(customer.pk, people.rep1, [line], name=customer.name, location_type=customer.location_type)
        before, after = audit.timeline(customer)[0].changes["contacts"]
        assert after == f"{before} 1981-01-02"

    def test_the_segment_does_not_touch_the_grade(self, people):
        """CUS-03"""
        customer = active_customer(people.rep1, "C")
        update_customer(
            customer.pk,
            people.rep1,
            [{**CONTACT, "id": customer.contacts.get()}],
            name=customer.name,
            location_type="local",
            segment="key",
        )
        customer.refresh_from_db()
        assert (customer.segment, customer.grade) == ("key", "C")

    def test_a_contact_of_another_customer_cannot_be_taken_over(self, people):
        customer, other = CustomerFactory(owner=people.rep1), CustomerFactory(owner=people.rep2)
        stolen = other.contacts.get()
        with pytest.raises(BusinessError, match="该联系人属于其他客户"):
            update_customer(
                customer.pk,
                people.rep1,
                [{**CONTACT, "id": stolen, "name": "改名"}],
                name=customer.name,
                location_type="local",
            )
        assert Contact.objects.get(pk=stolen.pk).name == "王芳"

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager2", "finance", "gm", "admin"])
    def test_others_edit_nothing(self, people, name):
        customer = CustomerFactory(owner=people.rep1)
        with pytest.raises(PermissionDenied, match="客户档案由负责该客户的人员维护"):
            update_customer(customer.pk, getattr(people, name), [CONTACT], **FIELDS)
        before = customer.name
        customer.refresh_from_db()
        assert customer.name == before


class TestPersonInCharge:
    def test_the_manager_moves_it_with_history_and_the_old_rep_sees_it_no_more(self, people):
        """CUS-08"""
        customer = active_customer(people.rep1)
        reassign_customer(customer.pk, people.manager, people.rep2, "区域调整")
        customer.refresh_from_db()
        history = customer.owner_history.get()
        assert customer.owner == people.rep2
        assert (history.from_user, history.to_user, history.changed_by, history.reason) == (
            people.rep1,
            people.rep2,
            people.manager,
            "区域调整",
        )
        assert not Customer.objects.visible_to(people.rep1).exists()
        assert {notice.user for notice in Notice.objects.all()} == {people.rep1, people.rep2}

    def test_not_to_a_rep_of_another_region(self, people):
        """CUS-08"""
        customer = active_customer(people.rep1)
        with pytest.raises(BusinessError, match="不是您所辖区域的销售代表"):
            reassign_customer(customer.pk, people.manager, people.rep3, "…")
        customer.refresh_from_db()
        assert (customer.owner, customer.owner_history.count()) == (people.rep1, 0)
        reassign_customer(customer.pk, people.director, people.rep3, "…")

    def test_a_reason_is_needed(self, people):
        customer = active_customer(people.rep1)
        with pytest.raises(BusinessError, match="请填写原因"):
            reassign_customer(customer.pk, people.manager, people.rep2, " ")

    @pytest.mark.parametrize("name", ["rep1", "rep2", "supervisor", "manager2", "gm", "finance", "admin"])
    def test_others_move_nothing(self, people, name):
        """CUS-08"""
        customer = active_customer(people.rep1)
        with pytest.raises(PermissionDenied, match="客户由所属区域的销售经理或销售总监重新分配"):
            reassign_customer(customer.pk, getattr(people, name), people.rep2, "…")
        customer.refresh_from_db()
        assert (customer.owner, customer.owner_history.count()) == (people.rep1, 0)

    def test_a_rep_in_charge_of_customers_cannot_be_deactivated(self, people):
        """CUS-07"""
        customers = [active_customer(people.rep1), active_customer(people.rep1)]
        for customer in customers:
            with pytest.raises(BusinessError, match="个客户，请先移交"):
                deactivate(people.rep1.pk, people.admin)
            people.rep1.refresh_from_db()
            assert people.rep1.is_active
            reassign_customer(customer.pk, people.manager, people.rep2, "…")
        deactivate(people.rep1.pk, people.admin)
        people.rep1.refresh_from_db()
        assert not people.rep1.is_active

    def test_an_active_customer_without_owner_cannot_exist(self, people):
        """CUS-07"""
        customer = active_customer(people.rep1)

        with pytest.raises(IntegrityError), transaction.atomic():
            Customer.objects.filter(pk=customer.pk).update(owner=None)
        assert not Customer.objects.filter(status="active").without_owner().exists()


@pytest.mark.parametrize(
    "name, number",
    [
        ("rep1", 3),
        ("rep2", 2),
        ("rep3", 5),
        ("supervisor", 3),
        ("manager", 5),
        ("manager2", 5),
        ("director", 10),
        ("gm", 10),
        ("finance", 10),
        ("service", 10),
        ("quality", 0),
        ("admin", 0),
        ("legal", 0),
    ],
)
def test_everybody_sees_exactly_the_customers_of_his_scope(people, name, number):
    """CUS-05"""
    for rep, count in ((people.rep1, 3), (people.rep2, 2), (people.rep3, 5)):
        CustomerFactory.create_batch(count, owner=rep)
    assert Customer.objects.visible_to(getattr(people, name)).count() == number


def test_the_sponsor_of_a_key_customer_sees_it_whatever_the_region(people):
    """CUS-11"""
    customer = CustomerFactory(owner=people.rep1, is_key=True, executive_sponsor=people.manager2)
    assert list(Customer.objects.visible_to(people.manager2)) == [customer]


def test_only_those_of_the_matrix_export_customers(people):
    """CUS-04"""
    may = {name for name, person in vars(people).items() if name != "units" and may_at_all(person, "customer", "E")}
    assert may == {"manager", "manager2", "director", "finance"}
