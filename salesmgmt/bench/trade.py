"""What was offered, agreed, ordered and delivered, with the approvals."""

from django.contrib.contenttypes.models import ContentType

from contracts.contract.models import Contract, ContractLine
from contracts.template.models import ContractTemplate
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.handover.models import ReceiptDocument
from orders.order.models import Order, OrderLine
from pricing.quote.models import Quote, QuoteLine
from salesmgmt.bench.rows import execute, insert, one, set_sequences
from salesmgmt.core.models import ApprovalRound, ApprovalStep, Attachment, AuditEntry, User

PENDING = 2000  # steps that wait, whatever the size
# A document's customer: most have a few, one customer has a thousand.
CUSTOMER_OF = "CASE WHEN mod(g, {busy}) = 0 THEN 1 ELSE 1 + pg_temp.r(g, {salt}, {customers}) END"
TAILS = "ARRAY(SELECT substr(lower(replace(n.number, '-', '')), k) FROM generate_series(1, 16) k)"


def _numbered(prefix, count, salt, customers):
    """Rows ``n``: g, number, customer_id, owner_id, search, sort_key."""
    customer = CUSTOMER_OF.format(busy=max(count // 1000, 2), salt=salt, customers=customers)
    inner = f"SELECT g, '{prefix}-' || (2024 + mod(g, 3)) || '-' || lpad(g::text, 7, '0') AS number, {customer} AS customer_id"
    inner += f" FROM generate_series(1, {count}) g"
    return f"({inner}) n JOIN customers_customer c ON c.id = n.customer_id"


SEARCH = {"search": f"c.search || array_to_tsvector(array_remove({TAILS}, ''))", "sort_key": "c.sort_key"}
DAY = "current_date - 1 - pg_temp.r(g, 11, 720)"
ORDERED = "current_date - 1 - pg_temp.r(g, 11, 1826)"  # five years of orders
# Promised from the first of this month on, over thirty months: at the whole size ten thousand lines a month are to come.
PROMISED = "date_trunc('month', current_date)::date + pg_temp.r(g * 2 + p, 17, 900)"


def quotes(count, customers, products):
    """Quotes with two lines each; the newest PENDING wait for their manager."""
    pending = min(PENDING, count // 5)
    status = f"CASE WHEN g > {count - pending} THEN 'submitted' ELSE (ARRAY['draft','approved','sent','accepted','converted','declined','expired','rejected'])[1 + pg_temp.r(g, 3, 8)] END"
    insert(
        Quote,
        _numbered("QUO", count, 21, customers),
        id="n.g",
        number="n.number",
        family="n.number",
        created_by_id="c.owner_id",
        customer_id="c.id",
        title="'制动配件报价 ' || n.g",
        quote_date=DAY,
        valid_until=f"{DAY} + 30",
        status=status,
        payment_terms="'月结30天'",
        payment_term_days="30",
        amount="2260",
        net_amount="2000",
        tax_amount="260",
        **SEARCH,
    )
    _lines(QuoteLine, "quote_id", count, products, price_status="'list'", list_price="100")
    set_sequences(Quote)
    _rounds(Quote, "quote")


def _lines(model, parent, count, products, **more):
    """Two lines of ten sets at 113 yuan, tax included, for every document."""
    insert(
        model,
        f"generate_series(1, {count}) g CROSS JOIN generate_series(1, 2) p",
        **{parent: "g"},
        position="p",
        product_id=f"1 + pg_temp.r(g * 2 + p, 5, {products}) + (SELECT min(id) - 1 FROM pricing_product)",
        spec="'Φ25'",
        unit="'套'",
        quantity="10",
        price="113",
        tax_rate="13",
        amount="1130",
        **more,
    )


# What became of the approval of a quote in this state; a draft was asked for once and came back.
ROUND = """CASE q.status WHEN 'submitted' THEN 'open' WHEN 'rejected' THEN 'rejected'
           WHEN 'draft' THEN (ARRAY['returned', 'withdrawn', 'cancelled'])[1 + mod(q.id, 3)] ELSE 'approved' END"""
STEP = """CASE d.status WHEN 'open' THEN 'pending' WHEN 'withdrawn' THEN 'cancelled' ELSE d.status END"""
DECIDED = "d.status IN ('approved', 'rejected', 'returned')"


def _rounds(model, kind):
    """One round for every document, in every state; every other one is the supervisor's to decide, else the manager's."""
    content_type, table = ContentType.objects.get_for_model(model).pk, model._meta.db_table
    insert(
        ApprovalRound,
        f"{table} q JOIN customers_customer c ON c.id = q.customer_id",
        content_type_id=str(content_type),
        object_id="q.id",
        kind=f"'{kind}'",
        document_number="q.number",
        title="c.name",
        status=ROUND,
        applicant_id="c.owner_id",
        closed_at="CASE WHEN q.status <> 'submitted' THEN now() - interval '1 day' END",
    )
    bosses = "core_user rep ON rep.id = d.applicant_id JOIN core_user boss ON boss.id = rep.superior_id"
    rounds = f"core_approvalround d JOIN {bosses} WHERE d.kind = '{kind}'"
    asked = "CASE WHEN mod(d.id, 2) = 0 THEN boss.superior_id ELSE boss.id END"
    step = {"round_id": "d.id", "role": "'mgr'", "label": "'销售经理'", "stage": "'submitted'"}
    step["opened_at"] = "now() - interval '2 days'"
    insert(
        ApprovalStep,
        rounds,
        **step,
        **{"order": "1"},
        assignee_id=asked,
        status=STEP,
        decided_by_id=f"CASE WHEN {DECIDED} THEN {asked} END",
        decided_at=f"CASE WHEN {DECIDED} THEN now() - interval '1 day' END",
    )
    insert(
        ApprovalStep,
        f"{rounds} AND mod(d.id, 10) = 0",
        **step,
        **{"order": "1"},
        assignee_id="boss.id",
        status="'transferred'",
        is_live="false",
    )
    step |= {"role": "'dir'", "label": "'销售总监'", "opened_at": "NULL"}
    director = str(User.objects.get(username="bench-dir").pk)
    insert(
        ApprovalStep,
        f"{rounds} AND d.status = 'open' AND mod(d.id, 4) = 0",
        **step,
        **{"order": "2"},
        assignee_id=director,
        status="'waiting'",
    )


def contracts(count, customers, products):
    """Contracts of which most are in performance; their signed scan is one file for all."""
    finance = User.objects.get(username="bench-fin-1")
    scan = Attachment.objects.create(
        content_type=ContentType.objects.get_for_model(Contract),
        object_id=1,
        original_name="scan.pdf",
        stored_name="bench-scan",
        mime="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_by=finance,
    )
    template = ContractTemplate.objects.latest("pk").pk
    signed = "pg_temp.r(g, 4, 10) > 1"
    day = f"CASE WHEN {signed} THEN {DAY} END"
    insert(
        Contract,
        _numbered("CON", count, 22, customers),
        id="n.g",
        number="n.number",
        created_by_id="c.owner_id",
        customer_id="c.id",
        template_id=str(template),
        title="'年度供货合同 ' || n.g",
        status=f"CASE WHEN {signed} THEN (ARRAY['active','active','active','completed'])[1 + pg_temp.r(g, 6, 4)] ELSE 'draft' END",
        amount="2260",
        start_date=DAY,
        end_date=f"{DAY} + 365",
        payment_term_days="30",
        approved_on=day,
        our_signed_on=day,
        customer_signed_on=day,
        our_seal=signed,
        customer_seal=signed,
        activated_on=day,
        signed_scan_id=f"CASE WHEN {signed} THEN {scan.pk} END",
        **SEARCH,
    )
    _lines(ContractLine, "contract_id", count, products)
    set_sequences(Contract)


def orders(count, customers, products):
    """Orders with two lines, in every state of the road; an audit row for each."""
    state = "(ARRAY['confirmed','planned','in_production','ready','delivered','accepted','accepted','closed','closed','draft'])[1 + pg_temp.r(g, 8, 10)]"
    confirmed = f"{state} <> 'draft'"
    insert(
        Order,
        _numbered("ORD", count, 23, customers),
        id="n.g",
        number="n.number",
        created_by_id="c.owner_id",
        customer_id="c.id",
        kind="'sporadic'",
        order_date=ORDERED,
        delivery_place="'客户仓库'",
        amount="2260",
        status=state,
        confirmed_at=f"CASE WHEN {confirmed} THEN {ORDERED} + interval '9 hours' END",
        confirmed_by_id=f"CASE WHEN {confirmed} THEN (SELECT id FROM core_user WHERE username = 'bench-mgr-1') END",
        **SEARCH,
    )
    _lines(
        OrderLine,
        "order_id",
        count,
        products,
        customer_id="(SELECT customer_id FROM orders_order WHERE id = g)",
        due_date="current_date + 20",
        promised_date=PROMISED,
    )
    set_sequences(Order)
    insert(
        AuditEntry,
        "orders_order o",
        content_type_id=str(ContentType.objects.get_for_model(Order).pk),
        object_id="o.id",
        actor_id="o.created_by_id",
        action="'status'",
        from_status="'submitted'",
        to_status="o.status",
    )


def deliveries():
    """A signed and closed note for every order that is accepted or closed; returns how many."""
    finance = User.objects.get(username="bench-fin-1").pk
    arrived = "o.order_date + interval '10 days'"
    made = insert(
        DeliveryNote,
        "orders_order o WHERE o.status IN ('accepted', 'closed')",
        id="o.id",
        number="'DN' || substr(o.number, 4)",
        created_by_id="o.created_by_id",
        order_id="o.id",
        customer_id="o.customer_id",
        status="'closed'",
        planned_date="o.order_date",
        place="'客户仓库'",
        contact="'王芳'",
        phone="'13800000000'",
        receiver="'李收货'",
        issued_at=arrived,
        departed_at=arrived,
        delivered_at=arrived,
        formalities_due_at=arrived,
        signed_at=arrived,
        formalities_done_at=arrived,
    )
    insert(
        DeliveryNoteLine,
        "orders_deliverynote d JOIN orders_orderline l ON l.order_id = d.order_id",
        note_id="d.id",
        order_line_id="l.id",
        product_id="l.product_id",
        quantity="l.quantity",
        accepted_quantity="l.quantity",
        price="l.price",
        tax_rate="l.tax_rate",
    )
    execute(
        "UPDATE orders_orderline l SET accepted_date = o.order_date + 10, promised_date = o.order_date + mod(l.id, 14)::integer"
        " FROM orders_order o WHERE o.id = l.order_id AND o.status IN ('accepted', 'closed')"
    )
    scan = one("SELECT id FROM core_attachment WHERE stored_name = 'bench-scan'")
    insert(
        ReceiptDocument,
        "orders_deliverynote d",
        note_id="d.id",
        reference="'RK' || d.id",
        attachment_id=str(scan),
        recorded_by_id=str(finance),
    )
    set_sequences(DeliveryNote)
    execute("ANALYZE orders_deliverynote")
    return made
