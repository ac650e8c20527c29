"""Somebody leaves or gives up a role: what still waits for him, and who takes it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core.domain.approvals.stuck import hand_over_steps, steps_asked_of
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task, User
from salesmgmt.core.permissions import DEPARTMENT_ROLES, Role
from salesmgmt.core.state import change

if TYPE_CHECKING:
    from salesmgmt.core.models.task import TaskQuerySet

# What is asked of a role waits for ever where nobody holds it.
ASKED_ROLES = DEPARTMENT_ROLES | {Role.MGR, Role.DIR, Role.GM}
# So many documents are named in a reason.
NAMED = 5


def sole_roles(person: User, roles: list[str] | None = None) -> list:
    """The roles of ``roles`` (his own) that are asked in approvals and reviews and that nobody else active holds."""
    others = User.objects.active().exclude(pk=person.pk)
    held = {role for each in others.values_list("roles", flat=True) for role in each}
    return [
        Role(role) for role in (person.roles if roles is None else roles) if role in ASKED_ROLES and role not in held
    ]


def what_waits(person: User, roles: list[str] | None = None) -> list:
    """What stands still without this person, in words: open steps, to-dos, being the last of a role.

    With ``roles`` he stays and gives these up: then only the steps of these roles and being their last holder count.
    """
    steps = list(steps_asked_of(person) if roles is None else steps_asked_of(person).filter(role__in=roles))
    texts = []
    if steps:
        numbers = list(dict.fromkeys(step.round.document_number for step in steps))
        named = "、".join(numbers[:NAMED]) + ("…" if len(numbers) > NAMED else "")
        texts.append(
            _("%(n)d approval steps wait for %(person)s: %(documents)s.")
            % {"n": len(steps), "person": person, "documents": named}
        )
    tasks = open_tasks_of(person).count() if roles is None else 0
    if tasks:
        texts.append(_("%(person)s has %(n)d open to-dos.") % {"person": person, "n": tasks})
    sole = sole_roles(person, roles)
    if sole:
        names = "、".join(str(role.label) for role in sole)
        texts.append(_("Nobody else holds the role: %(roles)s.") % {"roles": names})
    return texts


def open_tasks_of(person: User) -> TaskQuerySet:
    return Task.objects.open().filter(person=person)


def hand_over(person: User, successor: User, user: User, *, with_roles: bool = False) -> None:
    """Steps and to-dos of ``person`` become those of ``successor``, and with ``with_roles`` the roles nobody else holds.

    The caller holds the lock of ``person``. Raises BusinessError where the successor cannot take something over.
    """
    if successor.pk == person.pk or not successor.is_active:
        raise BusinessError(_("Choose another, active person."))
    sole = sole_roles(person)
    if sole and not with_roles:
        names = "、".join(str(role.label) for role in sole)
        raise BusinessError(
            _("Nobody else holds the role: %(roles)s. Give it to somebody first, or let the successor take it over.")
            % {"roles": names}
        )
    if sole and successor.pk == user.pk:
        raise BusinessError(_("Nobody changes his own roles. Ask another administrator."))
    if sole:
        roles = [*successor.roles, *(str(role) for role in sole)]
        change(successor, user, gettext_noop("Roles taken over"), comment=str(person), roles=roles)
    hand_over_steps(person, successor, user)
    open_tasks_of(person).update(person=successor)
