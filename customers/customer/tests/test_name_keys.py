"""Names entered before a legal form was known are found as duplicates too (CUS-13)."""

from importlib import import_module

import pytest
from django.apps import apps

from customers.customer.models import Customer
from customers.identity.likeness import similar_customers
from customers.tests.factories import CustomerFactory
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


def test_keys_of_names_in_traditional_script_are_computed_anew_and_no_others(django_assert_num_queries):
    """CUS-13"""
    people = company()
    old = [CustomerFactory(owner=people.rep1, name=name) for name in ("川江集團機械有限責任公司", "遠航車橋集團")]
    other = CustomerFactory(owner=people.rep1, name="重庆长江汽车配件有限公司")
    before = {row.pk: (row.name_key, row.sound_key) for row in [*old, other]}
    for row in old:
        Customer.objects.filter(pk=row.pk).update(name_key=row.name, sound_key="")
    assert not similar_customers("川江機械公司").exists()
    with django_assert_num_queries(2):  # one that reads, one that writes the rows that differ
        import_module("customers.migrations.0013_name_keys").compute_anew(apps, None)
    assert {row.pk: (row.name_key, row.sound_key) for row in Customer.objects.all()} == before
    assert list(similar_customers("川江機械公司")) == [old[0]]
