"""What a detail page shows of the approval of its document."""

from django.contrib.contenttypes.models import ContentType

from salesmgmt.core.models import ApprovalRound


def rounds_of(document):
    """All rounds of a document, newest first, with everything a page shows of them: four queries, however many."""
    return (
        ApprovalRound.objects.filter(
            content_type=ContentType.objects.get_for_model(document), object_id=document.pk
        )
        .select_related("applicant")
        .prefetch_related(
            "steps__assignee", "steps__decided_by", "steps__on_behalf_of", "steps__added_by",
            "comments__author", "copies__user",
        )
    )  # fmt: skip


def approval_panel(document, user):
    """The rounds of the document with what this person may do, or None for a document that was never submitted."""
    rounds = list(rounds_of(document))
    if not rounds:
        return None
    current = rounds[0]
    mine = [step for step in current.live_steps() if step.status == "pending" and is_addressed_to(step, user, current)]
    return {
        "rounds": rounds,
        "current": current,
        "my_steps": mine,
        "changes": snapshot_changes(rounds[1].snapshot, current.snapshot) if len(rounds) > 1 else [],
        "is_applicant": current.applicant_id == user.pk and current.status == "open",
        "stages": stages(current),
    }


def is_addressed_to(step, user, current):
    """The page's reading of ApprovalStepQuerySet.pending_for, without a query per step."""
    if current.applicant_id == user.pk:
        return False
    if step.assignee_id:
        return step.assignee_id in user.acting_ids
    return step.role in user.acting_roles


def stages(current):
    """The live steps grouped by order: what stands side by side is decided side by side."""
    groups = {}
    for step in current.live_steps():
        groups.setdefault(step.order, []).append(step)
    return list(groups.values())


def snapshot_changes(before, after):
    """``[(label, old, new)]`` between two submissions, lines as one text each."""
    before, after = _flat(before), _flat(after)
    labels = list(dict.fromkeys([*before, *after]))
    return [
        (label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _flat(snapshot):
    flat = {label: str(value) for label, value in snapshot.items() if label != "lines"}
    for place, line in enumerate(snapshot.get("lines", []), start=1):
        text = " · ".join(str(value) for value in line.values()) if isinstance(line, dict) else str(line)
        flat[f"#{place}"] = text
    return flat
