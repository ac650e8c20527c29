"""Contracts of the demo company: two years of them in performance, and one in every other state of the road."""

import datetime as dt
from decimal import Decimal

from django.core.files.base import ContentFile

from contracts.annex.customer_paper import take_customer_paper
from contracts.annex.filing import add_annex
from contracts.annex.models import ContractAnnex
from contracts.contract.drafting import current_template, draft_contract, draft_from_quote, submit_contract
from contracts.contract.filed_models import SignedOriginal
from contracts.contract.life import add_remark, complete_contract, report_breach, suspend_contract
from contracts.contract.models import Contract, ContractLine
from contracts.contract.papers import CONTRACT_TEMPLATE, contract_context
from contracts.contract.signing import activate_contract, record_signature
from contracts.copy.handing_out import acknowledge_copy, add_copy
from contracts.copy.models import ContractCopy
from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.evaluation.standing import evaluation_valid_on
from pricing.price_list.prices import price_for
from pricing.product.models import Product
from pricing.quote.models import Quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals, attachments
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock, move

# What was bought once stands beside a customer's contract of the year, and is called for once.
BOUGHT_ONCE = "售后备件单项合同"
QUANTITIES = (200, 500, 1200, 80, 300, 1000)
MOST_LINES = 6
# What a customer may call for in the two years of his contract, in yuan, by his grade, and how it is parted among the goods.
WHOLE_TERM = {Grade.A: 8_500_000, Grade.B: 5_200_000, Grade.C: 2_400_000, Grade.D: 800_000}
PARTS = (Decimal("0.7"), Decimal("1.3"), Decimal(1), Decimal("0.8"), Decimal("1.2"), Decimal(1))
DEPARTMENTS = ("technical", "quality", "production", "legal")
DOCUMENTS = "TZ-2025-031 总成装配图 A 版\nJS-2025-014 制造技术条件 B 版"


def build(company):
    """One contract in performance for every customer who may be supplied, then the states of the road."""
    template = current_template()
    customers = [
        customer
        for customer in Customer.objects.filter(status=Customer.Status.ACTIVE, owner__isnull=False)
        .select_related("owner")
        .order_by("pk")
        if customer.grade not in ("", Grade.E)
    ]
    if not customers or not Product.objects.exists():
        return
    paper = _Paper()
    running = [
        _running(customer, place, template, paper, company, worth=WHOLE_TERM[customer.grade])
        for place, customer in enumerate(customers)
    ]
    for place, contract in enumerate(running):
        if place % MOST_LINES != 2:  # these are on the list of contracts at risk
            _annexes(contract, company, paper)
    _troubles(running, template, paper, company)
    valid = [customer for customer in customers if evaluation_valid_on(customer, today())]
    if valid:
        _road(valid, company, paper)


class _Paper:
    """One scan for all: printing a contract per file would make the demo slow."""

    def __init__(self):
        self.data = b""

    def file(self, contract, name):
        if not self.data:
            self.data = pdf.render(CONTRACT_TEMPLATE, contract_context(contract, prices=False))
        return ContentFile(self.data, name=name)


def _products(customer, count):
    products = list(Product.objects.filter(is_active=True).order_by("code"))
    start = customer.pk % len(products)
    return (products[start:] + products[:start])[:count]


def _lines(customer, count, due, worth=None):
    """Lines at the price that the rules give on the day; together about ``worth`` yuan, where that is said."""
    found = []
    for place, product in enumerate(_products(customer, count)):
        quantity = Decimal(QUANTITIES[(customer.pk + place) % len(QUANTITIES)])
        if worth is not None:
            each = price_for(product, customer, quantity, today()).price or Decimal("86.00")
            quantity = round(worth * PARTS[place] / count / each, -1)
        price = price_for(product, customer, quantity, today()).price or Decimal("86.00")
        found.append(
            {
                "product": product,
                "spec": product.spec or product.name,
                "unit": product.unit,
                "quantity": quantity,
                "price": price,
                "tax_rate": product.tax_rate,
                "due_date": due,
                "quality_standard": product.quality_standard,
            }
        )
    return found


def bought_once(customers, company, starts) -> list[Contract]:
    """Contracts for one lot of one product each, in performance since these days: their retention money waits for the
    end of the warranty."""
    template, paper, made = current_template(), _Paper(), []
    for customer, start in zip(customers, starts, strict=False):
        contract = _running(customer, 3, template, paper, company, start, title=BOUGHT_ONCE, goods=1)
        _annexes(contract, company, paper)
        made.append(Contract.objects.select_related("customer__owner").get(pk=contract.pk))
    return made


def _running(customer, place, template, paper, company, start=None, worth=None, title="年度供货合同", goods=MOST_LINES):
    """A contract made before the demo begins: written as it stands, because nobody walks through the past."""
    start = start or today() - dt.timedelta(days=790 - place % 20)
    end = today() + dt.timedelta(days=18 if place == 1 else 200 + 11 * (place % 15))
    contract = Contract(
        number=next_number(Contract.KIND, start),
        created_by=customer.owner,
        customer=customer,
        template=template,
        title=f"{customer.short_name or customer.name}{title}",
        start_date=start,
        end_date=end,
        payment_term_days=customer.payment_term_days or 30,
        signing_place="重庆",
        submitted_revision=1,
        approved_on=start - dt.timedelta(days=5),
        status=Contract.Status.APPROVED,
        **template.clause_texts(),
    )
    lines = _lines(customer, goods, start + dt.timedelta(days=365 if goods == MOST_LINES else 30), worth)
    contract.amount = sum((cents(line["quantity"] * line["price"]) for line in lines), start=ZERO)
    contract.save(force_insert=True)
    ContractLine.objects.bulk_create(
        ContractLine(contract=contract, position=no, amount=cents(line["quantity"] * line["price"]), **line)
        for no, line in enumerate(lines, 1)
    )
    _sign_in_the_past(contract, paper, company)
    return contract


def _sign_in_the_past(contract, paper, company):
    owner = contract.customer.owner
    original = SignedOriginal.objects.create(contract=contract, revision=1)
    scan = attachments.add(original, paper.file(contract, f"{contract.number}.pdf"), owner, kind="Signed contract")
    locked = lock(Contract, contract.pk)
    move(
        locked,
        Contract.Status.SIGNED,
        owner,
        our_signed_on=contract.start_date,
        our_signatory="周建国",
        our_seal=True,
        customer_signed_on=contract.start_date,
        customer_signatory="李志强",
        customer_seal=True,
        signed_scan=scan,
    )
    move(locked, Contract.Status.ACTIVE, owner, activated_on=contract.start_date)
    for holder, person in (("sales", owner), ("finance", company.finance)):
        copy = ContractCopy.objects.create(
            contract=contract, holder=holder, role=ContractCopy.ROLES[holder], sent_by=owner
        )
        acknowledge_copy(copy.pk, person)


def contracts_not_ordered_from(company, number) -> list[Contract]:
    """So many contracts in performance from which nobody has ordered yet, in turn of the customers who have one."""
    customers = Customer.objects.filter(contracts__status=Contract.Status.ACTIVE, owner__isnull=False).distinct()
    customers = list(customers.select_related("owner").order_by("pk"))
    template, paper = current_template(), _Paper()
    made = []
    for place in range(number if customers else 0):
        customer = customers[place % len(customers)]
        contract = _running(customer, 10 + place, template, paper, company, start=today() - dt.timedelta(days=60))
        _annexes(contract, company, paper)
        made.append(contract)
    return made


def _troubles(running, template, paper, company):
    """Suspended, with an open breach, completed and terminated ones, beside the customer's running contract."""
    extra = [
        _running(contract.customer, 5, template, paper, company, start=today() - dt.timedelta(days=500))
        for contract in running[:3]
    ]
    suspend_contract(extra[0].pk, _manager_of(extra[0]), "客户生产线改造，暂停供货。")
    if len(extra) > 1:
        complete_contract(extra[1].pk, None, "全部交货并付清。")
    if len(extra) > 2:
        move(lock(Contract, extra[2].pk), Contract.Status.TERMINATED, company.gm, comment="双方协商解除。")
    if len(running) > 3:
        report_breach(running[3].pk, _manager_of(running[3]), "连续两个月未按约付款，正在催收。")
    add_remark(running[0].pk, company.finance, "开票资料已核对，账期与合同一致。")


def _manager_of(contract):
    person = contract.customer.owner
    while person is not None and not person.has_role(Role.MGR):
        person = person.superior
    return person


def _road(customers, company, paper):
    """One contract at each stop, from draft to in effect today."""
    due = today() + dt.timedelta(days=45)
    stops = (_draft, _in_manager_review, _in_departments, _before_director, _before_gm, _to_sign, _signed, _effective)
    for place, stop in enumerate(stops):
        customer = customers[place % len(customers)]
        contract = draft_contract(
            customer.owner,
            _lines(customer, 2 + place % 3, due),
            customer=customer,
            title=f"{customer.short_name or customer.name}{'追加' if place % 2 else '新品'}采购合同",
            payment_term_days=customer.payment_term_days or 30,
            signing_place="重庆",
            remark="客户要求本季度内完成首批交付。",
        )
        stop(contract, company, paper)
    for quote in Quote.objects.filter(status=Quote.Status.ACCEPTED, customer__owner__isnull=False).order_by("pk")[:1]:
        drafted = draft_from_quote(quote.pk, quote.customer.owner)
        text = paper.file(drafted, "客户采购合同文本.pdf")
        take_customer_paper(drafted.pk, quote.customer.owner, file=text, comment="客户要求使用其集团统一合同文本")


def _draft(contract, company, paper):
    """Left as drafted, with clauses still to be agreed."""
    Contract.objects.filter(pk=contract.pk).update(quality_terms="", after_sales_terms="")


def _in_manager_review(contract, company, paper):
    submit_contract(contract.pk, contract.customer.owner, "请经理审核，客户希望本周签约。")


def _in_departments(contract, company, paper):
    """The second revision: the legal department refused the first one."""
    _in_manager_review(contract, company, paper)
    _annexes(contract, company, paper)
    _agree(contract, company, "manager")
    approvals.reject(_step(contract, "legal").pk, company.legal, "违约责任条款偏向客户，请按范本修改。")
    submit_contract(contract.pk, contract.customer.owner, "违约责任已按法务意见修改。")
    _agree(contract, company, "manager", "technical", "legal")


def _before_director(contract, company, paper):
    _in_manager_review(contract, company, paper)
    _annexes(contract, company, paper)
    _agree(contract, company, "manager", *DEPARTMENTS)


def _before_gm(contract, company, paper):
    """With a gap: production cannot keep the date."""
    _in_manager_review(contract, company, paper)
    _annexes(contract, company, paper)
    _agree(contract, company, "manager", "technical", "quality", "legal")
    _agree(contract, company, "production", late=12, comment="模具大修，首批需顺延十二天。")
    _agree(contract, company, "director")


def _to_sign(contract, company, paper):
    _before_director(contract, company, paper)
    _agree(contract, company, "director", "gm")
    record_signature(contract.pk, contract.customer.owner, our_signed_on=today(), our_signatory="周建国", our_seal=True)


def _signed(contract, company, paper):
    _before_director(contract, company, paper)
    _agree(contract, company, "director", "gm")
    record_signature(
        contract.pk,
        contract.customer.owner,
        scan=paper.file(contract, "合同签字盖章件.pdf"),
        our_signed_on=today(),
        our_signatory="周建国",
        our_seal=True,
        customer_signed_on=today(),
        customer_signatory="李志强",
        customer_seal=True,
    )


def _effective(contract, company, paper):
    """In effect since today; finance has not acknowledged its copy yet."""
    _signed(contract, company, paper)
    activate_contract(contract.pk, contract.customer.owner)
    add_copy(contract.pk, contract.customer.owner, ContractCopy.Holder.PRODUCTION)
    acknowledge_copy(contract.copies.get(holder=ContractCopy.Holder.SALES).pk, contract.customer.owner)


def _annexes(contract, company, paper):
    for kind in ("technical_agreement", "quality_agreement", "outgoing_inspection_standard"):
        add_annex(
            contract.pk,
            contract.customer.owner,
            kind=kind,
            file=paper.file(contract, f"{ContractAnnex.Kind(kind).label}.pdf"),
            our_signatory="吴海涛",
            customer_signatory="王海",
            signed_on=today(),
        )


def _step(contract, key):
    return next(step for step in approvals.last_round(contract).live_steps() if step.key == key)


def _agree(contract, company, *keys, late=0, comment="同意。"):
    for key in keys:
        step = _step(contract, key)
        first = contract.first_due_date + dt.timedelta(days=late)
        data = {
            "technical": {"documents": DOCUMENTS, "recipients": "qa,prod"},
            "production": {"feasible_quantity": contract.total_quantity, "feasible_date": first},
            "gm": {"price_confirmed": True},
        }.get(key)
        person = step.assignee or getattr(company, key)
        approvals.approve(step.pk, person, comment, data)
