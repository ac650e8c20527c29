"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from contracts.amendment import registration as amendment
from contracts.annex import registration as annex
from contracts.clause import registration as clause
from contracts.contract import registration as contract
from contracts.copy import registration as copy
from contracts.filing import registration as filing
from contracts.monitoring import registration as monitoring
from contracts.payment_plan import registration as payment_plan
from contracts.review import registration as review
from contracts.running import registration as running
from contracts.template import registration as template
from contracts.termination import registration as termination
from contracts.word_file import registration as word_file

ROOMS = (
    template,
    clause,
    contract,
    annex,
    copy,
    payment_plan,
    review,
    running,
    filing,
    amendment,
    word_file,
    termination,
    monitoring,
)


def register():
    for room in ROOMS:
        room.register()
