"""Terminations for the tests of this app and of orders, walked along their road."""

from contracts.termination.ending import confirm_termination, propose_termination, put_to_customer
from contracts.termination.models import ContractTermination
from contracts.tests.factories import pdf_file
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals


def proposal(contract, **fields):
    fields = {"ground": "agreed", "reason": "客户停产", "course": "双方面谈", **fields}
    return propose_termination(contract.customer.owner, contract=contract, **fields)


def awaiting(contract, people, **fields):
    return put_to_customer(proposal(contract, **fields).pk, contract.customer.owner)


def decided(contract, people, **fields):
    """Agreed by both and confirmed: it waits for the general manager."""
    termination = awaiting(contract, people, **fields)
    return confirm_termination(
        termination.pk, contract.customer.owner, agreed_on=today(), consent=pdf_file("consent.pdf")
    )


def terminated(contract, people, **fields):
    termination = decided(contract, people, **fields)
    approvals.approve(approvals.open_steps_of(termination)[0].pk, people.gm)
    return ContractTermination.objects.get(pk=termination.pk)
