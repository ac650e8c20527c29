"""The first day of a company: a code that opens the set-up page once, the first administrator, and the go-live.

A row of FirstDay stands where the company began on an empty database. A company without one has been at work before
there was a set-up; for it nothing here applies.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.company import save_company
from salesmgmt.core.domain.people import create_unit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import CompanyProfile, FirstDay, Unit, User
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.refusal import because
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

# Without letters and digits that are mistaken for one another; twelve of these 32 are 60 bits.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PARTS, PART = 3, 4
COMPANY_CODE = "HQ"
# Whose place the administrator takes while he brings the data in. They see and write everything an import touches.
STANDING = (Role.DIR, Role.FIN)

# Holds something once the company works; every page asks.
_behind: set[bool] = set()


def is_empty() -> bool:
    """Nobody can sign in yet: the program stands before its set-up."""
    return not User.objects.exists()


@transaction.atomic
def new_code() -> str:
    """The code that opens the set-up page, for whoever has the machine; an older one no longer does."""
    if not is_empty():
        raise BusinessError(_("The company is set up already. Its administrator opens accounts for everybody else."))
    code = "-".join("".join(secrets.choice(ALPHABET) for _sign in range(PART)) for _part in range(PARTS))
    FirstDay.objects.update_or_create(pk=1, defaults={"code_hash": _hash(code), "code_made_at": timezone.now()})
    return code


def _hash(code: str) -> str:
    return hashlib.sha256("".join(sign for sign in code.upper() if sign.isalnum()).encode()).hexdigest()


@transaction.atomic
def set_up(*, code: str, administrator: dict, password: str, company: dict, profile: str, logo: Any = None) -> User:
    """The first administrator, the company's data, its first unit and its profile (SET-50); once.

    The code opens it and is used up by it: of two who send it at once the second finds the company set up.
    """
    day = FirstDay.objects.select_for_update(of=("self",)).filter(pk=1).first()
    if day is None or not day.code_hash or not is_empty():
        raise BusinessError(
            _("The company is set up already, or no code was made. Ask for one where the program runs.")
        )
    if not secrets.compare_digest(day.code_hash, _hash(code)):
        raise BusinessError(_("This is not the code that was printed last where the program was installed."))
    user = User(roles=[str(Role.ADM)], **administrator)
    _check_password(password, user)
    user.set_password(password)
    user.save()
    audit.record(user, user, gettext_noop("Set up as the first administrator"))
    save_company(CompanyProfile(pk=1, **company), user, logo=logo)
    user.unit = create_unit(user, name=company["full_name"][:80], code=COMPANY_CODE, kind=Unit.Kind.COMPANY)
    user.save(update_fields=["unit"])
    register.apply_profile(profile, user)
    day.code_hash, day.set_up_at, day.set_up_by = "", timezone.now(), user
    day.save(update_fields=["code_hash", "set_up_at", "set_up_by"])
    ask_anew()
    return user


def _check_password(password: str, person: User) -> None:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise BusinessError(" ".join(weak.messages)) from weak


def is_being_prepared() -> bool:
    """Between set-up and go-live. That the go-live is behind us never changes again: this process remembers it."""
    if _behind:
        return False
    if FirstDay.objects.filter(set_up_at__isnull=False, live_at__isnull=True).exists():
        return True
    if not is_empty():
        _behind.add(True)
    return False


def ask_anew() -> None:
    """Forget what is_being_prepared() remembers: there is another database, or the company has just been set up."""
    _behind.clear()


@because(gettext_lazy("The company's first day is prepared by the administrator."))
def can_prepare(user: User) -> bool:
    return may_at_all(user, "settings", "U")


def brings_in(user: User) -> bool:
    """Before the go-live the administrator brings in whatever there is; from then on each import is its department's."""
    return can_prepare(user) and is_being_prepared()


def in_standing(user: User) -> User:
    """The administrator as he brings data in before the go-live: he reaches what director and finance reach, every
    row says that it was he, and nothing is decided by it."""
    deputy = User.objects.get(pk=user.pk)  # an object of its own: what it may is seen by no page
    deputy.roles = [*user.roles, *(str(role) for role in STANDING if role not in user.roles)]
    return deputy


@transaction.atomic
def go_live(user: User) -> FirstDay:
    """The company works from now on; there is no way back, and the administrator imports nothing of others any more."""
    require(can_prepare(user))
    day = FirstDay.objects.select_for_update(of=("self",)).filter(pk=1).first()
    if day is None or not day.is_being_prepared:
        raise BusinessError(_("The company is at work already."))
    day.live_at, day.live_by = timezone.now(), user
    day.save(update_fields=["live_at", "live_by"])
    audit.record(day, user, gettext_noop("The company went live"))
    return day
