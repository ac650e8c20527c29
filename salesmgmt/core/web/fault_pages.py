"""What stayed behind in a queue: every row with its reason, and "try again"."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesmgmt.core.domain import faults
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import QueueFault
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

MOST = 200


def fault_list(request):
    """For the administrator: who or what a row is about, never what it says. One query."""
    require(faults.can_retry_faults(request.user))
    rows = [(fault, faults.label_of(fault.queue)) for fault in QueueFault.objects.all()[:MOST]]
    context = {"rows": rows, "title": _("Failed rows"), "crumbs": [Crumb(_("Failed rows"))]}
    return render(request, "core/fault_list.html", context)


@require_POST
def fault_again(request, pk):
    try:
        faults.try_again(pk, request.user)
        messages.success(request, _("It is tried again in a moment. What fails again stays in this list."))
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect("fault-list")
