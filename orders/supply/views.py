"""What a page shows of supply control: the check in force with every figure, and the hold with its owner."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orders.supply.check import asked_check, look
from orders.supply.models import SupplyCheck
from orders.supply.moved import moved
from orders.supply.papers import supply_paper
from orders.supply.words import reasons_in_words, result_label, warnings_in_words
from salesmgmt.core import words
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.settings_register import BY_NAME
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Fact
from salesmgmt.core.web.issued import pdf_response

TONES = {"allow": "good", "exception": "warn", "refer": "bad", "refuse": "bad"}


def held_supply_context(document, user, hold):
    """The panel and the hold of a notice or an order. While the general manager is asked, the panel shows the figures of
    the moment the page opens and what moved since he was asked (SUP-04)."""
    context = supply_context(document, user)
    step = hold.get("hold_step")
    since = step.opened_at if step else getattr(document, "held_since", None)
    if context and since:
        now = look(document)
        context = {**context, **panel_of(now), "check_is_now": True, "asked": asked_check(document, since)}
        context["moved"] = moved(context["asked"], now) if context["asked"] else []
    return {**context, **hold}


def supply_context(document, user):
    """The supply panel of a notice or an order; nothing for those who may not see what a customer owes."""
    if not sees_prices(user):
        return {}
    checks = checks_of(document)
    if not checks:
        return {}
    check = checks[0]
    return {
        **panel_of(check),
        "sheet": check,
        "asked": check.asked,
        "moved": moved(check.asked, check) if check.asked else [],
        "earlier_checks": [(each, result_label(each), TONES[each.result]) for each in checks[1:]],
    }


def panel_of(check):
    """The figures of one check and what they lead to."""
    return {
        "check": check,
        "check_label": result_label(check),
        "check_tone": "warn" if check.result == "allow" and check.warnings else TONES[check.result],
        "check_reasons": reasons_in_words(check),
        "check_warnings": warnings_in_words(check),
        "check_facts": figures(check),
        "check_percent": percent_of_line(check),
    }


def checks_of(document):
    """The checks of a notice or an order, newest first; with those of the notice that the order was made from."""
    about = Q(order=document) if document.KIND == "order" else Q(demand=document)
    if getattr(document, "demand_id", None):
        about |= Q(demand=document.demand_id)
    rows = SupplyCheck.objects.filter(about).select_related(
        "checked_by", "contract", "customer", "demand", "order", "asked"
    )
    return list(rows[:10])


def percent_of_line(check):
    """How far the balance fills the line, for the bar; at most a little more than full."""
    if not check.line:
        return None
    return int(max(min(check.balance * 100 / check.line, 100), 0))


def figures(check):
    """Every figure that led to the decision, as facts."""
    facts = [
        Fact(_("Grade"), check.grade or "—"),
        Fact(_("Warning line"), check.line if check.line is not None else _("none")),
        Fact(_("Balance compared"), check.balance),
        Fact(_("Outstanding"), check.outstanding),
        Fact(_("of which overdue"), check.overdue),
        Fact(_("Not allocated"), check.unallocated),
        Fact(_("Value of this demand"), check.demand_amount),
        Fact(_("Accepted, not yet billed"), check.committed),
        *([Fact(_("Delivered earlier of this order"), check.delivered_amount)] if check.delivered_amount else []),
        Fact(_("Quantity of this demand"), check.demand_quantity.normalize().__format__(",f"), price=False),
        Fact(_("Supplied this month"), _monthly(check), price=False),
    ]
    if check.contract_id:
        state = _("performed normally") if check.contract_ok else check.contract_reason
        facts.append(Fact(_("Contract"), check.contract, note=state))
    else:
        facts.append(Fact(_("Prices conform"), bool(check.price_ok)))
        facts.append(Fact(_("Confirmed prepayment"), check.prepaid if check.prepaid is not None else "—"))
    facts.append(Fact(_("Settings used"), "；".join(_settings(check)), wide=True))
    return facts


def _monthly(check):
    supplied = f"{check.supplied_quantity.normalize():,f}"
    if check.avg_monthly_qty is None:
        return supplied
    return _("%(supplied)s of %(average)s on average") % {
        "supplied": supplied,
        "average": f"{check.avg_monthly_qty:,}",
    }


def _settings(check):
    for name, value in check.rules.items():
        setting = BY_NAME[name]
        word = dict(setting.choices).get(value, _("yes") if value is True else _("no") if value is False else value)
        yield words.beside(setting.label, f"{word}{setting.unit if setting.kind == 'int' else ''} ({setting.id})")


def hold_context(document):
    """A hold is a state with an owner and a time: who decides, and since when he is asked (SUP-04)."""
    step = next((each for each in approvals.open_steps_of(document) if each.key == "exception"), None)
    return {"hold_step": step}


@require_GET
def supply_pdf(request, pk):
    """F-15, the supply check sheet; with what a customer owes, so not for departments."""
    check = get_object_or_404(
        SupplyCheck.objects.about_visible(request.user).select_related(
            "customer", "demand", "order", "contract", "checked_by"
        ),
        pk=pk,
    )
    require(sees_prices(request.user))
    return pdf_response(supply_paper(check), f"{check.demand or check.order}-F15.pdf")
