"""The demo company's quotas, set by what was collected: last year's and this year's in force, next year's on their way."""

from decimal import Decimal

from customers.category.models import ProductCategory
from customers.customer.models import Customer
from performance.collection.result import results
from performance.quota.models import Quota
from performance.quota.setting import create_quota, submit_quota
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of

# How far above what will probably be collected the director sets each quota: one is ahead of it, one far behind.
AMBITION = {"rep1": Decimal("0.97"), "rep2": Decimal("1.05"), "rep3": Decimal("1.2"), "rep4": Decimal("1.08")}


def build(company):
    day = today()
    passed = {day.year - 1: Decimal(1), day.year: Decimal(day.timetuple().tm_yday) / 365}
    for year, part in passed.items():
        for row in results(company.gm, year):
            amount = row.collected / part * AMBITION.get(row.rep.username, 1)
            _approved(company, row.rep, year, max(round(amount, -5), Decimal(100_000)))
    reps = [company.rep1, company.rep2]
    drafts = [
        create_quota(company.director, rep=rep, year=day.year + 1, collection_amount=Decimal(6_000_000)) for rep in reps
    ]
    submit_quota(drafts[0].pk, company.director)
    too_much = create_quota(
        company.director, rep=company.rep3, year=day.year + 1, collection_amount=Decimal(19_000_000)
    )
    submit_quota(too_much.pk, company.director)
    approvals.reject(open_steps_of(too_much).get().pk, company.gm, "比今年高出一倍多，请按客户逐家测算后重报。")
    # Last year's quota of one rep was raised in the middle of the year.
    before = Quota.objects.in_force(day.year - 1).filter(rep=company.rep4).first()
    if before is not None:
        _approved(company, company.rep4, day.year - 1, before.collection_amount + Decimal(400_000))


def _approved(company, rep, year, amount):
    lines = _parts(rep, amount) if year == today().year else ()
    quota = create_quota(company.director, rep=rep, year=year, collection_amount=amount, lines=lines)
    submit_quota(quota.pk, company.director)
    approvals.approve(open_steps_of(quota).get().pk, company.gm)


def _parts(rep, amount):
    """The two customers in charge longest each by name, the rest by class, region and category."""
    customers = Customer.objects.filter(owner=rep, status=Customer.Status.ACTIVE).order_by("pk")[:2]
    named = [
        {"customer": customer, "amount": amount * part / 100}
        for customer, part in zip(customers, (25, 15), strict=False)
    ]
    rest = amount - sum(line["amount"] for line in named)
    where = {"region": rep.unit, "category": ProductCategory.objects.order_by("pk").first()}
    supplied, other = rest * 3 / 4, rest - rest * 3 / 4
    return [
        *named,
        {"segment": Customer.Segment.values[0], "amount": supplied, **where},
        {"segment": Customer.Segment.values[1], "amount": other, **where},
    ]
