"""Walks through the approvals, as tests of several files need them."""

from pricing.quote.models import Quote
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


def released(price_list, user, decider):
    """Submitted by its writer and agreed to by the one who is asked."""
    approvals.submit(price_list, user)
    agree(price_list, decider)
    return price_list


def fingerprint(document):
    """Everything stored of a document and how often it was audited, for "nothing changed"."""
    from salesmgmt.core import audit
    from salesmgmt.core.domain.approvals.snapshot import snapshot_of

    document = type(document).objects.get(pk=document.pk)
    return snapshot_of(document), document.status, audit.timeline(document).count()
