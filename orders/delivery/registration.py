"""What plan releases, production, inspection and delivery register with core."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.delivery.clock import alert_missing_formalities
from orders.delivery.customer_facts import acceptances, order_numbers
from orders.delivery.models import DeliveryNote
from orders.delivery.permissions import can_record_receipt, can_record_signature
from orders.inspection.models import Inspection
from orders.plan.approval import PLAN_RELEASE
from orders.plan.clock import alert_missing_forms
from orders.plan.models import PlanRelease
from orders.production.models import Production
from orders.production.run import production_started
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.evidence import in_every_language, register_evidence
from salesmgmt.core.permissions import Role, may_at_all


def reads(key, user):
    return may_at_all(user, key, "R")


def _tab(kind, model, name, label, url_name, field):
    def count(obj, user):
        return model.objects.visible_to(user).filter(**{field: obj})

    registry.register_tab(
        kind, registry.Tab(name, label, url_name, count, lambda user, obj: reads(model.KIND, user), order=40)
    )


def papers_of_delivery(note):
    """What makes a delivery signed and billable comes with the act that records it (DLV-03, DLV-06)."""
    signed, receipt = _("Signed delivery note"), _("Customer's receipt document")
    return {
        **dict.fromkeys(in_every_language(signed), can_record_signature),
        **dict.fromkeys(in_every_language(receipt), can_record_receipt),
    }


def register_fulfilment():
    """Called once from OrdersConfig.ready()."""
    approvals.register(PLAN_RELEASE)
    register_evidence(DeliveryNote, reserved=papers_of_delivery)
    registry.register_periodic(
        "plan-backfill", _("Oral notices without a plan form"), "0 * * * *",
        alert_missing_forms, rules="PRD-02",
    )  # fmt: skip
    registry.register_periodic(
        "delivery-formalities", _("Delivery formalities not done in time"), "0 * * * *",
        alert_missing_formalities, rules="DLV-05",
    )  # fmt: skip
    registry.register_fact("contract", "production_started", production_started)
    registry.register_fact("customer", "acceptances", acceptances)
    registry.register_fact("customer", "order_numbers", order_numbers)
    documents = (
        (
            PlanRelease,
            "PLN",
            _("Plan release form"),
            _("Plan release forms"),
            "clipboard-list",
            "plan-release-list",
            30,
        ),
        (Production, "PRD", _("Production"), _("Productions"), "tools", "production-list", 40),
        (Inspection, "INS", _("Inspection"), _("Inspections"), "microscope", "inspection-list", 50),
        (DeliveryNote, "DLV", _("Delivery note"), _("Delivery notes"), "truck-delivery", "delivery-list", 60),
    )
    for model, prefix, label, plural, icon, url_name, order in documents:
        registry.register_document(model, prefix, label, plural, icon, url_name)
        registry.register_menu("orders", plural, url_name, icon, can=partial(reads, model.KIND), order=order)
    _tab("order", PlanRelease, "plans", _("Plans"), "order-plans", "order")
    _tab("order", Production, "productions", _("Production"), "order-productions", "order")
    _tab("order", DeliveryNote, "deliveries", _("Deliveries"), "order-deliveries", "order")
    _tab("customer", DeliveryNote, "deliveries", _("Deliveries"), "customer-deliveries", "customer")
    _tab("contract", DeliveryNote, "deliveries", _("Deliveries"), "contract-deliveries", "order__contract")
    _register_cards()


def _register_cards():
    registry.register_home_card(
        "productions-to-start", _("Productions to start"), lambda user: user.has_role(Role.PROD),
        lambda user: Production.objects.visible_to(user).filter(status="planned"),
        "production-list?status=planned", icon="tools", tone="info",
    )  # fmt: skip
    registry.register_home_card(
        "productions-late", _("Productions late"), lambda user: user.has_role(Role.PROD, Role.REP, Role.MGR),
        lambda user: Production.objects.visible_to(user).filter(
            status__in=["planned", "in_production", "rework"], planned_date__lt=timezone.localdate()),
        "production-list?late=true", icon="clock-exclamation", tone="bad",
    )  # fmt: skip
    registry.register_home_card(
        "inspections-pending", _("To be inspected"), lambda user: user.has_role(Role.QA),
        lambda user: Inspection.objects.visible_to(user).filter(status="pending"),
        "inspection-list?status=pending", icon="microscope", tone="warn",
    )  # fmt: skip
    registry.register_home_card(
        "stock-issues", _("Goods to let go"), lambda user: user.has_role(Role.WH),
        lambda user: DeliveryNote.objects.visible_to(user).filter(status="issued"),
        "delivery-list?status=issued", icon="building-warehouse", tone="warn",
    )  # fmt: skip
    registry.register_home_card(
        "shipments", _("To ship"), lambda user: user.has_role(Role.LOG),
        lambda user: DeliveryNote.objects.visible_to(user).filter(status__in=["outbound", "in_transit"]),
        "delivery-list?status=outbound&status=in_transit", icon="truck", tone="info",
    )  # fmt: skip
    registry.register_home_card(
        "formalities-open", _("Formalities open"), lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR),
        lambda user: DeliveryNote.objects.visible_to(user).filter(
            delivered_at__isnull=False, formalities_done_at__isnull=True),
        "delivery-list?formalities_open=true", icon="clipboard-check", tone="warn",
    )  # fmt: skip
    registry.register_home_card(
        "receipts-missing", _("Receipts missing"), lambda user: user.has_role(Role.REP, Role.FIN, Role.MGR),
        lambda user: DeliveryNote.objects.visible_to(user).receipt_missing(),
        "delivery-list?receipt_missing=true", icon="receipt-off", tone="warn",
    )  # fmt: skip
