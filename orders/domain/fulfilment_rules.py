"""The rules of plan release, inspection and delivery, decided without a database."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _


def oral_notice_state(form_due_at, released_at, now):
    """The 24-hour clock of an oral notice: "", "running", "met" or "late". The deadline is met at the exact minute.

    PRD-02 (004 §4.3.2): in special cases departments are told orally first; the form follows within SET-13 hours.
    """
    if form_due_at is None:
        return ""
    if released_at is not None:
        return "met" if _minute(released_at) <= _minute(form_due_at) else "late"
    return "running" if _minute(now) <= _minute(form_due_at) else "late"


def plan_problems(lines, already_active):
    """What keeps a plan from being submitted: content must be rigorous, accurate, unique (PRD-03, 004 §4.3.3).

    ``lines`` are ``(label, quantity, ordered quantity, due date, quality requirement)``; ``already_active`` the labels of
    order lines that another released plan covers.
    """
    problems = []
    if not lines:
        problems.append(_("The form has no line."))
    for label, quantity, ordered, due_date, quality in lines:
        if quantity > ordered:
            problems.append(
                _("%(line)s: %(quantity)s is more than the %(ordered)s ordered.")
                % {"line": label, "quantity": f"{quantity.normalize():f}", "ordered": f"{ordered.normalize():f}"}
            )
        if due_date is None:
            problems.append(_("%(line)s: the due date is missing.") % {"line": label})
        if not quality.strip():
            problems.append(_("%(line)s: the quality requirement is missing.") % {"line": label})
    for label in already_active:
        problems.append(
            _("%(line)s is already covered by a released plan. The form is the only instruction.") % {"line": label}
        )
    return problems


def available(entered, held):
    """What may still be put on a delivery note: passed and in stock, less what other notes hold (QC-02, 000 四(二)3)."""
    return max(entered - held, Decimal(0))


def shortages(wanted):
    """The lines that are not in stock: ``wanted`` is ``[(label, quantity, available)]`` (DLV-01, QC-02)."""
    return [
        _("%(line)s: %(quantity)s wanted, %(available)s inspected and in stock.")
        % {"line": label, "quantity": f"{quantity.normalize():f}", "available": f"{stock.normalize():f}"}
        for label, quantity, stock in wanted
        if quantity > stock
    ]


def inspection_status(quantity, passed):
    """All passed, or failed with something to rework (QC-02)."""
    return "passed" if passed == quantity else "failed"


def formalities_problem(delivered_at, done_at, reason, same_day):
    """Why the hand-over formalities may not be completed as entered; "" where they may.

    DLV-05 (004 §4.3.6): at once; if objectively impossible within SET-14 hours. A later calendar day needs the objective
    reason in writing (SET-14a); being late is recorded, not refused.
    """
    if done_at < delivered_at:
        return _("The formalities cannot be done before the delivery.")
    later_day = timezone.localtime(done_at).date() > timezone.localtime(delivered_at).date()
    if same_day and later_day and not reason.strip():
        return _("“At once” means the same day: give the objective reason of the delay in writing.")
    return ""


def formalities_on_time(delivered_at, done_at, hours):
    """Done within the hours, the exact minute included (DLV-05)."""
    return _minute(done_at) <= _minute(delivered_at + timedelta(hours=hours))


def closing_problems(has_receipt, formalities_done, warehouse_copy_returned):
    """What a signed note still lacks before it is closed (DLV-02, DLV-05, DLV-06)."""
    problems = []
    if not has_receipt:
        problems.append(_("The customer's receipt document has not been brought back."))
    if not formalities_done:
        problems.append(_("The hand-over formalities are not completed."))
    if not warehouse_copy_returned:
        problems.append(_("The signed copy has not been recorded as returned by the warehouse."))
    return problems


def order_status_of(current, lines, *, planned, started):
    """The status an order has earned by its plans, production, stock and deliveries; it never goes back.

    ``lines`` are ``(ordered, in stock or delivered, delivered, accepted)`` quantities of each order line.
    """
    ladder = ("confirmed", "planned", "in_production", "ready", "partly_delivered", "delivered", "accepted")
    if current not in ladder:
        return current
    earned = "confirmed"
    if planned:
        earned = "planned"
    if started:
        earned = "in_production"
    if lines and started and all(stocked >= ordered for ordered, stocked, _delivered, _accepted in lines):
        earned = "ready"
    if any(delivered > 0 for _ordered, _stocked, delivered, _accepted in lines):
        earned = "partly_delivered"
    if lines and all(delivered >= ordered for ordered, _stocked, delivered, _accepted in lines):
        earned = "delivered"
    if lines and all(accepted >= ordered for ordered, _stocked, _delivered, accepted in lines):
        earned = "accepted"
    return max(current, earned, key=ladder.index)


def _minute(moment):
    return moment.replace(second=0, microsecond=0)
