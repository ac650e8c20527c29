"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from contracts.amendment import registration as amendment
from contracts.contract import registration as contract
from contracts.copy import registration as copy
from contracts.review import registration as review
from contracts.template import registration as template

ROOMS = (template, contract, copy, review, amendment)


def register():
    for room in ROOMS:
        room.register()
