"""Who is asked: pure functions over people, and the locking that every act begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core import meanwhile
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.round_lock import refuse_in_round
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.domain.approvals.describe import Step
    from salesmgmt.core.models import Document


def everybody() -> dict[int, User]:
    """``{pk: person}``, each with his superior at hand: for a job that asks for the superiors of many, in one query."""
    people = {person.pk: person for person in User.objects.select_related("unit")}
    for person in people.values():
        person.superior = people.get(person.superior_id)
    return people


def superiors(person: User) -> list[User]:
    """The chain above a person, nearest first; a loop in the data ends it."""
    seen, chain = {person.pk}, []
    while person.superior_id and person.superior_id not in seen:
        person = person.superior
        seen.add(person.pk)
        chain.append(person)
    return chain


def is_above(user: User, person: User) -> bool:
    """Is he one of the superiors? The nearest one is known without reading anybody."""
    return user.pk != person.pk and (person.superior_id == user.pk or user in superiors(person))


def manager_above(person: User | None) -> User | None:
    """The nearest active manager above a person, else director or general manager; None where there is none."""
    chain = superiors(person) if person is not None else []
    return next((each for each in chain if each.is_active and each.has_role(Role.MGR, Role.DIR, Role.GM)), None)


def addressee(role: Any, responsible: User, authors: set, holders: Callable) -> tuple:
    """Who decides a step for ``role``: ``(role, person)``, person None for any holder (SEC-04, TEAM-01).

    A step for the sales manager goes to the manager above the responsible person, without one to the director, then to
    the general manager. Another role is a pool; where nobody but the author holds it, his superior decides.
    ``holders(role)`` gives the active users of a role. Raises BusinessError where nobody is left.
    """
    if role == Role.MGR:
        return _manager_above(responsible, authors, holders)
    people = holders(role)
    if any(person.pk not in authors for person in people):
        return str(role), None
    return str(role), _superior_of(people, authors, role)


def addressee_of(step: Step, document: Document, authors: set[int]) -> Any:
    """``(role, person, instead_of)`` of a Step: who decides, and whose place he takes because that one is an author."""
    role, person = str(step.role), step.assignee
    if person is not None:
        if person.pk not in authors:
            return role, person, None
        return role, _superior_of([person], authors, step.role), person
    role, person = addressee(step.role, document.responsible, authors, holders)
    return role, person, _passed_over(step, document, authors, role, person)


def _passed_over(step: Step, document: Document, authors: set[int], role: str, person: User) -> User:
    """The last one the step would have gone to had he not written the document; None where nobody was passed over."""
    skipped: set = set()
    passed = None
    while True:
        try:
            asked_role, asked = addressee(step.role, document.responsible, skipped, holders)
        except BusinessError:
            return passed
        if (asked_role, asked) == (role, person):
            return passed
        passed = asked or next((each for each in holders(asked_role) if each.pk in authors - skipped), None)
        if passed is None or passed.pk in skipped:
            return passed
        skipped.add(passed.pk)


def _superior_of(people: list[User], authors: set[int], role: Any) -> User:
    """The nearest active superior who is no author and no mere administrator; BusinessError where nobody is left."""
    for author in people:
        for superior in superiors(author):
            if superior.is_active and superior.pk not in authors and superior.roles != [Role.ADM]:
                return superior
    raise BusinessError(
        _("Nobody but the author can decide the step “%(role)s”. Ask the administrator to name another person.")
        % {"role": Role(role).label}
    )


def _manager_above(responsible: User, authors: set, holders: Callable) -> tuple:
    chain = superiors(responsible) if responsible is not None else []
    if responsible is not None and responsible.pk not in authors:
        chain = [responsible, *chain]
    for wanted in (Role.MGR, Role.DIR, Role.GM):
        for person in chain:
            if person.is_active and person.has_role(wanted) and person.pk not in authors:
                return str(wanted), person
        if wanted != Role.MGR and any(person.pk not in authors for person in holders(wanted)):
            return str(wanted), None
    raise BusinessError(_("Nobody can decide the step of the sales manager: no manager, director or general manager."))


def holders(role: Role) -> list:
    """The active users of a role."""
    return list(User.objects.with_role(role))


def lock_step(step_pk: int) -> Any:
    """Lock document, round and step, in this order: the parent first, or two last signers leave it open for ever.

    BusinessError, with what is to be done, where the document has left the stage in which this step waits.
    """
    found = ApprovalStep.objects.select_related("round").filter(pk=step_pk).first()
    if found is None:
        raise BusinessError(_("This step no longer exists."))
    document = lock(found.round.document_model, found.round.object_id)
    round_ = lock(ApprovalRound, found.round_id, "applicant")
    step = lock(ApprovalStep, step_pk)
    step.round = round_
    if step.is_live and step.status == ApprovalStep.Status.PENDING and step.stage != document.status:
        refuse_in_round(document)
    return document, round_, step


def decider_of(step: ApprovalStep) -> str:
    """Who decided a step, and when; of one that nobody decided, who was asked."""
    if step.decided_by is None or step.decided_at is None:
        return str(step.asked)
    return f"{step.decided_by} {meanwhile.moment_in_words(step.decided_at)}"


def require_pending(round_: ApprovalRound, step: ApprovalStep) -> None:
    """BusinessError that says what happened instead, for the second of two who decide (SEC-05)."""
    if round_.status != ApprovalRound.Status.OPEN:
        text = _("This approval is no longer open: it is “%(status)s”.") % {"status": round_.get_status_display()}
        raise BusinessError(meanwhile.with_words(text, round_.document))
    if step.status == ApprovalStep.Status.WAITING:
        raise BusinessError(_("It is not the turn of this step yet."))
    if step.status != ApprovalStep.Status.PENDING or not step.is_live:
        raise BusinessError(
            _("This step has already been decided: %(status)s, %(person)s.")
            % {"status": step.get_status_display(), "person": decider_of(step)}
        )
