"""Writing, approving, sending and converting quotes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from customers.tests.factories import CustomerFactory, active_customer
from pricing.price_list.models import PriceList
from pricing.quote.entry import copy_quote, create_quote, revise_quote, update_quote
from pricing.quote.models import Quote
from pricing.quote.papers import FORM, quote_paper
from pricing.quote_answer.conversion import mark_converted
from pricing.quote_answer.sending import accept_quote, decline_quote, expire_quotes, send_quote
from pricing.tests.actions import agree, approved, fingerprint, step_for, submitted
from pricing.tests.factories import PriceRuleFactory, ProductFactory, accepted_quote, price, quote
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.attachments import add
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment
from salesmgmt.core.output import pdf

pytestmark = pytest.mark.django_db
D = Decimal
TERMS = {"payment_terms": "月结30天", "service_content": "送货到厂", "lead_time": "15天"}


def line(product, quantity="10", unit_price="100", **fields):
    unit_price = None if unit_price is None else D(unit_price)
    return {"product": product, "quantity": D(quantity), "price": unit_price, **fields}


def content(made, **changes):
    """The quote's own content, as its form would post it."""
    fields = {
        name: getattr(made, name) for name in ("title", "valid_until", "payment_terms", "service_content", "lead_time")
    }
    return {**fields, **changes}


# -- writing


def test_a_new_quote_takes_specification_unit_and_tax_from_the_product_and_sums_its_lines(people, customer, product):
    made = create_quote(people.rep1, customer, [line(product), line(product, "3", "33.33")], **TERMS)
    assert (made.status, made.version, made.family) == ("draft", 1, made.number)
    assert (made.amount, made.net_amount, made.tax_amount) == (D("1099.99"), D("973.45"), D("126.54"))
    first = made.lines.first()
    assert (first.spec, first.unit, first.tax_rate, first.amount) == ("Φ25.4", "套", D(13), D("1000.00"))


@pytest.mark.parametrize(("unit_price", "status"), [("100", "list"), ("99.99", "special")])
def test_every_line_is_marked_as_list_price_or_special(people, customer, product, unit_price, status):
    """PRC-12."""
    made = create_quote(people.rep1, customer, [line(product, unit_price=unit_price)], **TERMS)
    assert made.lines.get().price_status == status


def test_the_rule_that_gave_the_price_is_named_on_the_line(people, customer, product):
    """PRC-03, PRC-05."""
    PriceRuleFactory(name="满千优惠", product=product, min_quantity=1000, price=D(95))
    made = create_quote(people.rep1, customer, [line(product, "1000", "95"), line(product, "999", "95")], **TERMS)
    first, second = made.lines.all()
    assert (first.price_status, first.price_label, first.rule_price) == ("rule", "满千优惠", D(95))
    assert (second.price_status, second.price_label, second.rule_price) == ("special", "", None)


def test_a_prospect_without_approved_evaluation_gets_no_quote_but_the_link_to_it(people, product):
    """QUO-08, LEAD-06."""
    prospect = CustomerFactory(owner=people.rep1)
    with pytest.raises(BusinessError, match="的客户评定尚未通过，在此之前不得开展业务") as refusal:
        create_quote(people.rep1, prospect, [line(product)], **TERMS)
    assert refusal.value.link == prospect.get_absolute_url()
    assert Quote.objects.count() == 0


def test_a_customer_graded_e_gets_no_quote(people, product):
    """QUO-08, RAT-04."""
    bad = active_customer(people.rep1, grade="E")
    with pytest.raises(BusinessError, match="评定为 E 级（不予发展）：不得报价、签订合同或下单") as refusal:
        create_quote(people.rep1, bad, [line(product)], **TERMS)
    assert refusal.value.link == bad.evaluations.get().get_absolute_url()
    assert Quote.objects.count() == 0


@pytest.mark.parametrize("name", ["rep2", "supervisor", "manager2", "director", "gm", "finance", "quality", "admin"])
def test_only_the_owner_and_his_manager_quote_to_a_customer(people, customer, product, name):
    with pytest.raises(PermissionDenied, match="报价由负责该客户的销售代表或其区域销售经理编制"):
        create_quote(getattr(people, name), customer, [line(product)], **TERMS)
    assert Quote.objects.count() == 0


def test_a_contact_of_another_customer_is_refused(people, customer, product):
    stranger = active_customer(people.rep1)
    with pytest.raises(BusinessError, match="不属于该客户"):
        create_quote(people.rep1, customer, [line(product)], contact=stranger.contacts.get(), **TERMS)
    assert Quote.objects.count() == 0


def test_an_edit_is_recorded_line_by_line(people, customer, product):
    made = quote(customer, [(product, 10, "100")])
    update_quote(made.pk, people.rep1, [line(product, "20", "100")], **content(made, lead_time="20天"))
    changes = audit.timeline(made).get(action="Edited").changes
    assert changes["lead_time"] == ["合同签订后15天", "20天"]
    assert changes["lines 1 quantity"] == ["10.00", "20.00"]


@pytest.mark.parametrize("status", ["submitted", "approved", "sent", "accepted", "superseded", "converted"])
def test_what_is_past_its_draft_is_not_edited(people, customer, product, status):
    made = quote(customer, [(product, 10, "100")], status=status)
    before = fingerprint(made)
    with pytest.raises(BusinessError, match="”，不能再修改"):
        update_quote(made.pk, people.rep1, [line(product, unit_price="1")], **content(made, title="x"))
    assert fingerprint(made) == before


@pytest.mark.parametrize("name", ["rep2", "supervisor", "director", "finance", "manager2"])
def test_nobody_else_edits_a_draft(people, customer, product, name):
    made = quote(customer, [(product, 10, "100")])
    before = fingerprint(made)
    with pytest.raises(PermissionDenied, match="报价由负责人编辑"):
        update_quote(made.pk, getattr(people, name), [line(product)], **content(made))
    assert fingerprint(made) == before


def test_editing_a_rejected_quote_makes_it_a_draft_again(people, customer, product):
    made = submitted(quote(customer, [(product, 10, "100")]), people.rep1)
    approvals.reject(step_for(made, people.manager), people.manager, "付款太晚")
    update_quote(made.pk, people.rep1, [line(product)], **content(made))
    made.refresh_from_db()
    assert made.status == "draft"


def test_a_copy_is_a_new_offer_at_the_same_prices(people, customer, product):
    made = quote(customer, [(product, 10, "90")], status="declined")
    copy = copy_quote(made.pk, people.rep1)
    assert (copy.status, copy.version, copy.replaces, copy.family) == ("draft", 1, None, copy.number)
    assert [(row.product, row.quantity, row.price) for row in copy.lines.all()] == [(product, D(10), D(90))]


# -- completeness


@pytest.mark.parametrize(
    ("missing", "words"),
    [("payment_terms", "缺少付款条件"), ("service_content", "缺少服务内容"), ("lead_time", "缺少交货周期")],
)
def test_an_incomplete_quote_is_not_submitted(people, customer, product, missing, words):
    """QUO-02."""
    made = quote(customer, [(product, 10, "100")], **{missing: " "})
    before = fingerprint(made)
    with pytest.raises(BusinessError, match=words):
        approvals.submit(made, people.rep1)
    assert fingerprint(made) == before


def test_a_quote_with_a_line_without_price_is_not_submitted(people, customer, product):
    """QUO-02."""
    made = quote(customer, [(product, 10, "100"), (product, 5, None)])
    with pytest.raises(BusinessError, match="第 2 行.*没有单价"):
        approvals.submit(made, people.rep1)
    made.refresh_from_db()
    assert made.status == "draft"


def test_a_quote_saved_before_the_new_price_list_is_saved_again_before_it_is_submitted(people, customer, product):
    """PRC-09: from the effective date on the new price is proposed."""
    made = quote(customer, [(product, 10, "100")])
    PriceList.objects.create(number="JG-2", name="New", version=2, valid_from=today(), status="scheduled").items.create(
        product=product, price=D(110)
    )
    with pytest.raises(BusinessError, match="）保存后价格规定已变化，请打开报价单重新保存"):
        approvals.submit(made, people.rep1)
    update_quote(made.pk, people.rep1, [line(product, unit_price="110")], **content(made))
    assert submitted(made, people.rep1).status == "submitted"


# -- approval


def test_the_manager_approves_and_the_paper_is_issued(people, customer, product):
    """QUO-03."""
    made = approved(quote(customer, [(product, 10, "100")]), people.rep1, people.manager)
    assert made.status == "approved"
    row = pdf.issued(made, FORM)
    assert len(row.sha256) == 64
    assert quote_paper(made)[0] == pdf.read(row)


@pytest.mark.parametrize("name", ["rep1", "rep2", "supervisor", "manager2", "director", "gm", "finance", "admin"])
def test_nobody_but_the_manager_in_charge_approves(people, customer, product, name):
    """QUO-03, SEC-04."""
    made = submitted(quote(customer, [(product, 10, "100")]), people.rep1)
    step = approvals.open_steps_of(made).get().pk
    before = fingerprint(made)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step, getattr(people, name))
    assert fingerprint(made) == before


def test_a_managers_own_quote_goes_to_the_director(client, people, customer, product):
    """SEC-04: refused by the rule and on the page, and the step is the director's from the beginning."""
    made = create_quote(people.manager, customer, [line(product)], **TERMS)
    submitted(made, people.manager)
    step = approvals.open_steps_of(made).get()
    assert [*approvals.pending_for(people.director)] == [step]
    assert [*approvals.pending_for(people.manager)] == []
    before = fingerprint(made)
    with pytest.raises(PermissionDenied, match="本单由您填写或提交，因此由"):
        approvals.approve(step.pk, people.manager)
    client.force_login(people.manager)
    assert client.post(reverse("step-do", args=[step.pk, "approve"]), {}).status_code == 403
    assert fingerprint(made) == before
    made.refresh_from_db()
    assert made.status == "submitted"
    agree(made, people.director)
    assert made.status == "approved"


def test_a_customer_who_is_blocked_meanwhile_is_not_approved(people, customer, product):
    """QUO-08."""
    made = submitted(quote(customer, [(product, 10, "100")]), people.rep1)
    type(customer).objects.filter(pk=customer.pk).update(grade="E")
    with pytest.raises(BusinessError, match="评定为 E 级（不予发展）：不得报价、签订合同或下单"):
        agree(made, people.manager)
    made.refresh_from_db()
    assert made.status == "submitted"


# -- sending and answering


def test_an_approved_quote_is_sent_and_accepted(people, customer, product):
    made = approved(quote(customer, [(product, 10, "100")]), people.rep1, people.manager)
    send_quote(made.pk, people.rep1)
    accept_quote(made.pk, people.rep1, comment="电话确认")
    made.refresh_from_db()
    assert (made.status, made.sent_on, made.answered_on) == ("accepted", today(), today())


@pytest.mark.parametrize("status", ["draft", "submitted", "rejected", "sent", "accepted", "expired", "superseded"])
def test_only_an_approved_quote_is_sent(people, customer, status):
    """QUO-03."""
    made = quote(customer, status=status)
    before = fingerprint(made)
    with pytest.raises(BusinessError, match="时不能执行此操作"):
        send_quote(made.pk, people.rep1)
    assert fingerprint(made) == before


@pytest.mark.parametrize("act", [send_quote, accept_quote, revise_quote, mark_converted])
@pytest.mark.parametrize("name", ["rep2", "supervisor", "director", "finance", "manager2"])
def test_nobody_else_sends_answers_revises_or_converts(people, customer, act, name):
    status = {send_quote: "approved", accept_quote: "sent", revise_quote: "sent", mark_converted: "accepted"}[act]
    made = quote(customer, status=status)
    before = fingerprint(made)
    with pytest.raises(
        PermissionDenied, match="报价由负责人发送|客户对报价的答复由报价负责人登记|报价由负责人修订|报价由负责人转化"
    ):
        act(made.pk, getattr(people, name))
    assert fingerprint(made) == before
    assert Quote.objects.count() == 1


def test_a_quote_that_has_run_out_is_neither_sent_nor_accepted(people, customer):
    past = {"quote_date": today() - timedelta(days=40), "valid_until": today() - timedelta(days=1)}
    for status, act in (("approved", send_quote), ("sent", accept_quote)):
        made = quote(customer, status=status, **past)
        with pytest.raises(BusinessError, match="该报价单有效期至"):
            act(made.pk, people.rep1)
        made.refresh_from_db()
        assert made.status == status


def test_a_refusal_needs_the_customers_reason(people, customer):
    made = quote(customer, status="sent", sent_on=today())
    with pytest.raises(BusinessError, match="请填写客户拒绝的原因"):
        decline_quote(made.pk, people.rep1, comment=" ")
    decline_quote(made.pk, people.rep1, comment="价格高于同行")
    made.refresh_from_db()
    assert (made.status, made.decline_reason) == ("declined", "价格高于同行")


@pytest.mark.parametrize("day", [-2, 1])
def test_the_answer_lies_between_sending_and_today(people, customer, day):
    made = quote(customer, status="sent", sent_on=today() - timedelta(days=1))
    with pytest.raises(BusinessError, match="答复日期不能早于报价单发出日期|日期不能晚于今天"):
        accept_quote(made.pk, people.rep1, answered_on=today() + timedelta(days=day))
    made.refresh_from_db()
    assert made.status == "sent"


# -- versions


def test_a_changed_offer_is_a_new_version_and_the_old_one_is_superseded(people, customer, product):
    """QUO-06."""
    made = approved(quote(customer, [(product, 10, "100")]), people.rep1, people.manager)
    paper = quote_paper(made)[0]
    new = revise_quote(made.pk, people.rep1)
    made.refresh_from_db()
    assert (made.status, new.status, new.version, new.replaces, new.family) == (
        "superseded",
        "draft",
        2,
        made,
        made.number,
    )
    assert new.number == f"{made.number}-V2"
    assert [(row.product, row.price) for row in new.lines.all()] == [(product, D(100))]
    assert quote_paper(made)[0] == paper


def test_a_superseded_version_is_neither_sent_nor_converted(people, customer, product):
    """QUO-06."""
    made = quote(customer, [(product, 10, "100")], status="sent", sent_on=today())
    revise_quote(made.pk, people.rep1)
    before = fingerprint(made)
    for act in (send_quote, accept_quote, mark_converted):
        with pytest.raises(BusinessError, match="“已被取代”.*不能"):
            act(made.pk, people.rep1)
    assert fingerprint(made) == before


def test_attachments_and_links_stay_with_the_new_version(people, customer, product, media):
    """QUO-06."""
    made = quote(customer, [(product, 10, "100")], status="sent", sent_on=today())
    add(made, SimpleUploadedFile("询价单.txt", "请报价".encode()), people.rep1, "询价单")
    new = revise_quote(made.pk, people.rep1)
    old_file, new_file = Attachment.objects.of(made).get(), Attachment.objects.of(new).get()
    assert (new_file.original_name, new_file.kind, new_file.sha256) == ("询价单.txt", "询价单", old_file.sha256)
    assert new_file.uploaded_at == old_file.uploaded_at
    assert (new.opportunity, new.contact) == (made.opportunity, made.contact)


# -- conversion


def test_an_accepted_quote_converts_once(people, customer):
    """QUO-07."""
    made = accepted_quote(customer)
    mark_converted(made.pk, people.rep1)
    before = fingerprint(made)
    with pytest.raises(BusinessError, match="已经转为合同，不能再次转换"):
        mark_converted(made.pk, people.rep1)
    with pytest.raises(BusinessError, match="时不能执行此操作"):
        accept_quote(made.pk, people.rep1)
    assert before[1] == "converted"
    assert fingerprint(made) == before


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "sent", "declined", "expired", "superseded"])
def test_only_an_accepted_quote_converts(people, customer, status):
    """QUO-07."""
    made = quote(customer, status=status)
    before = fingerprint(made)
    with pytest.raises(BusinessError, match="不能变为“已转合同”"):
        mark_converted(made.pk, people.rep1)
    assert fingerprint(made) == before


# -- expiry


def test_what_has_run_out_expires_also_after_days_without_the_job(customer):
    """J11: idempotent, and it catches up."""
    past = today() - timedelta(days=60)
    old = [
        quote(customer, status=status, quote_date=past, valid_until=today() - timedelta(days=days))
        for status, days in (("approved", 1), ("sent", 30))
    ]
    kept = [
        quote(customer, status="sent", quote_date=past, valid_until=today()),
        quote(customer, status="accepted", quote_date=past, valid_until=today() - timedelta(days=3)),
        quote(customer, status="draft", quote_date=past, valid_until=today() - timedelta(days=3)),
    ]
    assert (expire_quotes(), expire_quotes()) == (2, 0)
    assert [Quote.objects.get(pk=made.pk).status for made in old] == ["expired", "expired"]
    assert [Quote.objects.get(pk=made.pk).status for made in kept] == ["sent", "accepted", "draft"]
    assert audit.timeline(old[0]).count() == 1


def test_the_price_of_an_approved_quote_stays_when_the_list_changes(people, customer):
    """PRC-09."""
    product = price(ProductFactory(), "100")
    made = approved(quote(customer, [(product, 10, "100")]), people.rep1, people.manager)
    price(product, "120")
    send_quote(made.pk, people.rep1)
    made.refresh_from_db()
    assert (made.amount, made.lines.get().price) == (D("1000.00"), D("100.00"))


def test_a_price_finer_than_a_fen_is_not_offered_before_contracts_can_carry_it(people, customer):
    """QUO-02: a contract would round it and bill another amount."""
    made = quote(customer, [(price(ProductFactory(), "0.023456"), 1000, "0.023456")])
    with pytest.raises(BusinessError, match="超过两位小数"):
        approvals.submit(made, people.rep1)
    assert Quote.objects.get(pk=made.pk).status == "draft"
