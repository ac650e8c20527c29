"""How an app describes the approval of a document; registered in its apps.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salesmgmt.core.round_lock import watch

if TYPE_CHECKING:
    from decimal import Decimal

    from salesmgmt.core.models import Document


@dataclass(frozen=True)
class Step:
    """One decision to ask for. ``stage`` is the document's status while steps of this order are open.

    Steps of one order run side by side and all must agree; ``opinion`` asks without a veto. ``key`` names the step for
    the app's own checks (``"technical"``). ``assignee`` addresses one person instead of the role. A holder of
    ``alternate`` may decide as well, without being asked.
    """

    order: int
    role: str
    label: Any
    stage: str
    key: str = ""
    opinion: bool = False
    assignee: Any = None
    alternate: str = ""


@dataclass(frozen=True)
class Approval:
    """The approval of one kind of document.

    ``steps_for(document, policy)`` is pure. ``check_submit(document, user)`` and
    ``check_decision(document, step, user, data)`` raise BusinessError; ``check_decision`` is asked before an agreement,
    ``check_rejection(document, step, user)`` before a rejection.
    ``on_step(document, step, user)`` follows every agreement, ``on_approved(document, round, user)``,
    ``on_rejected(document, round, user)`` and ``on_submitted(document, round, user)`` run in the same transaction.
    ``decision_form(step)`` gives a Form class for what a step asks beside the comment; its cleaned data is stored on
    the step and handed to ``check_decision``. ``can_submit(user, document)`` is the predicate of the submit button.
    ``approved_fields(document, user)`` gives what is written together with the final status (who and when).
    ``made_of(document)`` names the documents its content comes from: who wrote those wrote this one too (SEC-04).
    ``approved`` may be a function of the document, where its road forks.
    ``returned`` is the status after sending back to the applicant. ``snapshot(document)`` replaces the general one.
    """

    model: type
    steps_for: Callable
    approved: str | Callable
    rejected: str
    returned: str
    withdrawn: str
    can_submit: Callable
    check_submit: Callable | None = None
    check_decision: Callable | None = None
    check_rejection: Callable | None = None
    decision_form: Callable | None = None
    on_submitted: Callable | None = None
    on_step: Callable | None = None
    approved_fields: Callable | None = None
    on_approved: Callable | None = None
    on_rejected: Callable | None = None
    snapshot: Callable | None = None
    made_of: Callable | None = None
    # The line under the number in the inbox, where the document's own ``title`` does not do.
    title: Callable | None = None
    # What it is about in money, where the document has no ``amount``; shown in the inbox to who sees prices.
    amount: Callable | None = None
    # What is decided, for the cards of the inbox: card(documents, user) -> {pk: [(label, text)]}, asked once a kind and
    # only for who sees prices; cost and margin it gives to those who see cost.
    card: Callable | None = None

    def approved_status(self, document: Document) -> Any:
        """Where the last agreement of all leads."""
        return self.approved(document) if callable(self.approved) else self.approved

    def amount_of(self, document: Any) -> Decimal:
        return self.amount(document) if self.amount else getattr(document, "amount", None)


_approvals: dict[type, Approval] = {}


def register(approval: Approval) -> None:
    if approval.model in _approvals:
        raise ValueError(f"{approval.model} is registered twice")
    _approvals[approval.model] = approval
    watch(approval.model)


def approved_models() -> list:
    """The classes of document that are approved, by name."""
    return sorted(_approvals, key=lambda model: model.__name__)


def approval_of(document: Any) -> Approval | None:
    """The Approval of a document or model class; None where the kind is not approved."""
    return _approvals.get(document if isinstance(document, type) else type(document))
