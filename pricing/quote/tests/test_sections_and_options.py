"""Sections, optional lines and alternatives of an offer: what is in its amount, and what the customer takes."""

import io
import json
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from pricing.cost.card_figures import margin_fact, priced_lines
from pricing.discount.coverage import why_not_approved
from pricing.discount.request import request_discount
from pricing.quote.approval import quote_card
from pricing.quote.entry import copy_quote, create_quote, revise_quote
from pricing.quote.models import Quote, QuoteLine
from pricing.quote.papers import paper_context, quote_paper
from pricing.quote.totals import bases, counted, sections
from pricing.quote_answer.sending import accept_quote, send_quote
from pricing.tests.actions import agree, approved, fingerprint
from pricing.tests.factories import ProductFactory, cost, price
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db
D = Decimal
TERMS = {"payment_terms": "月结30天", "service_content": "送货到厂", "lead_time": "15天"}
OPTION, ALTERNATIVE = QuoteLine.Kind.OPTION, QuoteLine.Kind.ALTERNATIVE


def line(kind=QuoteLine.Kind.FIRM, section="", amount="100", unit_price=None, **fields):
    """One piece of a new product that costs so much on the list."""
    product = price(ProductFactory(**fields), amount)
    return {
        "product": product,
        "quantity": D(1),
        "price": D(unit_price or amount),
        "kind": kind,
        "section": section,
    }


def typed(*kinds_and_taken):
    return [QuoteLine(kind=kind, taken=taken, amount=D(10), section="") for kind, taken in kinds_and_taken]


@pytest.fixture
def offer(people, customer):
    """100 for certain, 40 as an option, 130 instead of the first line, 50 for certain in a second section."""
    return create_quote(
        people.rep1,
        customer,
        [
            line(section="制动系统"),
            line(ALTERNATIVE, "制动系统", "130"),
            line(OPTION, "制动系统", "40"),
            line(section="底盘件", amount="50"),
        ],
        **TERMS,
    )


@pytest.fixture
def sent(offer, people):
    made = approved(offer, people.rep1, people.manager)
    return send_quote(made.pk, people.rep1)


def pks(quote, kind):
    return [each.pk for each in quote.lines.filter(kind=kind)]


# -- what counts


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("firm", False), ("option", False), ("alternative", False)], [True, False, False]),
        ([("firm", False), ("option", True)], [True, True]),
        ([("firm", False), ("alternative", True)], [False, True]),
        ([("firm", False), ("alternative", False), ("alternative", True), ("firm", False)], [False, False, True, True]),
        ([("firm", False), ("option", False), ("alternative", True)], [True, False, True]),
        ([], []),
    ],
)
def test_options_count_when_taken_and_a_taken_alternative_stands_instead_of_its_line(lines, expected):
    assert counted(typed(*lines)) == expected


def test_an_alternative_belongs_to_the_line_above_it_that_is_none():
    lines = typed(("firm", False), ("alternative", False), ("alternative", False), ("option", False))
    assert bases(lines) == {1: lines[0], 2: lines[0]}


def test_lines_of_one_heading_that_follow_each_other_are_a_section_with_its_subtotal(offer):
    parts = sections(list(offer.lines.all()))
    assert [(part.name, part.amount) for part in parts] == [("制动系统", D(100)), ("底盘件", D(50))]


def test_the_amount_of_the_quote_is_without_options_and_alternatives(offer):
    assert (offer.amount, offer.net_amount + offer.tax_amount) == (D(150), D(150))
    assert [each.counted for each in offer.lines.all()] == [True, False, False, True]


def test_an_alternative_without_a_line_above_it_is_refused(people, customer):
    with pytest.raises(BusinessError, match="备选方案应排在它所代替的行之下"):
        create_quote(people.rep1, customer, [line(ALTERNATIVE), line()], **TERMS)
    assert not Quote.objects.exists()


def test_a_quote_of_options_alone_is_not_submitted(people, customer):
    made = create_quote(people.rep1, customer, [line(OPTION)], **TERMS)
    with pytest.raises(BusinessError, match="所有行都是可选项"):
        approved(made, people.rep1, people.manager)


def test_the_database_keeps_what_nobody_took_out_of_the_total(offer):
    option = offer.lines.get(kind=OPTION)
    with pytest.raises(IntegrityError, match="quote_line_counts_when_taken"), transaction.atomic():
        QuoteLine.objects.filter(pk=option.pk).update(counted=True)


def test_sections_and_options_go_along_into_a_copy_and_a_new_version(offer, sent, people):
    kept = [(each.section, each.kind) for each in offer.lines.all()]
    for made in (copy_quote(sent.pk, people.rep1), revise_quote(sent.pk, people.rep1)):
        assert [(each.section, each.kind) for each in made.lines.all()] == kept
        assert made.amount == D(150)


# -- discount and margin


def test_a_special_price_of_an_option_holds_up_no_approval_but_is_covered_before_it_is_taken(people, customer):
    """QUO-05, PRC-04: what is not part of the offer is not checked with it; taking it is."""
    made = create_quote(people.rep1, customer, [line(), line(OPTION, amount="100", unit_price="80")], **TERMS)
    assert why_not_approved(made) == ""
    sent = send_quote(approved(made, people.rep1, people.manager).pk, people.rep1)
    before = fingerprint(sent)
    with pytest.raises(BusinessError, match="的特殊价须先通过特殊折扣审批"):
        accept_quote(sent.pk, people.rep1, taken=pks(sent, OPTION))
    assert fingerprint(sent) == before
    assert [each.counted for each in sent.lines.all()] == [True, False]
    assert accept_quote(sent.pk, people.rep1).amount == D(100)


def test_with_a_special_discount_the_option_may_be_taken(people, customer):
    """QUO-05"""
    made = create_quote(people.rep1, customer, [line(), line(OPTION, amount="100", unit_price="80")], **TERMS)
    asked = request_discount(made.pk, people.rep1, "成套供货")
    agree(asked, people.manager)
    agree(asked, people.director)
    sent = send_quote(approved(made, people.rep1, people.manager).pk, people.rep1)
    assert accept_quote(sent.pk, people.rep1, taken=pks(sent, OPTION)).amount == D(180)


def test_an_option_below_cost_is_not_taken_without_the_special_approval(people, customer):
    """PRC-01"""
    row = line(OPTION)
    made = create_quote(people.rep1, customer, [line(), row], **TERMS)
    sent = send_quote(approved(made, people.rep1, people.manager).pk, people.rep1)
    cost(row["product"], "120")
    with pytest.raises(BusinessError, match="的特殊价须先通过特殊折扣审批"):
        accept_quote(sent.pk, people.rep1, taken=pks(sent, OPTION))


def test_the_margin_shown_to_the_approver_is_that_of_the_offer(people, customer):
    firm, option = line(), line(OPTION, amount="1000")
    cost(firm["product"], "80")
    cost(option["product"], "10")
    made = create_quote(people.rep1, customer, [firm, option], **TERMS)
    found = priced_lines(QuoteLine.objects.filter(quote=made, counted=True), "quote_id", "price")
    assert quote_card(Quote.objects.filter(pk=made.pk), people.director)[made.pk] == margin_fact(found[made.pk])
    assert margin_fact(found[made.pk])[0][1] == "20.0%"


# -- what the customer takes


def test_what_the_customer_takes_is_in_the_amount(sent, people):
    made = accept_quote(sent.pk, people.rep1, taken=[*pks(sent, OPTION), *pks(sent, ALTERNATIVE)])
    assert (made.amount, made.net_amount + made.tax_amount) == (D(220), D(220))
    assert [each.counted for each in made.lines.all()] == [False, True, True, True]


def test_without_a_word_the_offer_alone_is_accepted(sent, people):
    assert accept_quote(sent.pk, people.rep1).amount == D(150)


def test_only_options_of_this_quote_are_taken(sent, people, customer):
    other = create_quote(people.rep1, customer, [line(), line(OPTION)], **TERMS)
    for foreign in (pks(sent, QuoteLine.Kind.FIRM), pks(other, OPTION)):
        before = fingerprint(sent)
        with pytest.raises(BusinessError, match="只能选用本报价单的可选项和备选方案"):
            accept_quote(sent.pk, people.rep1, taken=foreign)
        assert fingerprint(sent) == before


def test_one_alternative_at_most_is_taken_to_a_line(people, customer):
    made = create_quote(people.rep1, customer, [line(), line(ALTERNATIVE), line(ALTERNATIVE)], **TERMS)
    sent = send_quote(approved(made, people.rep1, people.manager).pk, people.rep1)
    with pytest.raises(BusinessError, match="一行只能选用一个备选方案"):
        accept_quote(sent.pk, people.rep1, taken=pks(sent, ALTERNATIVE))


def test_an_option_and_its_alternative_are_not_both_taken(people, customer):
    made = create_quote(people.rep1, customer, [line(), line(OPTION), line(ALTERNATIVE)], **TERMS)
    sent = send_quote(approved(made, people.rep1, people.manager).pk, people.rep1)
    with pytest.raises(BusinessError, match="可选项与它的备选方案只能选其一"):
        accept_quote(sent.pk, people.rep1, taken=[*pks(sent, OPTION), *pks(sent, ALTERNATIVE)])


# -- page and paper


def test_the_paper_prints_sections_with_subtotals_and_alternatives_apart(offer):
    context = paper_context(offer)
    assert [(part.name, part.amount) for part in context["sections"]] == [("制动系统", D(100)), ("底盘件", D(50))]
    assert [each.amount for each in context["options"]] == [D(40)]
    assert [(each.amount, instead.amount) for each, instead in context["alternatives"]] == [(D(130), D(100))]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(quote_paper(offer)[0])).pages)
    for wanted in ("小计：制动系统", "可选项（未计入合计", "备选方案（未计入合计", "代1", "¥150.00"):
        assert wanted in re.sub(r"\s", "", text), wanted
    assert "¥190.00" not in text


def test_the_page_says_what_is_not_in_the_total(client, offer, people):
    client.force_login(people.rep1)
    text = client.get(offer.get_absolute_url()).content.decode()
    for wanted in ("制动系统", "可选 · 未计入合计", "第 1 行的备选 · 未计入合计", "¥170.00"):
        assert wanted in text, wanted


def test_on_acceptance_the_page_offers_what_may_be_taken(client, sent, people):
    client.force_login(people.rep1)
    url = reverse("quote-do", args=[sent.pk, "accept"])
    text = client.get(url).content.decode()
    assert "客户另选" in text
    taken = {"answered_on": sent.sent_on.isoformat(), "taken": pks(sent, OPTION), "comment": ""}
    assert client.post(url, taken).status_code in (200, 204, 302)
    sent.refresh_from_db()
    assert (sent.status, sent.amount) == ("accepted", D(190))


def test_what_is_typed_as_an_option_is_not_in_the_previewed_sums(client, people, customer):
    client.force_login(people.rep1)
    rows = [
        {"product": line()["product"].pk, "quantity": "2", "price": "100", "kind": kind, "section": section}
        for kind, section in (("firm", "甲"), ("option", "甲"), ("firm", "乙"))
    ]
    answer = client.post(
        reverse("quote-preview"), json.dumps({"customer": customer.pk, "lines": rows}), content_type="application/json"
    ).json()
    assert answer["gross"] == "400.00"
    assert answer["sections"] == [{"name": "甲", "gross": "200.00"}, {"name": "乙", "gross": "200.00"}]


def test_a_form_keeps_kind_section_and_the_order_in_which_the_lines_stand(client, people, offer):
    client.force_login(people.rep1)
    page = client.get(reverse("quote-edit", args=[offer.pk]))
    lines = page.context["lines"]
    posted = {name: str(value or "") for name, value in page.context["form"].initial.items() if name in TERMS}
    posted |= {"valid_until": offer.valid_until.isoformat(), "updated_at": offer.updated_at.isoformat()}
    posted |= {"lines-TOTAL_FORMS": "4", "lines-INITIAL_FORMS": "4", "lines-order": "3,0,1,2"}
    for form in lines.initial_forms:
        row = form.instance
        posted |= {
            f"{form.prefix}-id": row.pk,
            f"{form.prefix}-product": row.product_id,
            f"{form.prefix}-quantity": "1",
            f"{form.prefix}-price": row.price,
            f"{form.prefix}-kind": row.kind,
            f"{form.prefix}-section": row.section,
        }
    answer = client.post(reverse("quote-edit", args=[offer.pk]), posted)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert [(each.section, each.kind, each.amount) for each in offer.lines.all()] == [
        ("底盘件", "firm", D(50)),
        ("制动系统", "firm", D(100)),
        ("制动系统", "alternative", D(130)),
        ("制动系统", "option", D(40)),
    ]
