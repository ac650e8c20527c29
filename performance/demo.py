"""This app's part of the demo company, room by room."""

from performance.collection import demo as collection

ROOMS = (collection,)


def build(company):
    for room in ROOMS:
        room.build(company)
