"""The approval engine: one mechanism for every kind of document (docs/ARCHITECTURE.md section 5)."""

from salesmgmt.core.domain.approvals.address import require_pending
from salesmgmt.core.domain.approvals.decide import approve, note_finding, reject, send_back, take_back
from salesmgmt.core.domain.approvals.describe import Approval, Step, approval_of, approved_models, register
from salesmgmt.core.domain.approvals.involve import (
    add_signer,
    ask_first,
    comment,
    copy_to,
    mark_copy_read,
    may_be_shown,
    remind,
    transfer,
)
from salesmgmt.core.domain.approvals.read import (
    can_decide,
    can_rescue,
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
from salesmgmt.core.domain.approvals.stuck import can_move_on, move_on, stuck_steps_for
from salesmgmt.core.domain.approvals.submit import cancel, submit, submit_of, withdraw

__all__ = [
    "Approval",
    "Step",
    "add_signer",
    "approval_of",
    "approved_models",
    "approve",
    "ask_first",
    "can_decide",
    "can_move_on",
    "can_rescue",
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
    "may_be_shown",
    "move_on",
    "note_finding",
    "open_steps_of",
    "pending_for",
    "register",
    "reject",
    "require_pending",
    "remind",
    "rounds_of",
    "send_back",
    "started_by",
    "step_of",
    "stuck_steps_for",
    "submit",
    "submit_of",
    "take_back",
    "transfer",
    "why_not_decide",
    "why_waiting",
    "withdraw",
]
