"""The addresses of this app, room by room."""

from performance.annual_review import urls as annual_review
from performance.bonus import urls as bonus
from performance.collection import urls as collection
from performance.commission import urls as commission
from performance.penalty import urls as penalty
from performance.pre_draw import urls as pre_draw
from performance.quota import urls as quota
from performance.risk import urls as risk
from performance.settlement import urls as settlement

ROOMS = (collection, quota, risk, bonus, commission, pre_draw, penalty, annual_review, settlement)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
