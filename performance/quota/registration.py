"""What quotas tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.quota.approval import QUOTA
from performance.quota.imports import QUOTAS
from performance.quota.models import Quota
from performance.quota.permissions import can_edit_quota, can_see_quotas
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals, imports
from salesmgmt.core.domain.discarding import register_draft


def register():
    approvals.register(QUOTA)
    register_draft(Quota, can_edit_quota)
    registry.register_document(Quota, "QTA", _("Quota"), _("Quotas"), "target", "quota-list", search=False)
    registry.register_menu("performance", _("Quotas"), "quota-list", "target", can_see_quotas, 20)
    imports.register_import(QUOTAS)
