"""What sample requests tell core."""

from django.utils.translation import gettext_lazy as _

from customers.sample.approval import SAMPLE_REQUEST
from customers.sample.models import SampleRequest
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import reads
from salesmgmt.core.registry import register_document, register_menu


def register():
    register_document(
        SampleRequest,
        "SMP",
        _("Sample request"),
        _("Sample requests"),
        "test-pipe",
        "sample-request-list",
        search=False,
    )
    approvals.register(SAMPLE_REQUEST)
    register_menu(
        "service", _("Sample requests"), "sample-request-list", "test-pipe", reads("sample_request"), order=83
    )
