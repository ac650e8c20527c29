"""The addresses of this app, room by room."""

from contracts.amendment import urls as amendment
from contracts.contract import urls as contract
from contracts.copy import urls as copy
from contracts.review import urls as review
from contracts.template import urls as template

ROOMS = (contract, review, copy, amendment, template)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
