"""Who may do what with plan releases, production, inspections and deliveries. Each asks the matrix and the state."""

from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, may


def _owner(document):
    return document.order.customer.owner


def can_create_plan(user, order):
    """While a line is without a released plan."""
    return (
        order.status in order.PLANNABLE
        and may(user, "plan_release", "C", owner=order.customer.owner)
        and order.lines.exclude(plan_lines__is_active=True).exists()
    )


def can_edit_plan(user, plan):
    return plan.is_editable and may(user, "plan_release", "U", owner=_owner(plan))


def can_submit_plan(user, plan):
    return plan.can_become("submitted") and may(user, "plan_release", "U", owner=_owner(plan))


def can_give_oral_notice(user, plan):
    return plan.is_editable and plan.verbal_notice_at is None and may(user, "plan_release", "U", owner=_owner(plan))


def can_revise_plan(user, plan):
    return (
        plan.can_become("superseded")
        and not hasattr(plan, "replaced_by")
        and may(user, "plan_release", "C", owner=_owner(plan))
    )


def can_cancel_plan(user, plan):
    """A released plan is cancelled by the head of sales, a draft by its author (states.md)."""
    if plan.status == "draft":
        return may(user, "plan_release", "U", owner=_owner(plan))
    return plan.can_become("cancelled") and may(user, "plan_release", "A")


def can_start_production(user, production):
    return production.can_become("in_production") and may(user, "production", "U", document=production)


def can_report_progress(user, production):
    return production.status == "in_production" and may(user, "production", "U", document=production)


def can_finish_rework(user, production):
    return production.status == "rework" and may(user, "production", "U", document=production)


def can_inspect(user, inspection):
    """The quality department; never the one who offered the goods (QC-02, SEC-04)."""
    return inspection.status == "pending" and _decides_on_quality(user, inspection)


def can_close_inspection(user, inspection):
    """Letting failed goods pass takes a second person of quality; where there is none, his superior (QC-03, SEC-04)."""
    return inspection.status == "failed" and _decides_on_quality(user, inspection)


def _decides_on_quality(user, inspection):
    return decides_alone(user, inspection, Role.QA, may(user, "inspection", "A", document=inspection))


def can_enter_stock(user, inspection):
    return (
        user.has_role(Role.WH)
        and inspection.quantity_passed > 0
        and inspection.status in ("passed", "failed", "closed")
        and may(user, "inspection", "R", document=inspection)
    )


def can_create_delivery(user, order):
    return may(user, "delivery", "C", owner=order.customer.owner) and order.status in order.DELIVERABLE


def can_edit_delivery(user, note):
    return note.is_editable and may(user, "delivery", "U", owner=note.customer.owner)


def can_issue_delivery(user, note):
    return note.can_become("issued") and may(user, "delivery", "U", owner=note.customer.owner)


def can_cancel_delivery(user, note):
    return note.can_become("cancelled") and may(user, "delivery", "U", owner=note.customer.owner)


def can_charge_delivery(user, note):
    """A sample or service part is marked as chargeable by the rep before it is issued, by finance until it is billed
    (DLV-09)."""
    if note.chargeable or note.status == "cancelled":
        return False
    return can_edit_delivery(user, note) or may(user, "invoice", "C")


def can_forgo_receivable(user, note):
    """What a delivery would bring is forgone by whoever decides a write-off (REC-04, SET-47): the general manager, or
    finance where the setting names finance alone; never the one who drew the note up (SEC-04)."""
    if not user.has_role(Role.GM, Role.FIN):
        return False
    decider = Role.GM if Role.GM in policy().write_off_approvers else Role.FIN
    return (
        note.chargeable
        and note.status != "cancelled"
        and user.has_role(decider)
        and note.created_by_id != user.pk
        and may(user, "delivery", "R", owner=note.customer.owner, document=note)
    )


def can_issue_stock(user, note):
    """Only the warehouse lets goods go (DLV-01)."""
    return note.can_become("outbound") and may(user, "delivery", "A", document=note)


def can_ship_delivery(user, note):
    """Departure and arrival: logistics, or the rep who carries the goods himself (DLV-07, SET-46)."""
    if note.status not in ("outbound", "in_transit"):
        return False
    return may(user, "delivery", "ship", document=note) or may(user, "delivery", "U", owner=note.customer.owner)


def can_record_signature(user, note):
    return note.status == "delivered" and may(user, "delivery", "U", owner=note.customer.owner)


def can_settle_difference(user, note):
    return note.status == "difference" and may(user, "delivery", "U", owner=note.customer.owner)


def can_record_receipt(user, note):
    return note.status in ("delivered", "difference", "signed") and may(
        user, "delivery", "U", owner=note.customer.owner
    )


def can_complete_formalities(user, note):
    """The formalities are always the rep's (CF-11)."""
    return (
        note.status in ("delivered", "difference", "signed")
        and note.formalities_done_at is None
        and may(user, "delivery", "U", owner=note.customer.owner)
    )


def can_return_copy(user, note):
    """The warehouse records that its signed copy is back (DLV-02)."""
    return (
        note.status in ("delivered", "difference", "signed")
        and may(user, "delivery", "A", document=note)
        and any(copy.destination == "warehouse" and copy.returned_at is None for copy in note.copies.all())
    )


def can_close_delivery(user, note):
    return note.can_become("closed") and may(user, "delivery", "U", owner=note.customer.owner)
