"""F-35, its second half: the evaluation of a campaign (活动评估)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.campaign.running import leads_of, plan_line, with_counts
from customers.campaign.tasks import by_stage
from salesmgmt.core import registry
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.campaign.models import Campaign

TEMPLATE = "customers/campaign/paper.html"


@pdf.in_chinese
def evaluation_pdf(campaign: Campaign) -> bytes:
    """Participants, sales, leads, feedback and lessons, beside plan and cost (MKT-05)."""
    return pdf.render(TEMPLATE, paper_context(campaign))


def paper_context(campaign: Campaign) -> dict:
    return {
        "campaign": campaign,
        "number": campaign.number,
        "date": campaign.ends_on,
        "draft": False,
        "line": plan_line(campaign),
        "cost": registry.fact("campaign", "cost", campaign, default=None),
        "counts": with_counts(type(campaign).objects.filter(pk=campaign.pk)).get(),
        "leads": leads_of(campaign).count(),
        "stages": by_stage(campaign),
        "signatures": [("负责人", campaign.responsible_person, None), ("审核人", None, None)],
    }
