"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.alert import registration as alert
from performance.analysis import registration as analysis
from performance.collection import registration as collection
from performance.metric import registration as metric
from performance.quota import registration as quota
from performance.risk import registration as risk

ROOMS = (quota, risk, metric, collection, alert, analysis)


def register():
    for room in ROOMS:
        room.register()
