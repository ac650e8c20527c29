"""What a detail page shows of the approval of its document."""

from salesmgmt.core import audit
from salesmgmt.core.domain.approvals import can_decide, can_withdraw, rounds_of
from salesmgmt.core.domain.approvals.address import authors_of
from salesmgmt.core.domain.approvals.snapshot import compare
from salesmgmt.core.models import ApprovalRound, ApprovalStep
from salesmgmt.core.money import MoneyField
from salesmgmt.core.permissions import sees_prices


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
        "my_steps": [
            step for step in live if is_open and step.status == "pending" and can_decide(user, step, document)
        ],
        "to_take_back": [step for step in live if is_open and may_take_back(step, live, user)],
        "may_remind": may_remind,
        "may_withdraw": can_withdraw(user, current),
        "changes": changes_for(document, rounds, user),
    }


def changes_for(document, rounds, user):
    """What differs from the round before, without the money for people who see no prices (roles.md, rule 3)."""
    if len(rounds) < 2:
        return []
    changes = compare(rounds[1].snapshot, rounds[0].snapshot)
    if not sees_prices(user):
        changes = [each for each in changes if not is_money(document, each[0], each[1])]
    return labelled(document, changes)


def is_money(document, where, name):
    """Does a row of compare() speak of an amount or a price?"""
    relation = where.partition(" ")[0]
    model = document._meta.get_field(relation).related_model if relation else type(document)
    return name in money_fields(model)


def money_fields(model):
    return {field.name for field in model._meta.concrete_fields if isinstance(field, MoneyField)}


def timeline_for(document, user, limit):
    """The audit rows as this person may read them: without amounts for people who see no prices."""
    rows = list(audit.timeline(document)[:limit])
    if not sees_prices(user):
        hidden = money_fields(type(document))
        for row in rows:
            row.changes = {name: pair for name, pair in row.changes.items() if name not in hidden}
    return rows


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
