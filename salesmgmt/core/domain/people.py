"""Users, units and substitutes, as the administrator keeps them. Every change leaves an audit row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.domain.leaving import hand_over, what_waits
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Substitute, Unit, User
from salesmgmt.core.permissions import Role, may, may_stand_in
from salesmgmt.core.refusal import because
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any


# What an app has against somebody leaving, or ceasing to be a rep: reason(person) -> text or "". Core knows no customers.
_leaving_checks: list[Callable[[User], str]] = []


def register_leaving_check(reason: Callable[[User], str]) -> None:
    """``reason(person)`` says why this person cannot be deactivated or cease to be a rep yet, or ""."""
    _leaving_checks.append(reason)


def _why_not_leave(person: User) -> list:
    return [text for reason in _leaving_checks if (text := reason(person))]


@because(gettext_lazy("Accounts and units are kept by the administrator."))
def can_manage_users(user: User) -> bool:
    return may(user, "user", "U")


@because(gettext_lazy("Substitutes are kept by the person himself, his superiors and the administrator."))
def can_keep_substitutes(user: User, person: User) -> bool:
    """Everybody his own, a superior his people's, the administrator everybody's."""
    return can_confirm_substitutes(user, person) or can_manage_users(user)


@because(gettext_lazy("A substitute is confirmed by the person himself or a superior of his."))
def can_confirm_substitutes(user: User, person: User) -> bool:
    """The person himself or a superior of his; never an administrator for somebody else, whose superior he could make
    himself (SEC-04)."""
    return user.pk == person.pk or (user in superiors(person) and not user.has_role(Role.ADM))


# -- users -------------------------------------------------------------------------------------------------


@transaction.atomic
def create_user(user: User, *, username: str, **fields: Any) -> User:
    """A new account. It has no password: a link that works once leads the person to his own (domain.sign_in_links)."""
    require(may(user, "user", "C"), _("Accounts are opened by the administrator."))
    _check_superior(None, fields.get("superior"))
    person = User(username=username, **fields)
    person.set_unusable_password()
    person.save()
    audit.record(person, user, gettext_noop("User created"), changes=_labels(person))
    return person


@transaction.atomic
def update_user(pk: int, user: User, **fields: Any) -> User:
    """Name, roles, unit, superior ... of an account. A circle of superiors is refused (TEAM-01), and so is taking the
    role of the rep from somebody on whom customers still depend (CUS-07)."""
    person = lock(User, pk)
    require(can_manage_users(user))
    _check_superior(person, fields.get("superior", person.superior))
    if pk == user.pk and "roles" in fields and set(person.roles) != set(fields["roles"]):
        raise BusinessError(_("Nobody changes his own roles. Ask another administrator."))
    given_up = [role for role in person.roles if role not in fields.get("roles", person.roles)]
    reasons = what_waits(person, given_up) if given_up else []
    if Role.REP in given_up:
        reasons = [*_why_not_leave(person), *reasons]
    if reasons:
        raise BusinessError("\n".join(str(reason) for reason in reasons))
    return change(person, user, gettext_noop("User changed"), **fields)


def _check_superior(person: User, superior: User | None) -> None:
    if superior is None:
        return
    if not superior.is_active:
        raise BusinessError(_("%(person)s is not active.") % {"person": superior})
    if person is not None and (superior.pk == person.pk or person in superiors(superior)):
        raise BusinessError(_("%(person)s would be his own superior.") % {"person": person})


def _labels(person: User) -> dict:
    return {
        "roles": ["", audit.as_text(person.roles)],
        "unit": ["", str(person.unit or "")],
    }


@transaction.atomic
def deactivate(pk: int, user: User, successor: User | None = None, with_roles: bool = False) -> User:
    """The account can no longer be used. Refused while something depends on the person, with every reason.

    Open steps and to-dos, and with ``with_roles`` the roles nobody else holds, go to the ``successor`` if one is named.
    """
    person = lock(User, pk)
    require(can_manage_users(user))
    if person.pk == user.pk:
        raise BusinessError(_("You cannot deactivate yourself."))
    reasons = _why_not_leave(person)
    team = User.objects.active().filter(superior=person).count()
    if team:
        reasons.append(_("%(n)d people still have this person as their superior.") % {"n": team})
    waiting = what_waits(person) if successor is None else []
    if waiting:
        reasons += [*waiting, _("Name a successor who takes this over.")]
    if reasons:
        raise BusinessError("\n".join(str(reason) for reason in reasons))
    if successor is not None:
        hand_over(person, lock(User, successor.pk), user, with_roles=with_roles)
    return change(
        person, user, gettext_noop("User deactivated"), comment=str(successor) if successor else "", is_active=False
    )


@transaction.atomic
def activate(pk: int, user: User) -> User:
    person = lock(User, pk)
    require(can_manage_users(user))
    return change(person, user, gettext_noop("User activated"), is_active=True)


# -- substitutes -------------------------------------------------------------------------------------------


@transaction.atomic
def add_substitute(
    pk: int, user: User, *, substitute: User, valid_from: dt.date, valid_to: dt.date, reason: str = ""
) -> Substitute:
    """``substitute`` decides for the person of ``pk`` between two days, both included; shown as "李四代张三".

    He must have the standing of the person's roles. Named by the person or his superior he stands in at once; what the
    administrator enters waits until one of them confirms it (SEC-04).
    """
    person = lock(User, pk)
    require(can_keep_substitutes(user, person))
    if substitute.pk == person.pk:
        raise BusinessError(_("Choose somebody else."))
    if not substitute.is_active:
        raise BusinessError(_("%(person)s is not active.") % {"person": substitute})
    if valid_to < valid_from:
        raise BusinessError(_("The last day is before the first."))
    same = Substitute.objects.filter(person=person, substitute=substitute, valid_from__lte=valid_to)
    if same.filter(valid_to__gte=valid_from).exists():
        raise BusinessError(_("%(person)s is already the substitute on these days.") % {"person": substitute})
    if not may_stand_in(substitute, person):
        raise BusinessError(
            _(
                "%(substitute)s has not the standing to stand in for %(person)s (%(roles)s). Choose a colleague of the "
                "same role, or the sales director or general manager."
            )
            % {"substitute": substitute, "person": person, "roles": "、".join(map(str, person.role_labels()))}
        )
    row = Substitute.objects.create(
        person=person, substitute=substitute, valid_from=valid_from, valid_to=valid_to, reason=reason, named_by=user
    )
    audit.record(person, user, gettext_noop("Substitute named"), comment=f"{substitute} {valid_from} – {valid_to}")
    if can_confirm_substitutes(user, person):
        return _confirm(row, user)
    notify(
        [each for each in (person, person.superior) if each is not None],
        lambda: (
            _("Please confirm: %(substitute)s is to stand in for %(person)s")
            % {"substitute": substitute, "person": person}
        ),
        url=reverse("substitutes"),
        body=f"{valid_from} – {valid_to} {reason}".strip(),
        sent_by=user,
    )
    return row


def _confirm(row: Substitute, user: User) -> Substitute:
    row.confirmed_by, row.confirmed_at = user, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    return row


@transaction.atomic
def confirm_substitute(pk: int, user: User) -> Substitute:
    """What the administrator has entered takes effect by the word of the person or his superior (SEC-04)."""
    row = lock(Substitute, pk, "person", "substitute")
    require(can_confirm_substitutes(user, row.person))
    if row.confirmed_at is not None:
        raise BusinessError(_("This substitute has been confirmed already."))
    if not may_stand_in(row.substitute, row.person):
        raise BusinessError(_("%(person)s no longer has the standing for it.") % {"person": row.substitute})
    audit.record(
        row.person,
        user,
        gettext_noop("Substitute confirmed"),
        comment=f"{row.substitute} {row.valid_from} – {row.valid_to}",
    )
    return _confirm(row, user)


@transaction.atomic
def remove_substitute(pk: int, user: User) -> None:
    row = lock(Substitute, pk, "person", "substitute")
    require(can_keep_substitutes(user, row.person))
    audit.record(
        row.person,
        user,
        gettext_noop("Substitute removed"),
        comment=f"{row.substitute} {row.valid_from} – {row.valid_to}",
    )
    row.delete()


# -- units -------------------------------------------------------------------------------------------------


@transaction.atomic
def create_unit(user: User, **fields: Any) -> Unit:
    require(can_manage_users(user))
    unit = Unit.objects.create(**fields)
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    audit.record(unit, user, gettext_noop("Unit created"))
    return unit


@transaction.atomic
def update_unit(pk: int, user: User, **fields: Any) -> Unit:
    """Name, kind, place in the tree. A move carries the whole subtree with it."""
    # The whole tree is locked in the order of pk: two moves at once could otherwise make a circle.
    units = {unit.pk: unit for unit in Unit.objects.select_for_update(of=("self",)).order_by("pk")}
    unit = units.get(pk)
    if unit is None:
        raise BusinessError(_("This document no longer exists."))
    require(can_manage_users(user))
    parent = units.get(fields["parent"].pk) if fields.get("parent") else None
    if "parent" in fields and parent is not None and parent.path.startswith(unit.path):
        raise BusinessError(_("A unit cannot lie below itself."))
    if fields.get("is_active") is False and (
        unit.people.filter(is_active=True).exists() or unit.children.filter(is_active=True).exists()
    ):
        raise BusinessError(_("People or units still belong to this unit."))
    old_path = unit.path
    unit = change(unit, user, gettext_noop("Unit changed"), **fields)
    if "parent" in fields:
        _move_subtree(units, unit, old_path, parent)
    return unit


def _move_subtree(units: dict, unit: Unit, old_path: str, parent: Unit) -> None:
    new_path = f"{parent.path if parent else '/'}{unit.pk}/"
    if new_path == old_path:
        return
    moved = [each for each in units.values() if each.path.startswith(old_path)]
    for each in moved:
        each.path = new_path + each.path.removeprefix(old_path)
    unit.path = new_path
    Unit.objects.bulk_update(moved, ["path"])
