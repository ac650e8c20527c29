"""What a detail page shows of the approval of its document."""

from django.apps import apps
from django.utils.translation import gettext as _

from salesmgmt.core import audit, change_words
from salesmgmt.core.domain.approvals import can_decide, can_move_on, can_rescue, can_withdraw, rounds_of, why_not_decide
from salesmgmt.core.domain.approvals.authors import authors_of, day_of, labels, writing_of
from salesmgmt.core.domain.approvals.describe import approval_of
from salesmgmt.core.domain.approvals.snapshot import compare
from salesmgmt.core.domain.approvals.stuck import waits_too_long
from salesmgmt.core.models import ApprovalRound, ApprovalStep
from salesmgmt.core.round_lock import is_torn
from salesmgmt.core.web.secrets import is_hidden


def approval_panel(document, user):
    """The rounds of the document with what this person may do, or None for a document that was never submitted."""
    rounds = list(rounds_of(document)) if approval_of(document) else []
    if not rounds:
        return None
    current = rounds[0]
    is_open = current.status == ApprovalRound.Status.OPEN
    live = current.live_steps()
    for step in live:
        step.why_instead = why_instead(document, current, step)
    may_remind = is_open and (user.pk in authors_of(document, current) or document.responsible == user)
    return {
        "current": current,
        "is_open": is_open,
        "is_torn": is_open and is_torn(document, current),
        "stages": stages(live),
        "earlier": rounds[1:],
        "past_steps": [step for step in current.steps.all() if not step.is_live],
        "my_steps": [
            step
            for step in live
            if is_open and step.status == ApprovalStep.Status.PENDING and can_decide(user, step, document)
        ],
        "to_take_back": [step for step in live if is_open and may_take_back(step, live, user)],
        "why_not_mine": {
            text: None for step in live if is_open and not step.is_decided and (text := why_not_decide(user, step))
        },
        "may_remind": may_remind,
        "to_move": [step for step in live if is_open and waits_too_long_or_left(step) and can_move_on(user, step)],
        "may_withdraw": can_withdraw(user, current) or can_rescue(user, document, current),
        "changes": changes_for(document, rounds, user),
    }


def waits_too_long_or_left(step):
    """Asked before can_move_on, which climbs the chain of superiors: nothing of it for a step that goes its way."""
    return step.status == ApprovalStep.Status.PENDING and (
        waits_too_long(step) or (step.assignee and not step.assignee.is_active)
    )


def why_instead(document, round_, step):
    """Why another person than usual is asked: the usual one wrote the document or changed it (SEC-04)."""
    if step.instead_of is None:
        return ""
    writing = writing_of(step.instead_of, round_)
    if writing is None or not writing.names:
        return _("instead of %(person)s, who wrote this") % {"person": step.instead_of}
    return _("instead of %(person)s, who changed %(what)s on %(day)s") % {
        "person": step.instead_of,
        "what": labels(type(document), writing.names),
        "day": day_of(writing.at),
    }


def changes_for(document, rounds, user):
    """What differs from the round before, without what this person may not see (roles.md, rule 3; SEC-03)."""
    if len(rounds) < 2:
        return []
    return labelled(document, compare(rounds[1].snapshot, rounds[0].snapshot), user)


def timeline_for(document, user, limit):
    """The audit rows as this person may read them: prices and cost by field, other people's customers by row."""
    rows = list(audit.timeline(document)[:limit])
    for row in hidden_rows(rows, user):
        row.comment, row.changes = "", {}
    for row in rows:
        row.changes = {name: pair for name, pair in row.changes.items() if not is_hidden(user, type(document), name)}
    return rows


def hidden_rows(rows, user):
    """The rows whose comment names something that this person may not see (SEC-01): one query for each model named."""
    named = {}
    for row in rows:
        if row.about:
            named.setdefault(row.about["model"], set()).update(row.about["pks"])
    seen = {label: seen_of(label, pks, user) for label, pks in named.items()}
    return [row for row in rows if row.about and not set(row.about["pks"]) <= seen[row.about["model"]]]


def seen_of(label, pks, user):
    """A model without a scope of its own is seen by nobody through another document's history."""
    rows = apps.get_model(label)._default_manager.filter(pk__in=pks)
    return set(rows.visible_to(user).values_list("pk", flat=True)) if hasattr(rows, "visible_to") else set()


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


def labelled(document, changes, user):
    """``[(label, old, new)]`` of snapshot.compare() in the words of the form, without what the person may not see."""
    models = {"": type(document)}
    for relation in getattr(document, "SNAPSHOT_LINES", ()):
        models[relation] = document._meta.get_field(relation).related_model
    shown = {}
    for where, name, old, new in changes:
        if not is_hidden(user, models.get(where.partition(" ")[0]), name):
            shown[f"{where} {name}".strip()] = [old, new]
    return change_words.in_words(type(document), shown)
