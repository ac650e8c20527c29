"""What the collection reports tell core."""

from django.utils.translation import gettext_lazy as _

from orders.collection_report.clock import JOB, draft_reports
from orders.collection_report.models import CollectionReport
from orders.collection_report.permissions import can_submit_report
from orders.collection_report.reporting import TO_SUBMIT
from orders.collection_report.states import CollectionReportStatus
from salesmgmt.core import registry
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all


def register():
    registry.register_document(
        CollectionReport,
        "COL",
        _("Collection report"),
        _("Collection reports"),
        "report-money",
        "collection-report-list",
    )
    registry.register_menu(
        "money",
        _("Collection reports"),
        "collection-report-list",
        "report-money",
        lambda user: may_at_all(user, "collection_report", "R"),
        66,
    )
    register_draft(CollectionReport, can_submit_report)
    registry.register_task_kind(
        TO_SUBMIT,
        _("Collection report to hand in"),
        "report-money",
        by_hand=False,
        how=_("Hand the report in; it is done with it."),
    )
    registry.register_home_card(
        "collection-reports",
        _("Collection reports to acknowledge"),
        lambda user: may_at_all(user, "collection_report", "A"),
        lambda user: CollectionReport.objects.visible_to(user).filter(status=CollectionReportStatus.SUBMITTED),
        f"collection-report-list?status={CollectionReport.Status.SUBMITTED}",
        icon="report-money",
        order=34,
    )
    registry.register_periodic(
        JOB, _("Drafts of the collection reports"), "50 6 * * *", draft_reports, rules="REC-03", in_batches=True
    )
