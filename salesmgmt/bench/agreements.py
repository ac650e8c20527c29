"""Prices and contracts beside the quotes and the contracts themselves: what the lists of their rooms show."""

from contracts.amendment.models import AmendmentLine, ContractAmendment
from contracts.clause.models import LibraryClause
from contracts.filing.models import ContractFiling
from contracts.monitoring.models import Deviation, Monitoring
from contracts.payment_plan.models import Instalment, PaymentPlan
from contracts.termination.models import ContractTermination
from pricing.adjustment.models import AdjustmentLine, PriceAdjustment
from pricing.announcement.models import PriceNotice
from pricing.competitor.models import CompetitorPrice
from pricing.inquiry.models import Inquiry, InquiryLine
from pricing.material.models import MaterialPriceIndex, MaterialReading, PriceReview
from salesmgmt.bench.rows import insert, one, set_sequences
from salesmgmt.core.models import User

ADJUSTMENTS, ITEMS = 200, 20
CLAUSES, INDICES, READINGS = 400, 40, 24
# Of so many contracts one is amended, ended, planned or found to deviate.
AMENDED, ENDED, PLANNED, DEVIATING = 10, 50, 4, 10
PRODUCT = "(SELECT min(id) - 1 FROM pricing_product)"
SIGNED = "c.status IN ('active', 'completed')"


def prices(customers, products):
    """Adjustments with their items, a customer to be told for every third one, competitors, materials and reviews."""
    manager = str(User.objects.get(username="bench-mgr-1").pk)
    insert(
        PriceAdjustment,
        f"generate_series(1, {ADJUSTMENTS}) g",
        id="g",
        number="'TJ-2026-' || lpad(g::text, 5, '0')",
        created_by_id=manager,
        title="'季度调价 ' || g",
        reason="'原材料上涨'",
        extent="'percent'",
        extent_value="3",
        scope="'products'",
        expected_impact="'毛利恢复'",
        effective_on="current_date - g",
        item_count=str(ITEMS),
        status="(ARRAY['draft','submitted','rejected','closed','closed','closed'])[1 + pg_temp.r(g, 31, 6)]",
    )
    insert(
        AdjustmentLine,
        f"generate_series(1, {ADJUSTMENTS}) g CROSS JOIN generate_series(1, {min(ITEMS, products)}) p",
        adjustment_id="g",
        product_id=f"{PRODUCT} + 1 + mod(g + p, {products})",
        old_price="100",
        new_price="103",
        move_percent="3",
    )
    told = "mod(c.id, 2) = 0"
    insert(
        PriceNotice,
        "customers_customer c WHERE mod(c.id, 3) = 0",
        adjustment_id=f"1 + mod(c.id, {ADJUSTMENTS})",
        customer_id="c.id",
        status=f"CASE WHEN {told} THEN 'explained' ELSE 'pending' END",
        talk=f"CASE WHEN {told} THEN '原材料上涨，我司消化一半' ELSE '' END",
        told_at=f"CASE WHEN {told} THEN now() END",
        told_by_id=f"CASE WHEN {told} THEN c.owner_id END",
    )
    insert(
        CompetitorPrice,
        f"generate_series(1, {products}) p CROSS JOIN generate_series(1, 5) k CROSS JOIN generate_series(1, 8) q",
        product_id=f"{PRODUCT} + p",
        competitor="'同行 ' || k",
        price="90 + k",
        seen_on="current_date - 90 * q",
        source="'客户采购部比价单'",
        created_by_id=manager,
    )
    _materials(manager, products)
    set_sequences(PriceAdjustment)


def _materials(manager, products):
    insert(
        MaterialPriceIndex,
        f"generate_series(1, {INDICES}) g",
        id="g",
        name="'材料 ' || g",
        unit="'元/吨'",
        source="'上海有色网'",
        created_by_id=manager,
    )
    insert(
        MaterialReading,
        f"generate_series(1, {INDICES}) g CROSS JOIN generate_series(1, {READINGS}) k",
        index_id="g",
        day="current_date - 30 * k",
        value="3000 + g * 10 + k",
        created_by_id=manager,
    )
    insert(
        PriceReview,
        f"generate_series(1, {products}) p",
        index_id=f"1 + mod(p, {INDICES})",
        product_id=f"{PRODUCT} + p",
        from_value="3000",
        from_day="current_date - 90",
        to_value="3300",
        to_day="current_date - 10",
        moved_percent="10",
        status="'open'",
    )
    set_sequences(MaterialPriceIndex)


def inquiries(count, customers):
    """Inquiries with one item each; most are answered, the newest wait."""
    answered = f"g <= {count} - {max(count // 10, 1)}"
    insert(
        Inquiry,
        f"(SELECT g, 1 + pg_temp.r(g, 33, {customers}) AS customer_id FROM generate_series(1, {count}) g) n "
        "JOIN customers_customer c ON c.id = n.customer_id",
        id="n.g",
        number="'XJ-2026-' || lpad(n.g::text, 7, '0')",
        created_by_id="c.owner_id",
        customer_id="c.id",
        title="'制动件询价 ' || n.g",
        received_at="now() - interval '1 hour' * n.g",
        question="'规格、价格、交期'",
        answer_due_at="now() - interval '1 hour' * n.g + interval '1 day'",
        status=f"CASE WHEN {answered} THEN 'answered' ELSE 'open' END",
        answered_at=f"CASE WHEN {answered} THEN now() END",
        answer=f"CASE WHEN {answered} THEN '已报价' ELSE '' END",
    )
    insert(
        InquiryLine,
        "pricing_inquiry i",
        inquiry_id="i.id",
        product_id=f"{PRODUCT} + 1",
        quantity="100",
    )
    set_sequences(Inquiry)


def contracts():
    """Amendments, terminations, filings, payment plans, monitorings and deviations of the contracts, and the clauses."""
    legal = str(one("SELECT id FROM core_user WHERE username = 'bench-fin-1'"))
    signed = f"contracts_contract c WHERE {SIGNED}"
    insert(
        ContractAmendment,
        f"{signed} AND mod(c.id, {AMENDED}) = 0",
        id="c.id",
        number="'AMD-2026-' || lpad(c.id::text, 7, '0')",
        created_by_id="c.created_by_id",
        contract_id="c.id",
        customer_id="c.customer_id",
        status="(ARRAY['draft','re_review','gm_approval','rejected','not_eligible'])[1 + pg_temp.r(c.id, 35, 5)]",
        change_types="ARRAY['price']",
        reason="'客户改型'",
        start_date="c.start_date",
        end_date="c.end_date",
        amount="c.amount",
    )
    insert(
        AmendmentLine,
        "contracts_contractamendment a",
        amendment_id="a.id",
        position="1",
        product_id=f"{PRODUCT} + 1",
        quantity="10",
        price="110",
        tax_rate="13",
        amount="1100",
    )
    insert(
        ContractTermination,
        f"{signed} AND mod(c.id, {ENDED}) = 0",
        id="c.id",
        number="'TER-2026-' || lpad(c.id::text, 7, '0')",
        created_by_id="c.created_by_id",
        contract_id="c.id",
        customer_id="c.customer_id",
        status="(ARRAY['proposed','awaiting_agreement','withdrawn'])[1 + pg_temp.r(c.id, 37, 3)]",
        reason="'客户停产'",
    )
    insert(
        ContractFiling,
        signed,
        contract_id="c.id",
        customer_id="c.customer_id",
        received_by_id=legal,
        received_on="c.start_date + 2",
        shelf="'A-' || mod(c.id, 200)",
    )
    insert(PaymentPlan, f"{signed} AND mod(c.id, {PLANNED}) = 0", id="c.id", contract_id="c.id", days="30", version="1")
    insert(
        Instalment,
        "contracts_paymentplan p CROSS JOIN generate_series(1, 2) k",
        plan_id="p.id",
        position="k",
        part="CASE k WHEN 1 THEN 'advance' ELSE 'shipment' END",
        percent="50",
        event="CASE k WHEN 1 THEN 'signature' ELSE 'delivery' END",
        days="30",
    )
    _performance(signed)
    _clauses(legal)
    set_sequences(ContractAmendment, ContractTermination, PaymentPlan)


def _performance(signed):
    insert(
        Monitoring,
        f"{signed} AND mod(c.id, {PLANNED}) = 0",
        contract_id="c.id",
        on="current_date - 30",
        by_id="c.created_by_id",
        finding="'按月供货，进度正常'",
    )
    closed = "mod(c.id, 3) = 0"
    insert(
        Deviation,
        f"{signed} AND mod(c.id, {DEVIATING}) = 0",
        contract_id="c.id",
        customer_id="c.customer_id",
        found_on="current_date - 40",
        clause="'delivery'",
        text="'晚交四天'",
        cause="'模具检修'",
        corrective_action="'夜班补产'",
        result="'已补交'",
        due_on="current_date - 10",
        closed_on=f"CASE WHEN {closed} THEN current_date - 5 END",
        status=f"CASE WHEN {closed} THEN 'closed' ELSE 'correcting' END",
        created_by_id="c.created_by_id",
    )


def _clauses(author):
    insert(
        LibraryClause,
        f"generate_series(1, {CLAUSES}) g",
        id="g",
        number="'CLS-2026-' || lpad(g::text, 5, '0')",
        created_by_id=author,
        field="(ARRAY['payment_terms','breach_terms','packing_terms','guarantee_terms'])[1 + mod(g, 4)]",
        name="'条款 ' || g",
        text="'逾期付款的，每逾期一日按未付金额的万分之五支付违约金。'",
        status="'approved'",
        approved_on="current_date - 30",
    )
    set_sequences(LibraryClause)
