"""Walks through the approvals, as tests of several files need them."""

from datetime import timedelta
from decimal import Decimal

from pricing.adjustment.proposal import create_adjustment
from pricing.quote.models import Quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals


def step_for(document, user):
    """The step this person may decide now."""
    step = approvals.step_of(document, user)
    assert step is not None, f"{user} has nothing to decide on {document}"
    return step.pk


def agree(document, user, comment=""):
    approvals.approve(step_for(document, user), user, comment)
    document.refresh_from_db()


def submitted(quote, user):
    approvals.submit(quote, user)
    quote.refresh_from_db()
    return quote


def approved(quote, user, manager):
    agree(submitted(quote, user), manager)
    return Quote.objects.get(pk=quote.pk)


EFFECTS = {
    "effect_on_sales": "销量持平",
    "effect_on_market_share": "份额不变",
    "effect_on_customers": "提前沟通",
}


def proposal(user, prices, days=0, **fields):
    """A complete draft of an adjustment to these ``{product: price}``, effective in so many days."""
    lines = [{"product": product, "price": Decimal(str(price))} for product, price in prices.items()]
    said = {
        "title": "调价",
        "reason": "原材料上涨",
        "extent": "own",
        "scope": "products",
        "expected_impact": "毛利恢复",
        "effective_on": today() + timedelta(days=days),
    }
    return create_adjustment(user, lines, **{**said, **fields})


def adjusted(user, decider, prices, days=0, **fields):
    """Proposed by one, reviewed and agreed to by the other: the price list is written."""
    made = proposal(user, prices, days, **fields)
    approvals.submit(made, user)
    approvals.approve(step_for(made, decider), decider, "同意", data=EFFECTS)
    made.refresh_from_db()
    return made


def fingerprint(document):
    """Everything stored of a document and how often it was audited, for "nothing changed"."""
    from salesmgmt.core import audit
    from salesmgmt.core.domain.approvals.snapshot import snapshot_of

    document = type(document).objects.get(pk=document.pk)
    return snapshot_of(document), document.status, audit.timeline(document).count()
