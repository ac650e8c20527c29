"""The company's own data: read for every paper, changed by the administrator."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from stdnum.cn import uscc

from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import CompanyProfile
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

PICTURES = {"png": ".png", "jpg": ".jpg"}
MAX_PICTURE = 2 * 1024 * 1024


def company() -> CompanyProfile:
    """The only row; empty before the administrator has filled it in."""
    return CompanyProfile.objects.filter(pk=1).first() or CompanyProfile(pk=1)


@because(gettext_lazy("The company's data are kept by the administrator."))
def can_edit_company(user: User) -> bool:
    return may_at_all(user, "settings", "U")


def check_credit_code(code: str) -> None:
    """统一社会信用代码: 18 characters with a check digit."""
    if code and not uscc.is_valid(code):
        raise ValidationError(gettext_lazy("This is not a valid unified social credit code."))


@transaction.atomic
def save_company(profile: CompanyProfile, user: User, *, logo: Any = None, seal: Any = None) -> CompanyProfile:
    """Write the company's data; pictures are PNG or JPEG by content."""
    require(can_edit_company(user))
    before = audit.field_values(company(), exclude=("updated_at",))
    for name, uploaded in (("logo", logo), ("seal", seal)):
        if uploaded:
            setattr(profile, name, _store_picture(uploaded))
    profile.pk = 1
    profile.save()
    changes = audit.differences(before, audit.field_values(profile, exclude=("updated_at",)))
    if changes:
        audit.record(profile, user, gettext_noop("Company data changed"), changes=changes)
    return profile


def _store_picture(uploaded: Any) -> str:
    data = uploaded.read(MAX_PICTURE + 1)
    found = filetype.guess(data)
    if len(data) > MAX_PICTURE or found is None or found.extension not in PICTURES:
        raise BusinessError(_("Choose a PNG or JPEG picture of at most 2 MB."))
    name = uuid.uuid4().hex + PICTURES[found.extension]
    path = _folder() / name
    path.write_bytes(data)
    return name


def _folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "company"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def picture_path(name: str) -> Path | None:
    path = _folder() / name if name else None
    return path if path and path.is_file() else None
