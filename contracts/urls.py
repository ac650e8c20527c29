"""The addresses of this app, room by room."""

from contracts.amendment import urls as amendment
from contracts.annex import urls as annex
from contracts.clause import urls as clause
from contracts.contract import urls as contract
from contracts.copy import urls as copy
from contracts.filing import urls as filing
from contracts.monitoring import urls as monitoring
from contracts.payment_plan import urls as payment_plan
from contracts.review import urls as review
from contracts.template import urls as template
from contracts.termination import urls as termination
from contracts.word_file import urls as word_file

ROOMS = (
    contract,
    annex,
    payment_plan,
    review,
    copy,
    filing,
    amendment,
    word_file,
    termination,
    monitoring,
    template,
    clause,
)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
