"""The list of root causes: data, kept by quality and the sales management (CMP-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint_cause.models import ComplaintCause
from customers.complaint_cause.permissions import can_keep_causes
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

# What a new installation begins with; no source lists causes.
FIRST_CAUSES = (
    "原材料缺陷",
    "加工制造",
    "设计缺陷",
    "检验漏检",
    "包装与运输",
    "交期延误",
    "数量或型号差错",
    "安装使用不当",
    "服务态度",
    "其他",
)


def load_first_causes(model: type[Any] = ComplaintCause) -> None:
    """For the migration, and for tests that emptied the database."""
    if not model.objects.exists():
        model.objects.bulk_create(
            [model(name=name, position=place * 10) for place, name in enumerate(FIRST_CAUSES, start=1)]
        )


@transaction.atomic
def create_cause(user: User, **fields: Any) -> ComplaintCause:
    require(can_keep_causes(user))
    try:
        with transaction.atomic():
            cause = ComplaintCause.objects.create(**fields)
    except IntegrityError as twice:
        raise BusinessError(_("This root cause is in the list already.")) from twice
    audit.record(cause, user, gettext_noop("Created"))
    return cause


@transaction.atomic
def update_cause(pk: int, user: User, **fields: Any) -> ComplaintCause:
    """Renamed or taken out of use; what was counted by it stays."""
    cause = lock(ComplaintCause, pk)
    require(can_keep_causes(user))
    return change(cause, user, gettext_noop("Edited"), **fields)
