"""Reading a Word file that came back: clause by clause, compared with our text, tracked changes named, nothing written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy, gettext_noop

from contracts.clause.comparison import marked
from contracts.contract.models import Contract
from contracts.contract.permissions import owns_contract
from contracts.contract.states import ContractStatus
from contracts.contract.terms import key_of, text_of
from contracts.template.models import CLAUSES
from contracts.word_file.models import ReturnedFile
from salesmgmt.core import audit
from salesmgmt.core.domain import attachments
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because
from salesmgmt.core.state import lock, require
from salesmgmt.core.words import label_of

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


READER = Path(__file__).with_name("docx_reader.py")
# Technical limits of the reading process: a contract of two hundred pages needs a tenth of them.
MEMORY, CPU_SECONDS, WALL_SECONDS = 512 * 1024 * 1024, 20, 60
WORDS = {
    "damaged": gettext_lazy("%(name)s cannot be read: it is damaged or no Word file."),
    "no_word": gettext_lazy("%(name)s is no Word file (.docx)."),
    "large": gettext_lazy("%(name)s is too large to be read."),
    "no_ids": gettext_lazy("%(name)s has none of our clauses: only a file made here can be compared clause by clause."),
}
KIND = gettext_noop("Returned by the customer")


@because(
    gettext_lazy("A file that came back is read by the sales representative in charge of the contract, or by legal.")
)
def can_read_returned(user: User, contract: Contract) -> bool:
    return contract.status != ContractStatus.DISCARDED and (owns_contract(user, contract) or user.has_role(Role.LEG))


@transaction.atomic
def read_returned(pk: int, user: User, *, file: Any) -> ReturnedFile:
    """Keep the file as it came and what was read of it; the contract stays as it is (CON-18)."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_read_returned(user, contract))
    row = ReturnedFile.objects.create(
        contract=contract, version=contract.version, revision=contract.revision, read_by=user
    )
    row.attachment = attachments.add(row, file, user, kind=KIND)
    found = read_file(attachments.stored_file(row.attachment), file.name)
    clauses = {name: found["clauses"][name] for name in CLAUSES if name in found["clauses"]}
    if not clauses:
        raise BusinessError(WORDS["no_ids"] % {"name": file.name})
    row.clauses, row.comments, row.key = clauses, found["comments"], found["key"][:120]
    row.ours = {name: getattr(contract, name) for name in CLAUSES}
    row.is_of_this_text = found["key"] == key_of(contract, text_of(contract))
    row.save()
    audit.record(contract, user, gettext_noop("Returned file read"), comment=file.name)
    return row


def read_file(path: Path, name: str) -> dict:
    """What the reading process says of a file; BusinessError in words where it cannot be read."""
    command = [sys.executable, "-I", str(READER), str(path), str(MEMORY), str(CPU_SECONDS)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False)
        answer = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    if "done" in answer:
        return answer["done"]
    raise BusinessError(WORDS[answer.get("refused", "damaged")] % {"name": name})


def rows_of(returned: ReturnedFile) -> list[dict]:
    """Every clause with its state (same, changed, missing), the comparison and the tracked changes in it (CON-18)."""
    labels = {name: label_of(Contract, name) for name in CLAUSES}
    rows = []
    for name, label in labels.items():
        ours, theirs = returned.ours.get(name, ""), returned.clauses.get(name)
        if theirs is None:
            state = "missing" if ours.strip() else "same"
        else:
            state = "same" if theirs["text"].strip() == ours.strip() else "changed"
        rows.append(
            {
                "label": label,
                "state": state,
                "segments": marked(ours, theirs["text"]) if state == "changed" else None,
                "changes": theirs["changes"] if theirs else [],
                # Differs without a mark: changed behind the back of the change tracking.
                "silent": state == "changed" and not theirs["changes"],
            }
        )
    return rows
