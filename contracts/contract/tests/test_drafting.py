"""Drafting and editing a contract."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from contracts.contract.drafting import draft_contract, draft_from_quote, edit_contract
from contracts.contract.models import Contract
from contracts.template.models import ContractTemplate
from contracts.template.standard import LAW, TEXTS
from contracts.tests.actions import DEPARTMENTS, again, agree, approved, in_departments, submitted
from contracts.tests.factories import active_contract, contract
from customers.tests.factories import CustomerFactory, active_customer
from pricing.quote.models import Quote
from pricing.tests.factories import ProductFactory, accepted_quote, price
from salesmgmt.core.audit import timeline
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db


def form_line(**changes):
    product = changes.pop("product", None) or ProductFactory()
    return {
        "product": product,
        "spec": product.spec,
        "unit": product.unit,
        "quantity": Decimal(10),
        "price": Decimal("99.99"),
        "tax_rate": Decimal(13),
        "due_date": today() + dt.timedelta(days=30),
        **changes,
    }


def lines_of(made, **changes):
    """The present lines as the form gives them back, the first one changed."""
    names = ("product", "spec", "unit", "quantity", "price", "tax_rate", "due_date", "quality_standard")
    rows = [{name: getattr(line, name) for name in names} for line in made.lines.all()]
    rows[0].update(changes)
    return rows


def test_a_contract_is_drafted_directly_from_the_template_in_force(customer, people):
    """CON-01"""
    made = again(
        draft_contract(people.rep1, [form_line(), form_line(price=Decimal(1))], customer=customer, title="年度合同")
    )
    assert (made.status, made.amount, made.created_by) == ("draft", Decimal("1009.90"), people.rep1)
    assert (made.breach_terms, made.law_reference) == (TEXTS["breach_terms"], LAW)
    assert made.number.startswith(f"CON-{today().year}-")
    assert [line.amount for line in made.lines.all()] == [Decimal("999.90"), Decimal("10.00")]


def test_of_options_and_alternatives_the_contract_carries_what_was_taken(customer, people):
    """QUO-07: the alternative that was taken instead of its line, the option that was taken, and nothing that was not."""
    quote = accepted_quote(customer, [(ProductFactory(), 1, amount) for amount in (100, 130, 40, 60, 50)])
    for row, kind, taken, counts in zip(
        quote.lines.all(),
        ("firm", "alternative", "option", "option", "firm"),
        (False, True, True, False, False),
        (False, True, True, False, True),
        strict=True,
    ):
        row.kind, row.taken, row.counted = kind, taken, counts
        row.save()
    made = draft_from_quote(quote.pk, people.rep1)
    assert [line.amount for line in made.lines.all()] == [Decimal(130), Decimal(40), Decimal(50)]
    assert made.amount == Decimal(220)


def test_an_accepted_quote_becomes_a_contract_with_its_lines_prices_and_terms(customer, people):
    """CON-01, QUO-07"""
    product = price(ProductFactory(quality_standard="QC/T 311-2018"), 100)
    quote = accepted_quote(customer, [(product, 3, "95.50")])
    made = again(draft_from_quote(quote.pk, people.rep1))
    line = made.lines.get()
    assert (made.quote, made.customer, made.amount) == (quote, customer, Decimal("286.50"))
    assert (line.product, line.quantity, line.price, line.tax_rate) == (product, 3, Decimal("95.50"), Decimal(13))
    assert line.quality_standard == "QC/T 311-2018"
    assert (made.payment_terms, made.after_sales_terms) == (quote.payment_terms, quote.service_content)
    assert made.breach_terms == TEXTS["breach_terms"]
    assert Quote.objects.get(pk=quote.pk).status == "converted"


def test_a_quote_is_converted_once(customer, people):
    """QUO-07: the second attempt is refused and exactly one contract references the quote."""
    quote = accepted_quote(customer)
    draft_from_quote(quote.pk, people.rep1)
    with pytest.raises(BusinessError, match="已经转为合同，不能再次转换"):
        draft_from_quote(quote.pk, people.rep1)
    assert Contract.objects.filter(quote=quote).count() == 1


def test_a_conversion_that_fails_leaves_the_quote_accepted(customer, people):
    ContractTemplate.objects.all().delete()
    quote = accepted_quote(customer)
    with pytest.raises(BusinessError, match="没有启用的合同范本，请法务部门启用"):
        draft_from_quote(quote.pk, people.rep1)
    assert Quote.objects.get(pk=quote.pk).status == "accepted"
    assert not Contract.objects.exists()


def test_no_contract_for_a_class_e_customer_nor_before_the_evaluation(people):
    """RAT-04, RAT-05"""
    for customer in (active_customer(people.rep1, grade="E"), CustomerFactory(owner=people.rep1)):
        with pytest.raises(
            BusinessError,
            match="评定为 E 级（不予发展）：不得报价、签订合同或下单|的客户评定尚未通过，在此之前不得开展业务",
        ):
            draft_contract(people.rep1, [form_line()], customer=customer, title="x")
    assert not Contract.objects.exists()


@pytest.mark.parametrize("who", ["rep2", "supervisor", "manager", "gm", "finance", "legal", "technical", "admin"])
def test_only_the_responsible_rep_drafts(customer, people, who):
    with pytest.raises(PermissionDenied, match="合同由负责该客户的销售代表起草"):
        draft_contract(getattr(people, who), [form_line()], customer=customer, title="x")
    assert not Contract.objects.exists()


def test_an_edit_in_draft_keeps_the_revision(customer, people):
    made = contract(customer)
    edit_contract(made.pk, people.rep1, lines_of(made, price=Decimal(120)), title="新名称")
    found = again(made)
    assert (found.revision, found.status, found.amount, found.title) == (1, "draft", Decimal("1200.00"), "新名称")


@pytest.mark.parametrize("who", ["rep2", "manager", "gm", "finance", "legal", "technical"])
def test_nobody_else_edits(customer, people, who):
    """CON-16: finance reads and does not edit."""
    made = contract(customer)
    with pytest.raises(PermissionDenied, match="合同由负责的销售代表编辑，且仅限评审前或退回后"):
        edit_contract(made.pk, getattr(people, who), lines_of(made, price=Decimal(1)), title="x")
    found = again(made)
    assert (found.amount, found.title, found.lines.get().price) == (made.amount, made.title, Decimal(100))


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({}, {"price": Decimal(120)}),
        ({}, {"quantity": Decimal(11)}),
        ({}, {"due_date": dt.date(2030, 1, 1)}),
        ({"payment_terms": "款到发货"}, {}),
        ({"end_date": dt.date(2031, 1, 1)}, {}),
    ],
)
def test_a_change_of_terms_after_the_departments_agreed_resets_every_decision(customer, people, values, change):
    """CON-17: revision 2 in draft has no approvals, and the old decisions remain in history."""
    made = contract(customer)
    in_departments(made, people)
    agree(made, people, *DEPARTMENTS)
    edit_contract(made.pk, people.rep1, lines_of(made, **change), **values)
    found = again(made)
    assert (found.status, found.revision) == ("draft", 2)
    assert approvals.current_round(found) is None
    old = approvals.last_round(found)
    assert old.status == "cancelled"
    assert {step.key for step in old.steps.all() if step.status == "approved"} == {"manager", *DEPARTMENTS}
    submitted(found, people)
    assert again(made).revision == 2
    assert {step.status for step in approvals.current_round(found).steps.all()} == {"pending", "waiting"}


def test_a_change_after_the_final_approval_takes_approval_and_marks_away(customer, people):
    """CON-17"""
    made = approved(contract(customer), people)
    edit_contract(made.pk, people.rep1, lines_of(made, price=Decimal(90)))
    found = again(made)
    assert (found.status, found.revision, found.approved_on, found.our_signed_on) == ("draft", 2, None, None)


def test_the_title_is_no_term_and_changes_without_a_new_review(customer, people):
    """CON-17"""
    made = contract(customer)
    in_departments(made, people)
    edit_contract(made.pk, people.rep1, lines_of(made), title="新名称")
    found = again(made)
    assert (found.status, found.revision, found.title) == ("department_review", 1, "新名称")


def test_a_contract_in_effect_is_not_edited(customer, people):
    made = active_contract(customer)
    with pytest.raises(BusinessError, match="”，不能再修改"):
        edit_contract(made.pk, people.rep1, lines_of(made, price=Decimal(1)))
    assert again(made).lines.get().price == Decimal(100)


def test_changed_lines_stand_in_the_timeline(customer, people):
    """DOC-04"""
    made = contract(customer)
    edit_contract(made.pk, people.rep1, lines_of(made, price=Decimal("120.00")))
    entry = timeline(made).get(action="Lines changed")
    [(old, new)] = entry.changes.values()
    assert ("@ 100.00" in old, "@ 120.00" in new, entry.actor) == (True, True, people.rep1)


def test_an_amount_beyond_all_measure_is_refused(customer, people):
    made = contract(customer)
    with pytest.raises(BusinessError, match="合同金额过大"):
        edit_contract(made.pk, people.rep1, lines_of(made, quantity=Decimal("9999999999.99"), price=Decimal("999999")))
    assert again(made).amount == made.amount
