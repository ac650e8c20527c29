"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.annual_review import registration as annual_review
from performance.bonus import registration as bonus
from performance.collection import registration as collection
from performance.commission import registration as commission
from performance.penalty import registration as penalty
from performance.pre_draw import registration as pre_draw
from performance.quota import registration as quota
from performance.risk import registration as risk
from performance.settlement import registration as settlement

ROOMS = (quota, risk, collection, bonus, commission, pre_draw, penalty, annual_review, settlement)


def register():
    for room in ROOMS:
        room.register()
