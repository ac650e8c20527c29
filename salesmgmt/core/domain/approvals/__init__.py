"""The approval engine: one mechanism for every kind of document (docs/ARCHITECTURE.md section 5)."""

from salesmgmt.core.domain.approvals.decide import approve, reject, send_back, take_back
from salesmgmt.core.domain.approvals.describe import Approval, Step, approval_of, register
from salesmgmt.core.domain.approvals.involve import (
    add_signer,
    ask_first,
    comment,
    copy_to,
    mark_copy_read,
    remind,
    transfer,
)
from salesmgmt.core.domain.approvals.read import (
    can_decide,
    can_withdraw,
    copies_for,
    current_round,
    decided_by,
    last_round,
    open_steps_of,
    pending_for,
    rounds_of,
    started_by,
    step_of,
    why_not_decide,
    why_waiting,
)
from salesmgmt.core.domain.approvals.snapshot import changes_since_last_round
from salesmgmt.core.domain.approvals.submit import cancel, submit, withdraw

__all__ = [
    "Approval",
    "Step",
    "add_signer",
    "approval_of",
    "approve",
    "ask_first",
    "can_decide",
    "can_withdraw",
    "changes_since_last_round",
    "cancel",
    "comment",
    "copies_for",
    "copy_to",
    "current_round",
    "decided_by",
    "last_round",
    "mark_copy_read",
    "open_steps_of",
    "pending_for",
    "register",
    "reject",
    "remind",
    "rounds_of",
    "send_back",
    "started_by",
    "step_of",
    "submit",
    "take_back",
    "transfer",
    "why_not_decide",
    "why_waiting",
    "withdraw",
]
