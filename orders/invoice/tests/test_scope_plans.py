"""How the database finds a person's rows: one's own by index, a region's by hashes of customers and of routes."""

import pytest
from django.db import connection

from contracts.filing.models import ContractFiling
from contracts.termination.models import ContractTermination
from orders.invoice.models import Invoice
from orders.order.models import OrderLine
from orders.order_change.models import OrderChange
from pricing.quote.models import Quote
from pricing.tests.factories import quote
from salesmgmt.core.models import User
from salesmgmt.core.querysets import owned_keys, routed_keys

pytestmark = pytest.mark.django_db


def plan(rows):
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize("model", [Quote, Invoice], ids=lambda model: model.__name__)
def test_a_regions_rows_are_told_by_two_hashes_and_no_array_is_searched(people, model):
    found = plan(model.objects.visible_to(people.manager).order_by("-pk")[:50])
    assert found.count("hashed SubPlan") == 2
    assert "ANY ((InitPlan" not in found and "ANY ($" not in found


@pytest.mark.parametrize(
    "model", [ContractFiling, ContractTermination, OrderChange, OrderLine], ids=lambda m: m.__name__
)
def test_what_belongs_to_a_regions_documents_asks_through_them_and_lists_none(people, model):
    found = plan(model.objects.visible_to(people.manager).order_by("-pk")[:50])
    assert found.count("hashed SubPlan") == 2
    assert "Join" not in found and "Nested Loop" not in found


def test_ones_own_rows_and_a_departments_are_looked_up_by_index(people):
    for person in (people.rep1, people.production):
        found = plan(Quote.objects.visible_to(person).order_by("-pk")[:50])
        assert "InitPlan" in found and "hashed" not in found


def test_the_words_of_a_scope_are_put_together_once_and_follow_who_belongs_to_it(people, customer):
    Quote.objects.visible_to(people.manager)
    owned, routed = owned_keys.cache_info().misses, routed_keys.cache_info().misses
    Invoice.objects.visible_to(people.manager)
    assert (owned_keys.cache_info().misses, routed_keys.cache_info().misses) == (owned, routed)
    paper = quote(customer)
    assert paper in Quote.objects.visible_to(people.manager)
    people.rep1.unit = people.rep3.unit
    people.rep1.save()
    assert paper not in Quote.objects.visible_to(User.objects.get(pk=people.manager.pk))
