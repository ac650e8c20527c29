"""The paper of a policy: cover, wording, three signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.policy_document.models import PolicyDocument

TEMPLATE = "performance/policy_document/paper.html"


@pdf.in_chinese
def policy_pdf(policy: PolicyDocument) -> bytes:
    """Number, version, the day it takes effect, prepared, audited and approved by whom and when (DOC-01)."""
    return pdf.render(
        TEMPLATE,
        {
            "policy": policy,
            "number": f"{policy.code} {policy.version}",
            "date": policy.effective_on,
            "draft": not policy.published_at,
            "signatures": [
                ("编制", policy.created_by, policy.created_at),
                ("审核", policy.audited_by, policy.audited_at),
                ("批准", policy.approved_by, policy.approved_at),
            ],
        },
    )
