"""The picture of the rooms in docs/ARCHITECTURE.md."""

import pytest
from django.core.management.base import CommandError

from salesmgmt.core.management.commands.rooms import arrows, drawn, made

ROOMS = {"order": "An order.", "plan": "A plan.", "delivery": "A delivery."}


def test_an_arrow_that_a_longer_way_says_is_not_drawn():
    found = {"plan": {"order"}, "delivery": {"plan", "order"}}
    assert drawn(ROOMS, found) == [("plan", "order", False), ("delivery", "plan", False)]


def test_an_arrow_against_the_order_is_drawn_as_wrong():
    found = {"order": {"delivery"}, "delivery": {"order"}}
    assert drawn(ROOMS, found) == [("order", "delivery", True), ("delivery", "order", False)]


def test_arrows_are_read_from_the_imports_of_the_code_and_not_of_its_tests(tmp_path):
    for name, text in (
        ("order/models.py", "import orders.order.states\n"),
        ("plan/entry.py", "def plan():\n    from orders.order.models import Order\n    return Order\n"),
        ("delivery/entry.py", "from orders.plan import entry\nfrom customers.order import models\n"),
        ("order/tests/test_order.py", "from orders.delivery import entry\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert arrows(tmp_path, "orders", ROOMS) == {"plan": {"order"}, "delivery": {"plan"}}


def test_a_paper_without_the_marks_is_refused():
    with pytest.raises(CommandError, match="has not both marks"):
        made("# Architecture\n")
