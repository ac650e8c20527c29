"""The supply check: figures under the customer's lock, a decision, a row that shows both (004 §4.1, §4.2)."""

from dataclasses import asdict
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.domain.exposure import exposure_of, lock_account
from orders.domain.supply_figures import figures_of
from orders.domain.supply_rules import decide, with_exception
from orders.domain.supply_words import refusal_text
from orders.models import Order, SupplyCheck
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock

# The settings that a check is made with, kept on its row.
RULES = ("supply_balance", "supply_adds_demand", "monthly_quantity_rule", "near_line_percent")


@transaction.atomic
def check_demand(demand, user, occasion=SupplyCheck.Occasion.DEMAND, *, exception_reason=""):
    """Check a demand notice and store the decision (SUP-04). The account is locked until the caller's transaction
    ends, so that two decisions about one warning line cannot both use the same room. The goods may go where the
    result passes; a reason makes it the exception of the general manager, valid for this notice only."""
    return _check(demand.customer, demand, user, occasion, exception_reason, demand=demand)


@transaction.atomic
def check_order(order, user, occasion=SupplyCheck.Occasion.ORDER, *, lines=None, exception_reason=""):
    """Check an order, or the ``lines`` of it that are to be released or delivered now. An order made from a notice
    carries the notice's exception and prepayment; an exception given on the order itself holds for this order."""
    reason = exception_reason or granted_reason(order)
    return _check(order.customer, order, user, occasion, reason, demand=order.demand, order=order, lines=lines)


def require_supply(order, user, occasion, *, lines=None):
    """check_order(), or BusinessError with every figure that led to it: for plan release and delivery.

    A block that comes only at the invoice comes too late, and one at the order alone is passed by waiting.
    """
    check = check_order(order, user, occasion, lines=lines)
    if not check.passes:
        link = order.demand.get_absolute_url() if order.demand_id else ""
        raise BusinessError(refusal_text(check), link=link, remains=partial(hold_order, check))
    if order.held_since is not None:
        change(order, user, gettext_noop("Supply hold lifted"), held_since=None)
    return check


def hold_order(check):
    """What remains of a refused release or delivery: the check with its figures, the hold with its time, and a notice
    to the rep and to those who decide. Nobody has to try again to learn why the goods stand still."""
    check.pk = None
    check.save(force_insert=True)
    order = lock(Order, check.order_id, "customer__owner")
    if order.held_since is None:
        change(order, check.checked_by, gettext_noop("Supply on hold"), held_since=timezone.now())
        deciders = User.objects.with_role(Role.GM) if check.result == SupplyCheck.Result.REFER else ()
        notify(
            [order.customer.owner, *deciders], lambda: _("Supply on hold: %(order)s") % {"order": order},
            url=order.get_absolute_url(), body=refusal_text(check),
        )  # fmt: skip


def granted_reason(order):
    """The reason of the exception that covers this order: its own or its notice's; "" without one (SUP-04)."""
    checks = SupplyCheck.objects.filter(result=SupplyCheck.Result.EXCEPTION)
    own = checks.filter(order=order, occasion=SupplyCheck.Occasion.EXCEPTION).first()
    noticed = checks.filter(demand=order.demand_id).first() if order.demand_id else None
    found = own or noticed
    return found.exception_reason if found else ""


def _check(customer, document, user, occasion, exception_reason, *, demand=None, order=None, lines=None):
    lock_account(customer)
    rules, day = policy(), today()
    exposure = exposure_of(customer, day)
    rows = list(document.lines.select_related("product")) if lines is None else lines
    figures = figures_of(customer, document.kind, document.contract, rows, exposure, day, demand=demand, order=order)
    decision = decide(figures, rules)
    if exception_reason and decision.result != "allow":
        decision = with_exception(decision)
    kept = asdict(figures)
    kept.pop("grade_is_valid")
    return SupplyCheck.objects.create(
        **kept,
        customer=customer, demand=demand, order=order, occasion=occasion, contract=document.contract,
        unallocated=exposure.unallocated, exposure_lines=[[str(label), str(sum_)] for label, sum_ in exposure.lines],
        balance=decision.balance, result=decision.result, reasons=decision.reasons, warnings=decision.warnings,
        rules={name: getattr(rules, name) for name in RULES}, checked_by=user,
        exception_reason=exception_reason if decision.result == "exception" else "",
    )  # fmt: skip


def latest_check(document):
    """The check in force of a notice or an order, or None."""
    return document.supply_checks.select_related("checked_by", "customer", "contract").first()


def refuse_to_accept(check):
    """The head of sales does not accept what supply control does not let pass (SUP-04): the text of the 403."""
    if check.result == SupplyCheck.Result.REFER:
        return _("%(why)s Only the %(gm)s may decide on this: refer the notice to him.") % {
            "why": refusal_text(check),
            "gm": Role.GM.label,
        }
    return refusal_text(check)
