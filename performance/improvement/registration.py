"""What improvement proposals tell core about themselves."""

from django.apps import apps
from django.utils.translation import pgettext_lazy

from performance.improvement.forms import FromReportForm
from performance.improvement.models import ImprovementProposal
from performance.improvement.permissions import can_propose, reads_improvements
from performance.improvement.proposing import propose_from_report
from performance.improvement.states import RESULTS, ImprovementStatus
from performance.sales_report.models import SalesReport
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        ImprovementProposal,
        "IMP",
        pgettext_lazy("improvement", "Improvement proposal"),
        pgettext_lazy("improvement", "Improvement proposals"),
        "bulb",
        "improvement-list",
    )
    registry.register_menu(
        "performance",
        pgettext_lazy("improvement", "Improvement proposals"),
        "improvement-list",
        "bulb",
        reads_improvements,
        7,
    )
    register_tones(info=[ImprovementStatus.PROPOSED])
    registry.register_action(
        "sales_report",
        Action(
            "improve",
            pgettext_lazy("improvement", "Propose an improvement"),
            can_propose,
            propose_from_report,
            form=FromReportForm,
            icon="bulb",
            goto=lambda made, report: made.get_absolute_url(),
        ),
    )
    registry.register_home_card(
        "improvements-proposed",
        pgettext_lazy("improvement", "Improvements to be decided"),
        has(Role.MGR, Role.DIR),
        lambda user: ImprovementProposal.objects.visible_to(user).filter(status=ImprovementStatus.PROPOSED),
        f"improvement-list?status={ImprovementStatus.PROPOSED}",
        icon="bulb",
        tone="info",
        order=56,
    )
    _lookups()


def _lookups():
    """The report a proposal comes from, and the documents that may carry it out, as far as each person sees them."""
    registry.register_lookup(
        "sales-report",
        lambda user: SalesReport.objects.visible_to(user).select_related("unit"),
        label=str,
        search_fields=("number", "unit__name"),
    )
    for model in apps.get_models():
        kind = getattr(model, "KIND", "")
        if kind in RESULTS and registry.lookup(kind) is None:
            registry.register_lookup(
                kind,
                lambda user, model=model: model.objects.visible_to(user).order_by("-pk"),
                label=str,
                search_fields=("number",),
            )
