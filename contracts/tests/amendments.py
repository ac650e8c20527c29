"""Amendments for the tests of this app and of orders: drafts, and the walk through their reviews."""

from decimal import Decimal

from contracts.amendment.eligibility import submit_amendment
from contracts.amendment.entry import create_amendment
from contracts.amendment.models import ContractAmendment
from contracts.amendment.text import lines_of
from contracts.tests.factories import pdf_file
from salesmgmt.core.domain import approvals

APPLICATION = object()
ALL = ("manager", "technical", "quality", "production", "legal", "director", "gm")


def with_price(contract, price):
    """The lines of the contract at another price."""
    return [{**line, "price": Decimal(price)} for line in lines_of(contract)]


def draft_amendment(contract, price=90, application=APPLICATION, **fields):
    """A complete draft of the customer's: another price, with reason and written application."""
    application = pdf_file("application.pdf") if application is APPLICATION else application
    fields = {"reason": "客户改型", "content": "单价调整", "lines": with_price(contract, price), **fields}
    return create_amendment(contract.customer.owner, contract=contract, application=application, **fields)


def submitted(amendment, people, **concession):
    submit_amendment(amendment.pk, amendment.contract.customer.owner, **concession)
    return ContractAmendment.objects.get(pk=amendment.pk)


def reviewed(amendment, people, *keys):
    """These agree, in their order."""
    for key in keys:
        step = next(step for step in approvals.last_round(amendment).live_steps() if step.key == key)
        approvals.approve(step.pk, getattr(people, key))
    return ContractAmendment.objects.get(pk=amendment.pk)


def approved_amendment(contract, people, **fields):
    return reviewed(submitted(draft_amendment(contract, **fields), people), people, *ALL)
