"""What a detail page shows of the approval of its document."""

from salesmgmt.core.domain.approvals import can_decide, can_withdraw, rounds_of
from salesmgmt.core.domain.approvals.address import authors_of
from salesmgmt.core.domain.approvals.snapshot import compare
from salesmgmt.core.models import ApprovalRound, ApprovalStep


def approval_panel(document, user):
    """The rounds of the document with what this person may do, or None for a document that was never submitted."""
    rounds = list(rounds_of(document))
    if not rounds:
        return None
    current = rounds[0]
    is_open = current.status == ApprovalRound.Status.OPEN
    live = current.live_steps()
    may_remind = is_open and (user.pk in authors_of(document, current.applicant) or document.responsible == user)
    return {
        "current": current,
        "stages": stages(live),
        "earlier": rounds[1:],
        "past_steps": [step for step in current.steps.all() if not step.is_live],
        "my_steps": [step for step in live if is_open and step.status == "pending" and can_decide(user, step, document)],
        "to_take_back": [step for step in live if is_open and may_take_back(step, live, user)],
        "may_remind": may_remind,
        "may_withdraw": can_withdraw(user, current),
        "changes": labelled(document, compare(rounds[1].snapshot, current.snapshot)) if len(rounds) > 1 else [],
    }


def stages(steps):
    """The live steps grouped by order: what stands side by side is decided side by side."""
    groups = {}
    for step in steps:
        groups.setdefault(step.order, []).append(step)
    return list(groups.values())


def may_take_back(step, live, user):
    """The button's reading of approvals.take_back, which decides under the lock."""
    later = [other for other in live if other.order > step.order]
    return (
        step.status == ApprovalStep.Status.APPROVED
        and step.decided_by_id == user.pk
        and not any(other.decided_by_id for other in later)
    )


def labelled(document, changes):
    """``[(label, old, new)]`` of snapshot.compare() in the words of the form."""
    labels = {field.name: field.verbose_name for field in document._meta.concrete_fields}
    lines = {}
    for relation in getattr(document, "SNAPSHOT_LINES", ()):
        model = document._meta.get_field(relation).related_model
        lines[relation] = {field.name: field.verbose_name for field in model._meta.concrete_fields}
    rows = []
    for where, name, old, new in changes:
        relation, _space, no = where.partition(" ")
        label = labels.get(name, name) if not where else f"#{no} {lines.get(relation, {}).get(name, name)}"
        rows.append((label, old, new))
    return rows
