"""What risks tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from orders.invoice.models import Invoice
from orders.order.models import Order
from performance.risk.assessing import RESPONSE, REVIEW
from performance.risk.clock import open_reviews
from performance.risk.forms import UNALTERABLE, CustomerRiskForm, ProposalForm
from performance.risk.models import RiskReport
from performance.risk.permissions import can_mark_as_risk, can_report_risk_at, can_report_risk_of, reads_risks
from performance.risk.reporting import report_customer_risk, report_market_risk, reporting_of
from performance.risk.states import RiskCategory, RiskStatus
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.web.detail import Action


def register():
    registry.register_document(
        RiskReport, "RSK", _("Risk report"), _("Risk reports"), "shield-exclamation", "risk-list"
    )
    registry.register_menu("performance", _("Risk reports"), "risk-list", "shield-exclamation", reads_risks, 40)
    registry.register_fact("customer", "risk_report", open_credit_risk)
    _actions()
    _clock()
    _cards()


def open_credit_risk(customer):
    """The last report of the customer's credit risk that is not closed; None without one (REC-04)."""
    found = RiskReport.objects.filter(customer=customer, category=RiskReport.Category.CREDIT).open()
    return found.order_by("-pk").first()


def _actions():
    registry.register_action("customer", _button(can_report_risk_of, report_customer_risk, RiskCategory.CREDIT))
    for model, kind, category in (
        (Contract, "contract", RiskCategory.CONTRACT),
        (Order, "order", RiskCategory.QUALITY),
        (Invoice, "invoice", RiskCategory.CREDIT),
    ):
        registry.register_action(kind, _button(can_report_risk_at, reporting_of(model, kind), category))
    registry.register_action(
        "intelligence",
        Action(
            "risk",
            _("Mark as risk"),
            can_mark_as_risk,
            report_market_risk,
            form=ProposalForm,
            icon="shield-exclamation",
            goto=lambda made, item: made.get_absolute_url(),
        ),
    )
    registry.register_tab(
        "customer",
        registry.Tab(
            "risks",
            _("Risks"),
            "customer-risks",
            count=lambda customer, user: RiskReport.objects.visible_to(user).filter(customer=customer),
            can=lambda user, customer: reads_risks(user),
            icon="shield-exclamation",
            order=95,
        ),
    )


def _button(can, run, category):
    """Two taps from a customer, a contract, an order or a receivable to a report (RSK-01)."""
    return Action(
        "risk",
        _("Report a risk"),
        can,
        run,
        form=CustomerRiskForm,
        initial=lambda user, document: {"category": category},
        help_text=UNALTERABLE,
        icon="shield-exclamation",
        goto=lambda made, document: made.get_absolute_url(),
        beside_round=True,
    )


def _clock():
    registry.register_task_kind(
        REVIEW,
        _("Risk to be assessed again"),
        "scale",
        by_hand=False,
        how=_("Assess the risk: the to-do closes itself."),
    )
    registry.register_task_kind(RESPONSE, _("Risk to be dealt with"), "shield-check")
    registry.register_periodic(
        "risk-review", _("Risks to be assessed again"), "15 6 * * *", open_reviews, rules="RSK-02", in_batches=True
    )


def _cards():
    assesses = has(Role.MGR, Role.DIR)
    registry.register_home_card(
        "risks-reported",
        _("Risks to be assessed"),
        assesses,
        lambda user: RiskReport.objects.visible_to(user).filter(status=RiskStatus.REPORTED),
        f"risk-list?status={RiskStatus.REPORTED}",
        icon="shield-exclamation",
        tone="warn",
        order=49,
    )
    registry.register_home_card(
        "risks-due",
        _("Risks not assessed again in time"),
        assesses,
        lambda user: RiskReport.objects.visible_to(user).due_again(today()),
        "risk-list?due=true",
        icon="shield-exclamation",
        tone="bad",
        order=50,
    )
