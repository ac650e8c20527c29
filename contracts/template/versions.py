"""The company's model contract: new versions, and putting one in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.template.models import ContractTemplate
from contracts.template.permissions import can_keep_templates
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def write_template(user: User, *, name: str, **clauses: Any) -> ContractTemplate:
    """A draft of the next version of this model contract (CON-01)."""
    require(can_keep_templates(user))
    versions = ContractTemplate.objects.select_for_update().filter(name=name).values_list("version", flat=True)
    template = ContractTemplate(name=name, version=max(versions, default=0) + 1, created_by=user, **clauses)
    template.save(force_insert=True)
    audit.record(template, user, gettext_noop("Written"), to_status=template.status)
    return template


@transaction.atomic
def edit_template(pk: int, user: User, **values: Any) -> ContractTemplate:
    template = lock(ContractTemplate, pk)
    if not template.is_editable:
        raise BusinessError(_("A version that was in force is not edited. Write a new version."))
    require(can_keep_templates(user))
    return change(template, user, gettext_noop("Edited"), **values)


@transaction.atomic
def put_in_force(pk: int, user: User) -> ContractTemplate:
    """From now on contracts are drafted from this version; the one before is retired, its contracts stay (CON-01)."""
    template = lock(ContractTemplate, pk)
    guard(template, ContractTemplate.Status.IN_FORCE)
    require(can_keep_templates(user))
    empty = [
        str(template._meta.get_field(name).verbose_name)
        for name in ("law_reference", "breach_terms")
        if not getattr(template, name).strip()
    ]
    if empty:
        raise BusinessError(_("Missing in the template: %(clauses)s.") % {"clauses": "、".join(empty)})
    for old in ContractTemplate.objects.select_for_update().filter(status=ContractTemplate.Status.IN_FORCE):
        move(old, ContractTemplate.Status.RETIRED, user)
    return move(template, ContractTemplate.Status.IN_FORCE, user, in_force_from=today())


@transaction.atomic
def take_back_template(pk: int, user: User, comment: str) -> ContractTemplate:
    """in_force → draft while no contract was drafted from it; the version it retired is in force again (CON-01)."""
    template = lock(ContractTemplate, pk)
    if template.status != ContractTemplate.Status.IN_FORCE:
        raise BusinessError(_("Only the version in force can be taken back."))
    require(can_keep_templates(user))
    if template.contracts.exists():
        raise BusinessError(_("Contracts were drafted from this version already. Write a new version."))
    move(template, ContractTemplate.Status.DRAFT, user, comment=comment, in_force_from=None)
    former = (
        ContractTemplate.objects.filter(status=ContractTemplate.Status.RETIRED)
        .order_by("-in_force_from", "-version")
        .first()
    )
    if former is not None:
        move(
            lock(ContractTemplate, former.pk),
            ContractTemplate.Status.IN_FORCE,
            user,
            comment=str(template),
            action=gettext_noop("In force again"),
        )
    return template
