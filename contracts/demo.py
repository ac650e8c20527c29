"""This app's part of the demo company, room by room."""

from contracts.clause import demo as clause
from contracts.filing import demo as filing
from contracts.monitoring import demo as monitoring
from contracts.payment_plan import demo as payment_plan
from contracts.review import demo as review
from contracts.template import demo as template
from contracts.word_file import demo as word_file

ROOMS = (template, clause, review, payment_plan, filing, word_file, monitoring)


def build(company):
    for room in ROOMS:
        room.build(company)
