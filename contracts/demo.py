"""This app's part of the demo company, room by room."""

from contracts.clause import demo as clause
from contracts.filing import demo as filing
from contracts.monitoring import demo as monitoring
from contracts.review import demo as review
from contracts.template import demo as template

ROOMS = (template, clause, review, filing, monitoring)


def build(company):
    for room in ROOMS:
        room.build(company)
