"""What revisions of the sales plan tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.plan_revision.approval import SALES_PLAN_REVISION
from performance.plan_revision.models import SalesPlanRevision
from performance.plan_revision.permissions import can_edit_revision, can_propose_revision, reads_revisions
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft


def register():
    approvals.register(SALES_PLAN_REVISION)
    register_draft(SalesPlanRevision, can_edit_revision)
    registry.register_document(
        SalesPlanRevision,
        "SPR",
        _("Revision of the sales plan"),
        _("Revisions of the sales plan"),
        "file-diff",
        "sales-plan-revision-list",
        search=False,
    )
    registry.register_menu(
        "performance", _("Revisions of the sales plan"), "sales-plan-revision-list", "file-diff", reads_revisions, 16
    )
    registry.register_section(
        "sales_plan",
        registry.Section("revisions", "performance/plan_revision/_section.html", _revisions_of, order=20),
    )


def _revisions_of(plan, user):
    """The revisions of this plan, the newest first, and whether this person may propose one; no card where neither."""
    rows = SalesPlanRevision.objects.visible_to(user).filter(plan=plan).select_related("created_by")
    found, may_propose = list(rows), bool(can_propose_revision(user, plan))
    return {"revisions": found, "may_propose": may_propose, "plan": plan} if found or may_propose else None
