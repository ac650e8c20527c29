"""The state of the program for its administrator: what is at work, what is not, and which version it is."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core.domain import watch
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.version import VERSION


def status_page(request):
    require(may_at_all(request.user, "settings", "R"))
    context = {
        "findings": watch.look(),
        "backup_at": watch.last_sign(watch.BACKUP),
        "now": timezone.now(),
        "version": VERSION,
        "title": _("State of the program"),
        "crumbs": [Crumb(_("State of the program"))],
    }
    return render(request, "core/status.html", context)
