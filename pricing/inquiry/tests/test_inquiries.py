"""Inquiries: received, reminded of, answered, quoted (QUO-01)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from customers.tests.factories import active_customer
from pricing.inquiry.answering import answer_inquiry, close_inquiry, quote_inquiry, remind_of_inquiries
from pricing.inquiry.entry import create_inquiry, update_inquiry
from pricing.inquiry.filters import InquiryFilters
from pricing.inquiry.models import Inquiry
from pricing.quote.models import Quote
from pricing.quote_answer.sending import send_quote
from pricing.tests.actions import approved
from pricing.tests.factories import PriceRuleFactory
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
D = Decimal


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def ask(user, customer, hours_ago=0, lines=(), **fields):
    said = {"title": "总泵询价", "question": "价格和交期", "received_at": timezone.now() - timedelta(hours=hours_ago)}
    return create_inquiry(user, customer, list(lines), **{**said, **fields})


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_an_inquiry_unanswered_for_24_hours_reminds_the_rep_once(people, customer):
    """QUO-01, J04: received at 10:00, the hourly job 24 hours later."""
    made = ask(people.rep1, customer)
    received = made.received_at
    assert remind_of_inquiries(received + timedelta(hours=23, minutes=59) - timedelta(minutes=1)) == 0
    assert remind_of_inquiries(received + timedelta(hours=24)) == 1
    assert remind_of_inquiries(received + timedelta(hours=25)) == 0
    task = Task.objects.get(kind="inquiry-reply")
    assert (task.person, task.status) == (people.rep1, "open")
    assert Notice.objects.filter(user=people.rep1, subject__startswith="超过 24 小时未答复").count() == 1


def test_answering_stores_time_and_text_and_ends_the_reminder(people, customer):
    """QUO-01"""
    made = ask(people.rep1, customer, hours_ago=30)
    remind_of_inquiries(timezone.now())
    answer_inquiry(made.pk, people.rep1, "单价 100 元，15 天交货")
    made = fresh(made)
    assert (made.status, made.answer, made.answered_by) == ("answered", "单价 100 元，15 天交货", people.rep1)
    assert made.answered_at is not None
    assert Task.objects.get(kind="inquiry-reply").status == "done"
    assert remind_of_inquiries(timezone.now() + timedelta(days=3)) == 0


def test_no_answer_without_time_and_text(people, customer):
    """QUO-01, also in the database."""
    made = ask(people.rep1, customer)
    with pytest.raises(BusinessError, match="Write what the customer was answered"):
        answer_inquiry(made.pk, people.rep1, "  ")
    with pytest.raises(IntegrityError, match="answered_with_time_and_text"), transaction.atomic():
        Inquiry.objects.filter(pk=made.pk).update(status="answered")
    assert fresh(made).status == "open"


def test_the_limit_is_a_setting(people, customer):
    """SET-35"""
    change_setting("inquiry_reply_hours", 4, people.admin)
    made = ask(people.rep1, customer)
    assert made.answer_due_at - made.received_at == timedelta(hours=4)


def test_an_inquiry_becomes_a_quote_in_one_step_with_todays_prices(people, customer, product):
    """QUO-01: items, prices of list and rules; the clock goes on until the quote is sent."""
    PriceRuleFactory(name="批量", product=product, min_quantity=500, price=D(95))
    lines = [{"product": product, "quantity": D(600)}, {"product": None, "wanted": "异形垫片", "quantity": D(5)}]
    made = ask(people.rep1, customer, lines=lines)
    quote = quote_inquiry(made.pk, people.rep1)
    line = quote.lines.get()
    assert (line.product, line.quantity, line.price, line.price_label) == (product, D(600), D(95), "批量")
    assert "异形垫片" in quote.remark
    assert (fresh(made).status, fresh(made).quote) == ("open", quote)
    with pytest.raises(BusinessError, match="has its quote already"):
        quote_inquiry(made.pk, people.rep1)
    assert Quote.objects.count() == 1


def test_the_sent_quote_answers_the_inquiry(people, customer, product):
    """QUO-01: open → answered → quoted."""
    made = ask(people.rep1, customer, lines=[{"product": product, "quantity": D(10)}])
    quote = quote_inquiry(made.pk, people.rep1)
    Quote.objects.filter(pk=quote.pk).update(payment_terms="月结", service_content="送货", lead_time="7 天")
    quote = approved(fresh(quote), people.rep1, people.manager)
    assert fresh(made).status == "open"
    send_quote(quote.pk, people.rep1)
    made = fresh(made)
    assert (made.status, made.answered_by) == ("quoted", people.rep1)
    assert quote.number in made.answer


def test_what_was_answered_before_keeps_its_words_when_the_quote_is_sent(people, customer, product):
    made = ask(people.rep1, customer, lines=[{"product": product, "quantity": D(10)}])
    answer_inquiry(made.pk, people.rep1, "报价另发")
    quote = quote_inquiry(made.pk, people.rep1)
    Quote.objects.filter(pk=quote.pk).update(payment_terms="月结", service_content="送货", lead_time="7 天")
    send_quote(approved(fresh(quote), people.rep1, people.manager).pk, people.rep1)
    assert (fresh(made).status, fresh(made).answer) == ("quoted", "报价另发")


def test_a_discarded_draft_gives_the_inquiry_back(people, customer, product):
    made = ask(people.rep1, customer, lines=[{"product": product, "quantity": D(10)}])
    quote = quote_inquiry(made.pk, people.rep1)
    discard(Quote, quote.pk, people.rep1, "写错了")
    assert (fresh(made).status, fresh(made).quote) == ("open", None)
    assert quote_inquiry(made.pk, people.rep1).pk != quote.pk


def test_an_inquiry_is_closed_with_a_reason(people, customer):
    made = ask(people.rep1, customer)
    with pytest.raises(BusinessError, match="Say why nothing comes of it"):
        close_inquiry(made.pk, people.rep1, "")
    close_inquiry(made.pk, people.rep1, "客户取消项目")
    assert fresh(made).status == "closed"
    with pytest.raises(BusinessError, match="cannot become"):
        answer_inquiry(made.pk, people.rep1, "x")


@pytest.mark.parametrize("name", ["rep2", "supervisor", "finance", "gm", "admin", "manager2"])
def test_only_who_is_in_charge_enters_and_answers(people, customer, name):
    made, user = ask(people.rep1, customer), getattr(people, name)
    with pytest.raises(PermissionDenied, match="entered by the sales representative in charge"):
        ask(user, customer)
    with pytest.raises(PermissionDenied, match="answered by the sales representative in charge"):
        answer_inquiry(made.pk, user, "x")
    assert (Inquiry.objects.count(), fresh(made).status) == (1, "open")


def test_nothing_is_received_in_the_future_nor_of_nothing(people, customer):
    with pytest.raises(BusinessError, match="received in the future"):
        ask(people.rep1, customer, hours_ago=-2)
    with pytest.raises(BusinessError, match="Choose the product"):
        ask(people.rep1, customer, lines=[{"product": None, "wanted": " ", "quantity": D(1)}])
    other = active_customer(people.rep1)
    with pytest.raises(BusinessError, match="belongs to another customer"):
        ask(people.rep1, customer, contact=other.contacts.create(name="李", phone="13800000000"))
    assert not Inquiry.objects.exists()


def test_it_is_corrected_while_it_is_open(people, customer, product):
    made = ask(people.rep1, customer)
    lines = [{"product": product, "quantity": D(3)}]
    update_inquiry(made.pk, people.rep1, lines, title="改", received_at=made.received_at - timedelta(hours=1))
    made = fresh(made)
    assert (made.title, made.lines.count()) == ("改", 1)
    answer_inquiry(made.pk, people.rep1, "x")
    with pytest.raises(BusinessError, match="can no longer be edited"):
        update_inquiry(made.pk, people.rep1, title="y")


def test_the_pages_show_the_clock_and_lead_to_the_quote(client, people, customer, product):
    client.force_login(people.rep1)
    data = {
        "customer": customer.pk,
        "title": "总泵询价",
        "question": "价格",
        "channel": "phone",
        "received_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-0-product": product.pk,
        "lines-0-quantity": "10",
    }
    assert client.post(reverse("inquiry-create"), data).status_code == 302
    made = Inquiry.objects.get()
    answer = client.post(reverse("inquiry-do", args=[made.pk, "quote"]))
    quote = Quote.objects.get()
    assert answer["location"] == reverse("quote-edit", args=[quote.pk])
    assert made.number in client.get(quote.get_absolute_url()).content.decode()
    for address in (
        reverse("inquiry-list"),
        made.get_absolute_url(),
        reverse("customer-inquiries", args=[customer.pk]),
    ):
        assert client.get(address).status_code == 200
    client.force_login(people.rep2)
    assert client.get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("words", ["渝峰", "yufeng", "yfcq", "CUS-2031", "支架"])
def test_the_list_finds_by_all_words_of_the_customer_and_by_its_own(client, people, words):
    """What hangs on a customer is found as the customer is: by name, pinyin, initials and number."""
    asked = ask(people.rep1, active_customer(people.rep1, name="渝峰车桥", number="CUS-2031"), title="支架询价")
    ask(people.rep1, active_customer(people.rep1, name="北碚仪控", number="CUS-8802"), title="轴承询价")
    client.force_login(people.rep1)
    table = client.get(reverse("inquiry-list"), {"q": words}).context["table"]
    assert [row.record for row in table.rows] == [asked]


def test_whoever_does_not_see_the_customer_finds_his_documents_by_what_the_list_shows_alone(people):
    """SEC-01: a telephone number that finds something would tell a department whose it is."""
    phone = "02355501234"
    asked = ask(people.rep1, active_customer(people.rep1, name="渝峰车桥", phone=phone))

    def found(user, words):
        return list(InquiryFilters(QueryDict(f"q={words}"), Inquiry.objects.all(), user=user).qs)

    for person in (people.rep1, people.manager, people.gm):
        assert found(person, phone) == found(person, "yufeng") == [asked]
    for stranger in (people.rep3, people.quality, None):
        assert found(stranger, phone) == found(stranger, "yufeng") == []
        assert found(stranger, "渝峰") == [asked]
