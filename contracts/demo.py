"""This app's part of the demo company, room by room."""

from contracts.review import demo as review
from contracts.template import demo as template

ROOMS = (template, review)


def build(company):
    for room in ROOMS:
        room.build(company)
