"""This app's part of the demo company, room by room."""

from performance.alert import demo as alert
from performance.collection import demo as collection
from performance.risk import demo as risk

ROOMS = (collection, risk, alert)


def build(company):
    for room in ROOMS:
        room.build(company)
