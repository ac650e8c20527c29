"""SEC-04 on every document: whoever changed what is decided does not decide it; his superior does.

The walk goes over the registry of approvals, so that a new kind of document is covered or the first test fails.
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from contracts.models import Contract
from contracts.tests.factories import contract, template
from customers.domain import campaigns, samples, strategy
from customers.models import Campaign, CustomerEvaluation, SampleRequest, StrategyProposal
from customers.tests.factories import CustomerFactory, active_customer
from customers.tests.test_evaluations import draft as draft_evaluation
from customers.tests.test_research import ANALYSIS
from orders.models import DemandNotice, Order, OrderChange, PlanRelease
from orders.tests.factories import checked_demand, confirmed_order, draft_change, draft_order, scan
from orders.tests.factories_fulfilment import draft_plan
from performance.domain.quota_setting import create_quota
from performance.models import Quota
from pricing.domain.price_list_release import create_price_list
from pricing.models import PriceList, Quote, SpecialDiscount, SpecialDiscountLine
from pricing.tests.factories import ProductFactory, price, quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.approvals.address import addressee_of, holders
from salesmgmt.core.domain.approvals.authors import is_content
from salesmgmt.core.domain.approvals.describe import _approvals
from salesmgmt.core.domain.approvals.submit import company_words
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep
from salesmgmt.core.tests.factories import UserFactory, company
from salesmgmt.core.tests.paper.models import Paper, new_paper
from salesmgmt.core.web.forms import EditPage
from salesmgmt.tests.test_every_url import ADDRESSES

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """The company with somebody above its general manager, so that his step has a superior to go to."""
    register.forget()
    template()
    made = company()
    made.gm.superior = made.chairman = UserFactory(username="chairman", name="Chairman", roles=[])
    made.gm.save(update_fields=["superior"])
    with translation.override("en"):
        yield made
    register.forget()


# -- a document of every kind, ready to be submitted ------------------------------------------------------------------


def a_discount(people):
    made = quote(active_customer(people.rep1), [(price(ProductFactory(), "100"), 10, "80")])
    discount = SpecialDiscount.objects.create(
        number=next_number(SpecialDiscount.KIND), quote=made, reason="大客户", created_by=people.rep1
    )
    line = made.lines.get()
    SpecialDiscountLine.objects.create(
        discount=discount, product=line.product, quantity=line.quantity, list_price=100, requested_price=80, tax_rate=13
    )
    return discount


def a_demand(people):
    made = checked_demand(active_customer(people.rep1))
    scan(made)
    return made


def a_sample(people):
    return samples.request_sample(
        people.rep1, active_customer(people.rep1), product_code=price(ProductFactory(), "1").code, quantity=2,
        needed_on=today() + dt.timedelta(days=20), delivery_place="重庆", purpose="试装",
    )  # fmt: skip


def a_price_list(people):
    lines = [{"product": ProductFactory(), "price": Decimal(110)}]
    return create_price_list(people.manager, lines, name="价格表", valid_from=today() + dt.timedelta(days=3))


DOCUMENTS = {
    Paper: lambda people: new_paper(people.rep1),
    CustomerEvaluation: lambda people: draft_evaluation(CustomerFactory(owner=people.rep1)),
    StrategyProposal: lambda people: strategy.create_strategy(people.manager, title="策略", year=2027, **ANALYSIS),
    SampleRequest: a_sample,
    Campaign: lambda people: campaigns.create_campaign(
        people.manager, name="发布会", type="launch", starts_on=today(), ends_on=today(), budget=Decimal(20000)
    ),
    Quote: lambda people: quote(active_customer(people.rep1)),
    SpecialDiscount: a_discount,
    PriceList: a_price_list,
    Contract: lambda people: contract(active_customer(people.rep1)),
    DemandNotice: a_demand,
    Order: lambda people: draft_order(active_customer(people.rep1)),
    OrderChange: lambda people: draft_change(confirmed_order(owner=people.rep1), quantity=12),
    PlanRelease: lambda people: draft_plan(people),
    Quota: lambda people: create_quota(people.director, rep=people.rep1, year=2027, collection_amount=Decimal(1000)),
}

# The most steps a document of today asks; a step that a kind does not have is no case.
STEPS = [(model, number) for model in DOCUMENTS for number in range(8)]


def test_every_kind_of_document_that_is_approved_is_walked_over():
    assert set(DOCUMENTS) == set(_approvals)


def step_of(document, number):
    steps = sorted(approvals.approval_of(document).steps_for(document, policy()), key=lambda step: step.order)
    return steps[number] if number < len(steps) else None


def asked_of(document, step):
    """The one who would decide the step, as long as he has changed nothing."""
    role, person, _instead = addressee_of(step, document, {document.created_by_id})
    return person or next(each for each in holders(role) if each.pk != document.created_by_id)


def edit(document, person):
    """Whatever the kind: the first text of its content is another one, by the mechanism every edit page runs under."""
    field = next(
        each.name
        for each in document._meta.concrete_fields
        if each.get_internal_type() in ("TextField", "CharField") and not each.choices and is_content(type(document), each.name)
        and each.name not in ("product_code",)
    )  # fmt: skip
    with recorded(document, person):
        setattr(document, field, f"{getattr(document, field)}改")
        document.save(update_fields=[field])
    return document._meta.get_field(field).verbose_name


def at_the_step(document, step):
    """The stored step, on whose turn it is: those before it are given up."""
    rows = ApprovalStep.objects.filter(round=approvals.current_round(document))
    rows.filter(order__lt=step.order, status="pending").update(status="cancelled")
    rows.filter(order__lt=step.order, status="waiting").update(status="cancelled")
    row = rows.get(label=company_words(step.label))
    if row.status == "waiting":
        rows.filter(pk=row.pk).update(status="pending")
    return ApprovalStep.objects.get(pk=row.pk)


def state_of(document):
    document.refresh_from_db()
    return document.status, list(ApprovalStep.objects.order_by("pk").values())


@pytest.mark.parametrize(("model", "number"), STEPS, ids=[f"{model.KIND}-{number}" for model, number in STEPS])
def test_an_approver_who_edits_first_is_refused_at_his_step_and_his_superior_is_asked(people, model, number):
    """SEC-04"""
    document = DOCUMENTS[model](people)
    step = step_of(document, number)
    if step is None:
        assert number >= 1
        return
    applicant, approver = document.created_by, asked_of(document, step)
    assert approver != applicant
    words = edit(document, approver)
    approvals.submit(document, applicant)
    row = at_the_step(document, step)
    assert row.instead_of == approver
    assert row.assignee == approver.superior or row.assignee is None and approver.superior.has_role(row.role)
    before = state_of(document)
    with pytest.raises(PermissionDenied, match=f"You changed {words} on .*, so .* decides"):
        approvals.approve(row.pk, approver)
    assert state_of(document) == before
    assert not approvals.pending_for(approver).filter(pk=row.pk).exists()
    assert approvals.can_decide(approver.superior, row)
    assert list(approvals.pending_for(approver.superior).filter(pk=row.pk)) == [row]


@pytest.mark.parametrize("model", DOCUMENTS, ids=[model.KIND for model in DOCUMENTS])
def test_no_edit_page_of_a_document_that_is_approved_can_forget_who_wrote(model):
    """SEC-04: every one saves through EditPage, which records what changed."""
    pattern = ADDRESSES.get(f"{model.KIND.replace('_', '-')}-edit")
    if pattern is None:
        assert model in (Paper, SpecialDiscount)  # the page of the paper is core's own test's; a discount has none
        return
    page = pattern.callback.view_class
    assert issubclass(page, EditPage)
    assert page._write is EditPage._write


# -- rounds -------------------------------------------------------------------------------------------------------------


def test_what_was_changed_before_a_round_that_was_taken_back_is_still_his(people):
    """SEC-04: a withdrawn round has decided nothing."""
    paper = new_paper(people.rep1)
    edit(paper, people.manager)
    approvals.submit(paper, people.rep1)
    approvals.withdraw(paper, people.rep1)
    paper.refresh_from_db()
    approvals.submit(paper, people.rep1)
    assert ApprovalStep.objects.get(round__no=2, label="Manager").assignee == people.director


def test_what_was_agreed_to_before_is_nobodys_any_more(people):
    """SEC-04: after an agreement only what was changed since that round began counts."""
    paper = new_paper(people.rep1)
    edit(paper, people.manager)
    approvals.submit(paper, people.rep1)
    approved_at = approvals.current_round(paper)
    ApprovalStep.objects.filter(round=approved_at, status="pending").update(status="cancelled")
    ApprovalStep.objects.filter(round=approved_at, status="waiting").update(status="cancelled")
    round_ = ApprovalRound.objects.get(pk=approved_at.pk)
    round_.status, round_.closed_at = "approved", round_.opened_at
    round_.save()
    for status in ("rejected", "draft"):
        paper.status = status
        paper.save(update_fields=["status"])
    approvals.submit(paper, people.rep1)
    assert ApprovalStep.objects.get(round__no=2, label="Manager").assignee == people.manager


def test_who_changes_the_content_under_an_open_round_is_refused_and_the_step_goes_on(people):
    """SEC-04"""
    paper = new_paper(people.rep1)
    approvals.submit(paper, people.rep1)
    step = ApprovalStep.objects.get(round__object_id=paper.pk, label="Manager")
    assert step.assignee == people.manager
    paper.refresh_from_db()
    edit(paper, people.manager)
    with pytest.raises(BusinessError, match="so your superior decides") as refusal:
        approvals.approve(step.pk, people.manager)
    step.refresh_from_db()
    assert (step.status, step.assignee) == ("pending", people.manager)
    refusal.value.remains()
    step.refresh_from_db()
    assert (step.assignee, step.instead_of) == (people.director, people.manager)
    approvals.approve(step.pk, people.director)


def test_who_writes_a_quote_is_an_author_of_its_special_discount(people):
    """SEC-04: the manager wrote the price he would endorse."""
    discount = a_discount(people)
    edit(discount.quote, people.manager)
    approvals.submit(discount, people.rep1)
    step = ApprovalStep.objects.get(round__object_id=discount.pk, round__kind="special_discount", order=1)
    assert (step.assignee, step.instead_of) == (people.director, people.manager)
