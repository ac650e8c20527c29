"""The pipeline as a board: each stage with what it may bring, moved by the acts of the opportunity's page."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import create_opportunity
from customers.opportunity.tests.road import at_quoted, at_solution, fresh, survey_of
from customers.tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db

BOARD = "/opportunities/board/"


def chance(person, title="宿舍 40 套", **fields):
    return create_opportunity(person, CustomerFactory(owner=person), title=title, **fields)


def columns(client, **query):
    page = client.get(BOARD, query)
    assert page.status_code == 200
    return {column.status: column for column in page.context["columns"]}


def moves(client, opportunity):
    found = next(
        card for column in columns(client).values() for card in column.cards if card.document.pk == opportunity.pk
    )
    return {target: address.split("/do/")[1].split("/")[0] for target, address in json.loads(found.moves).items()}


def test_a_column_for_each_stage_in_progress_with_the_sum_it_may_bring(rep, people):
    chance(people.rep1, expected_amount=Decimal("120000.00"))
    chance(people.rep1, expected_amount=Decimal("30000.50"))
    chance(people.rep1)
    chance(people.rep2, expected_amount=Decimal("999.00"))
    found = columns(rep)
    assert list(found) == ["needs_analysis", "solution", "quoting", "quoted", "negotiation"]
    analysis = found["needs_analysis"]
    assert (analysis.total, len(analysis.cards), analysis.amount) == (3, 3, Decimal("150000.50"))
    assert (found["quoted"].total, found["quoted"].amount) == (0, Decimal("0.00"))
    assert "¥150,000.50" in rep.get(BOARD).content.decode()


def test_a_card_moves_where_the_table_and_the_person_allow(client, rep, people):
    begun, solved, quoted = (chance(people.rep1, title=f"宿舍 {number} 套") for number in range(3))
    at_solution(solved, people.rep1)
    at_quoted(quoted, people.rep1)
    assert moves(rep, begun) == {}
    assert moves(rep, solved) == {"quoting": "quoting"}
    assert moves(rep, quoted) == {"negotiation": "negotiate"}
    survey_of(begun, people.rep1)
    assert moves(rep, begun) == {"solution": "needs"}
    client.force_login(people.gm)
    assert moves(client, quoted) == {}


def test_an_act_leads_back_to_the_board_with_its_filters(rep, people):
    opportunity = chance(people.rep1, title="齿轮箱")
    chance(people.rep1)
    [card] = columns(rep, q="chilun")["needs_analysis"].cards
    address = next(act.address for act in card.acts if act.action.name == "lose")
    answer = rep.post(address, {"comment": "价格太高"})
    assert (answer.status_code, answer.url) == (302, f"{BOARD}?q=chilun")
    assert fresh(opportunity).status == Opportunity.Status.LOST
    assert columns(rep)["needs_analysis"].total == 1


def test_it_asks_as_often_for_many_cards_as_for_one_of_each(client, people):
    client.force_login(people.supervisor)
    chance(people.rep1)
    at_solution(chance(people.rep1), people.rep1)
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(BOARD)
    for _each in range(4):
        chance(people.rep1)
        at_solution(chance(people.rep1), people.rep1)
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)
    assert len(many) == len(few)


@pytest.mark.parametrize("name", ["technical", "warehouse"])
def test_who_reads_no_opportunities_has_no_board(client, people, name):
    client.force_login(getattr(people, name))
    assert client.get(BOARD).status_code == 403
