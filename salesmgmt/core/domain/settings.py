"""Reading and changing the settings register."""

from __future__ import annotations

import datetime as dt
import json
from contextvars import ContextVar
from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import SettingValue
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because
from salesmgmt.core.settings_register import BY_NAME, PROFILES, REGISTER
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


# Where the register names no maximum: days, hours and months that still lie within the calendar, amounts that are stored.
MOST: dict[str, Any] = {"int": 9999, "decimal": Decimal("999999999999.99")}

# Texts that name rising numbers of days, separated by commas.
RISING_DAYS = ("ageing_limits", "dunning_steps")

# What the running request or task has read; forgotten at its end (PolicyMiddleware, Celery signals in core.tasks).
_read: ContextVar[SimpleNamespace | None] = ContextVar("policy", default=None)


def policy() -> Any:
    """The values of the register by attribute, read from the database once per request or task."""
    found = _read.get()
    if found is None:
        stored = dict(SettingValue.objects.values_list("key", "value"))
        found = SimpleNamespace(**{setting.name: _value(setting, stored) for setting in REGISTER})
        _read.set(found)
    return found


def forget() -> None:
    """Read the register anew at the next question."""
    _read.set(None)


def defaults(**changes: Any):
    """The register's defaults with some values changed, without a database: for pure rules and their tests."""
    values = {setting.name: setting.default for setting in REGISTER}
    unknown = set(changes) - set(values)
    if unknown:
        raise KeyError(unknown)
    return SimpleNamespace(**{**values, **changes})


def _value(setting: Any, stored: dict) -> Any:
    if setting.name not in stored:
        return setting.default
    value = stored[setting.name]
    if setting.kind == "date":
        return dt.date.fromisoformat(value) if value else None
    return Decimal(value) if setting.kind == "decimal" and value is not None else value


def checked(setting, value):
    """The value as the register keeps it, or BusinessError in the user's words."""
    if value in (None, "", []):
        if setting.optional:
            return None
        if setting.kind == "choices":
            raise BusinessError(_("Choose at least one."))
        raise BusinessError(_("A value is needed."))
    if setting.kind in ("int", "decimal"):
        return _number(setting, value)
    if setting.kind == "bool":
        return value in (True, "true", "True", "on", "1", 1)
    if setting.kind == "date":
        return _date(value)
    known = [key for key, _label in setting.choices]
    if setting.kind == "choice" and value not in known:
        raise BusinessError(_("This is not one of the choices."))
    if setting.kind == "choices":
        if set(value) - set(known):
            raise BusinessError(_("This is not one of the choices."))
        return [key for key in known if key in value]
    if setting.kind == "lines":
        return "\n".join(line.strip() for line in str(value).splitlines() if line.strip()) or None
    if setting.name in RISING_DAYS:
        return _rising_days(value)
    return str(value).strip()


def _number(setting, value):
    try:
        number = int(str(value)) if setting.kind == "int" else Decimal(str(value))
        if isinstance(number, Decimal) and not number.is_finite():
            raise InvalidOperation
    except (ValueError, InvalidOperation) as bad:
        raise BusinessError(_("Enter a number.")) from bad
    if setting.minimum is not None and number < setting.minimum:
        raise BusinessError(_("At least %(limit)s.") % {"limit": setting.minimum})
    most = MOST[setting.kind] if setting.maximum is None else setting.maximum
    if number > most:
        raise BusinessError(_("At most %(limit)s.") % {"limit": most})
    return number


def _date(value):
    try:
        return dt.date.fromisoformat(str(value).strip())
    except ValueError as bad:
        raise BusinessError(_("Enter a date such as 2025-01-15.")) from bad


def _rising_days(value) -> str:
    try:
        days = [int(part) for part in str(value).replace("，", ",").split(",")]
    except ValueError as bad:
        raise BusinessError(_("Enter whole days separated by commas.")) from bad
    if max(days) > MOST["int"]:
        raise BusinessError(_("At most %(limit)s.") % {"limit": MOST["int"]})
    if any(low >= high for low, high in zip([0, *days], days, strict=False)) or len(days) > 8:
        raise BusinessError(_("The limits must rise, at most eight of them."))
    return ",".join(str(day) for day in days)


@because(gettext_lazy("Settings are changed by the administrator."))
def can_change_settings(user: User):
    return may(user, "settings", "U")


class Overtaken(BusinessError):
    """Somebody else has changed the setting since the page was opened."""


def version_of(name: str):
    """What a form says it has seen of a setting, to be given back to change_setting()."""
    setting = BY_NAME[name]
    return json.dumps(_stored(getattr(policy(), setting.name)), sort_keys=True)


def is_untouched(setting, value, seen) -> bool:
    """Whether a form gives back what it has seen."""
    try:
        return seen == json.dumps(_stored(checked(setting, value)), sort_keys=True)
    except BusinessError:
        return False


@transaction.atomic
def change_setting(name: str, value, user: User, seen=None):
    """Store one value with its audit row; the default again removes nothing of the history.

    ``seen`` is version_of() when the form was opened: a value that the form did not change is left as it is now, and
    one that somebody else has changed since is refused, so that no stale form takes his change back.
    Raises BusinessError for a value the register does not allow, PermissionDenied for anybody but an administrator.
    """
    require(can_change_settings(user))
    setting = BY_NAME[name]
    new = checked(setting, value)
    if seen is not None and is_untouched(setting, value, seen):
        return None
    row, _made = SettingValue.objects.select_for_update().get_or_create(
        key=name, defaults={"value": _stored(setting.default)}
    )
    old = row.value
    if old == _stored(new):
        return row
    if seen is not None and seen != json.dumps(old, sort_keys=True):
        raise Overtaken(_overtaken(row))
    row.value, row.changed_by = _stored(new), user
    row.save(update_fields=["value", "changed_by", "changed_at"])
    audit.record(
        row,
        user,
        gettext_noop("Setting changed"),
        changes={name: [_text(old), _text(_stored(new))]},
        comment=setting.id,
    )
    transaction.on_commit(forget)
    forget()
    return row


def _overtaken(row):
    return _("%(name)s has changed this to “%(value)s” since you opened the page. Decide again.") % {
        "name": row.changed_by or _("Somebody else"),
        "value": _text(row.value),
    }


def version_of_profiles():
    """version_of() all that profiles set, as one text."""
    return json.dumps([version_of(name) for name in sorted(_set_by_profiles())])


def _set_by_profiles():
    return {name for values in PROFILES.values() for name in values} | {"profile"}


@transaction.atomic
def apply_profile(profile, user: User, seen=None) -> None:
    """Set everything the profile names, and what other profiles had set back to its default (SET-50).

    ``seen`` is version_of_profiles() when the page was opened: nothing is set where somebody else was quicker.
    """
    require(can_change_settings(user))
    list(SettingValue.objects.select_for_update().filter(key__in=_set_by_profiles()).order_by("key"))
    forget()
    if seen is not None and seen != version_of_profiles():
        raise Overtaken(_("Somebody else has changed these settings since you opened the page. Look at them again."))
    if profile not in PROFILES:
        raise BusinessError(_("This is not one of the choices."))
    for name in sorted(_set_by_profiles() - {"profile"}):
        change_setting(name, PROFILES[profile].get(name, BY_NAME[name].default), user)
    change_setting("profile", profile, user)


def history(name: str):
    """The audit rows of one setting, newest first."""
    row = SettingValue.objects.filter(key=name).first()
    return audit.timeline(row) if row else []


def _stored(value):
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _text(value):
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return audit.as_text(value)
