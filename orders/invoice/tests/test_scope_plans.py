"""How the database finds a person's rows: one's own by index, a region's by hashes of customers and of routes."""

import pytest
from django.db import connection

from contracts.filing.models import ContractFiling
from contracts.termination.models import ContractTermination
from orders.invoice.models import Invoice
from orders.order.models import OrderLine
from orders.order_change.models import OrderChange
from pricing.quote.models import Quote

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


def test_the_text_of_a_scope_is_put_together_once_a_request(people):
    Quote.objects.visible_to(people.manager)
    kept = dict(people.manager.known_keys)
    Invoice.objects.visible_to(people.manager)
    assert {name: keys is people.manager.known_keys[name] for name, keys in kept.items()} == dict.fromkeys(kept, True)
    assert len(people.manager.known_keys) == len(kept) == 2
