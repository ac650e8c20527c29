"""Telephone numbers are kept in one width, whoever writes them."""

import re

import pytest
from django.apps import apps
from django.db import connection, models

from customers.contact.models import Contact
from customers.opening.forms import CustomerForm
from customers.tests.factories import CustomerFactory
from salesmgmt.core.phone import PhoneField, PhoneFormField, plain_phone

NAMES = re.compile(r"(^|_)(phone|mobile|telephone|tel|fax)$")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８００００００００", "13800000000"),
        ("０２３－６８８８ ７７７７", "023-6888 7777"),
        ("+86（23）6888–7777", "+86(23)6888-7777"),
        ("  138 0000　0000 ", "138 0000 0000"),
        ("", ""),
    ],
)
def test_a_number_is_kept_half_width(typed, kept):
    assert plain_phone(typed) == kept


def test_every_telephone_of_every_model_is_kept_so():
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and NAMES.search(field.name)
    ]
    assert len(fields) >= 10
    assert [str(field) for field in fields if not isinstance(field, PhoneField)] == []


def test_forms_take_the_plain_number():
    field = CustomerForm.base_fields["phone"]
    assert isinstance(field, PhoneFormField)
    assert field.clean("１３８") == "138"


@pytest.mark.django_db
def test_what_is_written_without_a_form_is_kept_so_as_well():
    customer = CustomerFactory(phone="０２３")
    assert customer.phone == "023"
    Contact.objects.bulk_create([Contact(customer=customer, name="李雷", phone="１３８")])
    Contact.objects.filter(name="李雷").update(position="经理")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM customers_contact WHERE name = '李雷'")
        assert cursor.fetchone() == ("138",)
    assert Contact.objects.filter(phone="１３８").count() == 1
