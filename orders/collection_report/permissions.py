from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because


@because(_("A collection report is handed in by the sales representative whose report it is."))
def can_submit_report(user, report):
    return user.pk == report.owner_id and may(user, "collection_report", "C", owner=report.owner)


@because(_("A collection report is acknowledged or returned by finance, and by nobody whose own report it is."))
def can_acknowledge_report(user, report):
    """REC-03: finance; who reports decides nothing about it (SEC-04)."""
    return user.pk != report.owner_id and may(user, "collection_report", "A", owner=report.owner, document=report)
