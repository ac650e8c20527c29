"""What check points and readings tell core: their pages, a button and a card on inspections, a card on deliveries."""

from django.db.models import Q
from django.utils.translation import pgettext_lazy

from contracts.annex.models import ContractAnnex
from contracts.contract.models import Contract
from orders.inspection.models import Inspection
from orders.inspection_report.forms import READINGS, ReadingForm
from orders.inspection_report.measuring import points_of, problems_of, record_readings
from orders.inspection_report.models import CheckPoint
from orders.inspection_report.permissions import can_measure, reads_points
from orders.inspection_report.reporting import inspections_behind
from pricing.product.models import Product
from salesmgmt.core import registry
from salesmgmt.core.read_once import read_once
from salesmgmt.core.web.detail import Action


def _points(inspection):
    return read_once(inspection, "_check_points", lambda: points_of(inspection))


def can_enter(user, inspection):
    return bool(can_measure(user, inspection)) and bool(_points(inspection))


def standards_shown(user):
    """The outgoing standards a check point may be asked by: of contracts he reads, or whose goods he inspects."""
    inspected = Inspection.objects.visible_to(user).order_by().values("order__contract")
    mine = Contract.objects.visible_to(user).order_by().values("pk")
    rows = ContractAnnex.objects.filter(Q(contract__in=mine) | Q(contract__in=inspected))
    filed = rows.filter(kind=ContractAnnex.Kind.INSPECTION_STANDARD, attachment__removed_at__isnull=True)
    return filed.select_related("contract__customer").order_by("-pk") if reads_points(user) else filed.none()


def readings_of(inspection, user):
    """The card on an inspection: what was found, and what is still empty."""
    rows = list(inspection.readings.select_related("point", "recorded_by"))
    is_open = inspection.status == inspection.Status.PENDING
    read = {row.point_id for row in rows}
    missing = [point for point in _points(inspection) if point.pk not in read] if is_open else []
    return {"rows": rows, "missing": missing, "inspection": inspection} if rows or missing else None


def reports_of(note, user):
    """The card on a delivery note: the inspections behind its goods, and the paper that travels with them."""
    found = inspections_behind(note)
    return {"rows": found, "note": note} if found else None


def register():
    registry.register_document(
        CheckPoint,
        "CPT",
        pgettext_lazy("check point", "Check point"),
        pgettext_lazy("check point", "Check points"),
        "ruler-measure",
        "check-point-list",
        search=False,
    )
    registry.register_menu(
        "orders",
        pgettext_lazy("check point", "Check points"),
        "check-point-list",
        "ruler-measure",
        can=reads_points,
        order=53,
    )
    registry.register_lookup(
        "checked-product",
        lambda user: Product.objects.on_sale().order_by("code") if reads_points(user) else Product.objects.none(),
        label=lambda product: f"{product.code} {product.name}",
        note=lambda product: product.spec,
    )
    registry.register_lookup(
        "outgoing-standard",
        standards_shown,
        label=lambda annex: f"{annex.contract} {annex.title}",
        search_fields=("contract__number", "title", "contract__customer__name"),
        note=lambda annex: annex.contract.customer.name,
    )
    registry.register_fact("inspection", "measuring_problems", problems_of)
    registry.register_action(
        "inspection",
        Action(
            "measure",
            READINGS,
            can_enter,
            record_readings,
            form=ReadingForm,
            icon="ruler-measure",
            style="success",
            order=5,
        ),
    )
    registry.register_section(
        "inspection", registry.Section("readings", "orders/inspection_report/_readings.html", readings_of, order=10)
    )
    registry.register_section(
        "delivery", registry.Section("reports", "orders/inspection_report/_reports.html", reports_of, order=60)
    )
