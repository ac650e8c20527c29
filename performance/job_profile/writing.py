"""Job profiles are written and rewritten (TEAM-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.job_profile.models import JobProfile
from performance.job_profile.permissions import can_write_profile
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def write_profile(user: User, **fields: Any) -> JobProfile:
    """The requirements of a job as text, and no further function (TEAM-04)."""
    require(can_write_profile(user))
    try:
        with transaction.atomic():
            profile = JobProfile.objects.create(written_by=user, **fields)
    except IntegrityError as twice:
        raise BusinessError(_("There is a profile of this job already.")) from twice
    audit.record(profile, user, gettext_noop("Created"))
    return profile


@transaction.atomic
def update_profile(pk: int, user: User, **fields: Any) -> JobProfile:
    profile = lock(JobProfile, pk, "written_by")
    require(can_write_profile(user))
    return change(profile, user, gettext_noop("Edited"), **fields)
