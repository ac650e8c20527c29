"""This app's part of the demo company: customers of every grade, leads and evaluations in every state."""

import datetime as dt
from decimal import Decimal
from itertools import cycle

from django.utils import timezone
from stdnum.cn import uscc

from customers.approval import steps_for_evaluation
from customers.demo_names import CATEGORIES, CONTACTS, CUSTOMERS, LEADS, POSITIONS
from customers.domain.evaluation_outcome import snapshot
from customers.domain.evaluations import Answer, start_evaluation, update_evaluation, write_scores
from customers.domain.lead_conversion import convert_lead
from customers.domain.leads import assess_lead, assign_lead, create_lead, disqualify_lead, log_activity, qualify_lead
from customers.domain.schemes import scheme_on
from customers.models import Contact, Customer, CustomerEvaluation, CustomerOwnerHistory, Lead, ProductCategory
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_months, quarter_of, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ApprovalRound, ApprovalStep

FIGURES = {
    "capacity": {"A": 120_000, "B": 60_000, "C": 20_000, "D": 8_000},
    "rank": {"A": 15, "B": 32, "C": 55},
    "capital": {"A": 95_000_000, "B": 42_000_000, "C": 18_000_000, "D": 6_000_000},
    "years": {"A": 12, "B": 4, "C": 2, "D": 1},
    "payment": {"A": 90, "B": 80, "C": 70, "D": 60, "": 45},
}
KEYS = ("capacity", "rank", "brand", "ownership", "capital", "assets", "years", "reputation", "payment")
# Nine bands that add up to each grade.
BANDS = {"A": "AABABAABA", "B": "BBBBBBABC", "C": "CCBCCCACC", "D": "DDCDDCBDD", "E": "DDDDDDDD"}
SHARES = {"A": 90, "B": 80, "C": 70, "D": 60, "E": 60}
PEOPLE_WHO_ASSIGN = {"rep1": "supervisor", "rep2": "supervisor2", "rep3": "supervisor", "rep4": "manager2"}


def build(company):
    company.categories = build_categories()
    company.customers = build_customers(company)
    build_leads(company)
    build_open_evaluations(company)


def build_categories():
    made = {}
    for code, name, parent in CATEGORIES:
        made[code] = ProductCategory.objects.create(code=code, name=name, parent=made.get(parent))
    return made


def answers_for(grade):
    """Nine answers that give this grade."""
    letters = dict(zip(KEYS, [*BANDS[grade], ""][:9], strict=True))
    found = {}
    for key, letter in letters.items():
        figure = FIGURES.get(key, {}).get(letter)
        if figure is None:
            found[key] = Answer(letter=letter)
        else:
            found[key] = Answer(value=Decimal(figure), remark="付款条件低于60%" if letter == "" else "")
    return found


def credit_code(city, serial):
    base = f"91{city}MA{serial:07d}"
    return base + uscc.calc_check_digit(base)


def build_customers(company):
    """{short name: customer}, with their history of evaluations; the older ones opened two years ago."""
    categories, names = cycle(company.categories.values()), cycle(CONTACTS)
    made = {}
    for serial, row in enumerate(CUSTOMERS, start=1):
        customer = _customer(company, row, 3_100 + serial * 37)
        chosen = [next(categories), next(categories)] if serial % 3 else [next(categories)]
        customer.categories.set(chosen)
        for place in range(1 + serial % 3):
            Contact.objects.create(
                customer=customer, name=next(names), position=POSITIONS[(serial + place) % len(POSITIONS)],
                phone=f"13{serial % 10}{8_000_0000 + serial * 7919 + place * 131:08d}", is_primary=place == 0,
                email=f"purchase{serial}@example.com" if place == 1 else "",
            )  # fmt: skip
        made[customer.short_name] = customer
    return made


def _customer(company, row, serial):
    name, short, city, address, account, grade, state, location, segment, industry = row
    owner = getattr(company, account) if account else None
    is_key = segment == "key"
    opened = add_months(today(), -25) + dt.timedelta(days=serial % 90)
    status = state if state in ("active", "dormant", "blocked", "prospect") else Customer.Status.PROSPECT
    customer = Customer.objects.create(
        number=next_number("customer", opened), name=name, short_name=short, credit_code=credit_code(city, serial),
        owner=owner, region=owner.scope_unit("g") if owner else company.units["EC"], created_by=owner, status=status,
        grade=grade, location_type=location, segment=segment, industry=industry, address=address,
        phone=f"0{10 + serial % 80}-{6_000_0000 + serial * 41:08d}", invoice_title=name, bank="中国银行股份有限公司重庆分行",
        bank_account=f"3100{serial:015d}", is_key=is_key, payment_term_days=30 if grade in ("A", "B") else None,
        executive_sponsor=(company.director if owner and owner.username == "rep4" else company.manager) if is_key else None,
        payment_pct=Decimal(SHARES[grade]) if grade else None, origin="own" if owner else "imported",
    )  # fmt: skip
    Customer.objects.filter(pk=customer.pk).update(created_at=_moment(opened))
    audit.record(customer, owner, "Created", to_status="prospect")
    if owner:
        opening = CustomerOwnerHistory.objects.create(customer=customer, to_user=owner, changed_by=owner, reason="建档")
        CustomerOwnerHistory.objects.filter(pk=opening.pk).update(at=_moment(opened))
    if grade:
        _history_of_evaluations(customer, grade, opened)
    return customer


def _history_of_evaluations(customer, grade, opened):
    """The first report when the file was opened, the last one in this or the preceding quarter."""
    first = CustomerEvaluation.Status.SUPERSEDED
    better = {"A": "A", "B": "A", "C": "B", "D": "C", "E": "D"}[grade]
    _past_evaluation(customer, better, opened + dt.timedelta(days=10), first, "new")
    latest = quarter_of(today()).first_day - dt.timedelta(days=20 + customer.pk % 40)
    _past_evaluation(customer, grade, latest, CustomerEvaluation.Status.APPROVED, "quarterly")


def _past_evaluation(customer, grade, day, status, occasion):
    evaluation = CustomerEvaluation.objects.create(
        number=next_number("evaluation", day), customer=customer, scheme=scheme_on(day), status=status, occasion=occasion,
        created_by=customer.owner, approved_on=day, opinion="生产经营正常，建议按评定等级合作。",
    )  # fmt: skip
    result = write_scores(evaluation, answers_for(grade))
    CustomerEvaluation.objects.filter(pk=evaluation.pk).update(
        total=result.total, grade=result.grade, created_at=_moment(day - dt.timedelta(days=6))
    )
    audit.record(evaluation, customer.owner, "Created", to_status="draft")
    _past_round(evaluation, day)


def _past_round(evaluation, day):
    """The decisions of a report that was approved on that day."""
    owner = evaluation.customer.owner
    round_ = ApprovalRound.objects.create(
        document=evaluation, kind=evaluation.KIND, document_number=evaluation.number, title=evaluation.customer.name,
        status="approved", applicant=owner, closed_at=_moment(day), snapshot=snapshot(evaluation),
    )  # fmt: skip
    ApprovalRound.objects.filter(pk=round_.pk).update(opened_at=_moment(day - dt.timedelta(days=3)))
    for number, step in enumerate(steps_for_evaluation(evaluation, policy()), start=1):
        decider = next(person for person in superiors(owner) if person.has_role(step.role))
        at = _moment(day - dt.timedelta(days=2 - number))
        ApprovalStep.objects.create(
            round=round_, order=step.order, role=step.role, assignee=decider if number == 1 else None,
            label=str(step.label), stage=step.stage, status="approved", opened_at=at - dt.timedelta(hours=5),
            decided_by=decider, decided_at=at, comment="情况属实" if number == 1 else "同意",
        )  # fmt: skip


def _moment(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10, 30)))


def build_leads(company):
    for row in LEADS:
        lead = _lead(company, *row)
        Lead.objects.filter(pk=lead.pk).update(created_at=timezone.now() - dt.timedelta(days=row[-1], hours=3))


def _lead(company, name, contact, source, channel, campaign, need, account, state, days):
    rep = getattr(company, account)
    boss = getattr(company, PEOPLE_WHO_ASSIGN[account])
    lead = create_lead(
        rep, company=name, contact_name=contact, phone=f"139{days:02d}{len(need):03d}{len(name):03d}", source=source,
        channel=channel, campaign=campaign, need=need,
    )  # fmt: skip
    if state == "new":
        return lead
    assign_lead(lead.pk, boss, rep, "请尽快联系")
    if state == "disqualified":
        return disqualify_lead(lead.pk, boss, "无合作可能")
    if state == "assigned":
        return lead
    log_activity(
        lead.pk, rep, "call", "电话联系，介绍产品，对方愿意进一步沟通", timezone.now() - dt.timedelta(days=days // 2)
    )
    if state == "contacted":
        return lead
    log_activity(lead.pk, rep, "meeting", "上门拜访，了解规模和采购计划", timezone.now() - dt.timedelta(days=days // 3))
    assess_lead(lead.pk, rep, "具备开发价值", size="medium", purchasing_power="high", credit_standing="medium",
                willingness="high")  # fmt: skip
    qualify_lead(lead.pk, rep, is_priority=days > 20)
    if state == "converted":
        location = Customer.Location.LOCAL if name.startswith("重庆") else Customer.Location.REMOTE
        convert_lead(
            lead.pk, rep, name=name, location_type=location, title=need[:40], expected_amount=Decimal(days * 15000)
        )
    return lead


def build_open_evaluations(company):
    """Reports that wait somewhere on their way, and a re-evaluation that changes a grade."""
    states = {row[1]: row[6] for row in CUSTOMERS}
    for short, state in states.items():
        if state in ("draft", "submitted", "dept_reviewed", "returned", "rejected"):
            _walk(company, company.customers[short], state)
    _walk(company, company.customers["永川农机"], "approved")
    _walk(company, company.customers["滇池客车"], "submitted")


def _walk(company, customer, state):
    """Through the real approval, as far as ``state``."""
    evaluation = start_evaluation(customer.pk, customer.owner)
    grade = {"draft": "C", "rejected": "D", "approved": "A"}.get(state, "B")
    answers = answers_for(grade)
    if state == "draft":
        answers.pop("reputation")
    update_evaluation(evaluation.pk, customer.owner, answers, "客户有稳定需求，建议开发。")
    if state == "draft":
        return
    approvals.submit(evaluation, customer.owner)
    if state == "submitted":
        return
    step = open_steps_of(evaluation).get()
    if state == "rejected":
        approvals.reject(step.pk, step.assignee, "提供的财务资料与实际不符")
    elif state == "returned":
        approvals.send_back(step.pk, step.assignee, "请补充年度排名的依据")
    else:
        approvals.approve(step.pk, step.assignee, "情况属实")
    if state == "approved":
        approvals.approve(open_steps_of(evaluation).get().pk, company.gm, "同意")
