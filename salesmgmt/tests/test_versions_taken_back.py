"""A new version that nobody used is taken back, and the one before lives again; of every kind that has versions."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from contracts.contract.drafting import draft_from_quote
from contracts.contract.models import Contract
from contracts.template.models import ContractTemplate
from contracts.template.versions import put_in_force, take_back_template, write_template
from contracts.tests.factories import contract, template
from customers.scheme.models import EvaluationScheme
from customers.scheme.version_one import SCHEME_ONE
from customers.scheme.versions import new_version, scheme_on, take_back_scheme
from customers.tests.factories import approved_evaluation, scheme
from orders.plan.release import cancel_plan, revise_plan
from orders.tests import factories_fulfilment as make
from pricing.adjustment.effect import take_back_adjustment
from pricing.price_list.models import PriceList
from pricing.price_list.prices import price_for
from pricing.quote.entry import revise_quote
from pricing.quote.models import Quote
from pricing.tests.actions import adjusted
from pricing.tests.factories import ProductFactory, accepted_quote, price, quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import move
from salesmgmt.core.tests.factories import company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(db):
    scheme()
    return company()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("status", ["approved", "sent"])
def test_a_quote_stands_again_when_its_new_version_is_thrown_away(people, customer, status):
    """QUO-06"""
    first = quote(customer, [(price(ProductFactory(), 100), 2, 100)], status="approved")
    if status == "sent":
        move(first, "sent", people.rep1, sent_on=today())
    second = revise_quote(first.pk, people.rep1)
    discard(Quote, second.pk, people.rep1, "客户不要了")
    assert (fresh(first).status, fresh(second).status) == (status, "discarded")
    third = revise_quote(first.pk, people.rep1)
    assert (third.version, third.number, third.replaces) == (3, f"{first.family}-V3", first)


def test_only_who_may_edit_a_draft_throws_it_away(people, customer):
    made = quote(customer)
    for name in ("rep2", "finance", "gm"):
        with pytest.raises(PermissionDenied, match="A draft is discarded by whoever may edit it"):
            discard(Quote, made.pk, getattr(people, name), "不要")
    with pytest.raises(BusinessError, match="Say why"):
        discard(Quote, made.pk, people.rep1, " ")
    assert fresh(made).status == "draft"


def test_what_is_no_draft_any_more_is_not_thrown_away(people, customer):
    made = quote(customer, status="sent")
    with pytest.raises(BusinessError, match="cannot become"):
        discard(Quote, made.pk, people.rep1, "不要")
    assert fresh(made).status == "sent"


def test_an_accepted_quote_may_become_a_contract_again(people, customer):
    """QUO-07"""
    template()
    accepted = accepted_quote(customer, [(price(ProductFactory(), 100), 2, 100)])
    first = draft_from_quote(accepted.pk, people.rep1)
    discard(Contract, first.pk, people.rep1, "条款有误")
    assert (fresh(accepted).status, fresh(first).quote) == ("accepted", None)
    assert draft_from_quote(accepted.pk, people.rep1).quote == fresh(accepted)


def test_an_adjustment_whose_list_priced_nothing_is_taken_back(people, customer):
    """PRC-09"""
    product = price(ProductFactory(), 100)
    old, made = PriceList.objects.get(), adjusted(people.manager, people.director, {product: 110})
    written = made.price_list
    assert price_for(product, customer, 1).price == 110
    take_back_adjustment(made.pk, people.director, "定价有误")
    assert (fresh(old).status, fresh(written).status, fresh(made).status) == ("in_force", "discarded", "draft")
    assert price_for(product, customer, 1).price == 100


def test_an_adjustment_whose_list_was_quoted_by_stays(people, customer):
    """PRC-09"""
    product = price(ProductFactory(), 100)
    old, made = PriceList.objects.get(), adjusted(people.manager, people.director, {product: 110})
    quote(customer, [(product, 1, 110)])
    with pytest.raises(BusinessError, match="priced by this list already"):
        take_back_adjustment(made.pk, people.director, "定价有误")
    assert (fresh(old).status, fresh(made).status) == ("superseded", "implemented")


def second_template(people):
    first = template()
    made = write_template(
        people.legal, name=first.name, **{each: getattr(first, each) for each in ("law_reference", "breach_terms")}
    )
    return first, put_in_force(made.pk, people.legal)


def test_a_model_contract_nothing_was_drafted_from_is_taken_back(people, customer):
    """CON-01"""
    first, made = second_template(people)
    take_back_template(made.pk, people.legal, "条款有误")
    assert (fresh(first).status, fresh(made).status) == ("in_force", "draft")
    discard(ContractTemplate, made.pk, people.legal, "不用了")
    assert fresh(made).status == "discarded"


def test_a_model_contract_that_was_used_stays(people, customer):
    """CON-01"""
    first, made = second_template(people)
    contract(customer, template=made)
    with pytest.raises(BusinessError, match="drafted from this version"):
        take_back_template(made.pk, people.legal, "条款有误")
    assert (fresh(first).status, fresh(made).status) == ("retired", "in_force")


def second_scheme(people):
    return new_version(people.director, name="二版", valid_from=today(), thresholds=SCHEME_ONE.thresholds)


def test_an_evaluation_scheme_nobody_was_evaluated_by_is_taken_back(people):
    """RAT-09"""
    first, made = EvaluationScheme.objects.get(), second_scheme(people)
    assert scheme_on() == made
    with pytest.raises(PermissionDenied, match="The evaluation scheme is kept by the sales director and the"):
        take_back_scheme(made.pk, people.rep1, "有误")
    take_back_scheme(made.pk, people.director, "有误")
    assert scheme_on() == first
    with pytest.raises(BusinessError, match="latest version"):
        take_back_scheme(made.pk, people.director, "有误")
    with pytest.raises(BusinessError, match="no version before"):
        take_back_scheme(first.pk, people.director, "有误")
    assert second_scheme(people).version == 3


def test_a_scheme_that_graded_somebody_stays(people, customer):
    """RAT-09"""
    made = second_scheme(people)
    approved_evaluation(customer, scheme=made, approved_on=today() + dt.timedelta(days=1))
    with pytest.raises(BusinessError, match="Evaluations were made"):
        take_back_scheme(made.pk, people.director, "有误")
    assert scheme_on() == made


def test_a_plan_is_revised_again_after_its_revision_was_thrown_away(people):
    """PRD-03, CHG-05"""
    plan = make.released_plan(people)
    second = revise_plan(plan.pk, people.rep1)
    cancel_plan(second.pk, people.rep1, "不改了")
    assert (fresh(plan).status, fresh(second).status) == ("released", "cancelled")
    third = revise_plan(plan.pk, people.rep1)
    assert (third.revision, third.replaces) == (3, plan)
