"""A customer's statements follow the layout chosen for him: drawn up, printed, sent, mailed (REC-05, F-29)."""

import datetime as dt
import subprocess

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.account.models import Account
from orders.account.states import StatementLayout
from orders.statement.layout import choose_layout, layout_of
from orders.statement.models import Statement
from orders.statement.papers import draft_paper, issued_statement
from orders.statement.sending import make_statement, send_statement
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.audit import timeline
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Letter
from salesmgmt.core.output import pdf

OPEN, FULL = StatementLayout.OPEN, StatementLayout.FULL


@pytest.fixture
def customer(people):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "1000.00", date=today() - dt.timedelta(days=20))
    confirmed_payment(customer, "300.00", date=today() - dt.timedelta(days=1))
    return customer


def drawn(customer, user):
    return make_statement(user, customer=customer, date_from=today() - dt.timedelta(days=30), date_to=today())


def text_of(data):
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode().replace(" ", "").replace("\n", "")


def sent_text(statement):
    pdf.print_waiting()
    return text_of(pdf.read(issued_statement(statement)))


def test_what_is_sent_follows_the_layout_of_the_customer(people, customer):
    full = drawn(customer, people.rep1)
    assert "往来明细" in text_of(draft_paper(full))
    assert layout_of(customer) == FULL
    choose_layout(customer.pk, people.rep1, OPEN)
    assert "往来明细" not in text_of(draft_paper(full))
    sent = send_statement(full.pk, people.rep1)
    text = sent_text(sent)
    assert (sent.layout, "往来明细" in text, "未结清明细" in text) == (OPEN, False, True)
    choose_layout(customer.pk, people.finance, FULL)
    sent.refresh_from_db()
    assert sent.layout == OPEN
    assert [entry.action for entry in timeline(customer)][:2] == ["Layout of the statements"] * 2


def test_what_is_delivered_and_not_billed_stands_on_it_if_chosen(people):
    note = signed_delivery(people)
    choose_layout(note.customer_id, people.finance, StatementLayout.OPEN_UNBILLED)
    statement = send_statement(drawn(note.customer, people.finance).pk, people.finance)
    assert note.number in sent_text(statement)


def test_another_layout_is_chosen_for_one_or_kept_for_the_customer(people, customer):
    account = Account.objects.get(customer=customer)
    once = send_statement(drawn(customer, people.rep1).pk, people.rep1, layout=OPEN)
    account.refresh_from_db()
    assert (once.layout, account.statement_layout) == (OPEN, FULL)
    send_statement(drawn(customer, people.rep1).pk, people.rep1, layout=OPEN, keep=True)
    account.refresh_from_db()
    assert account.statement_layout == OPEN


def test_the_dialog_begins_with_the_layout_of_the_customer(people, customer, client):
    choose_layout(customer.pk, people.rep1, OPEN)
    statement = drawn(customer, people.rep1)
    client.force_login(people.rep1)
    address = reverse("statement-do", args=[statement.pk, "send"])
    assert f'<option value="{OPEN}" selected>' in client.get(address).content.decode()
    client.post(address, {"layout": FULL})
    statement.refresh_from_db()
    assert (statement.status, statement.layout) == ("sent", FULL)
    page = client.get(reverse("customer-account", args=[customer.pk])).content.decode()
    assert 'name="paid" checked' not in page


def test_a_stranger_chooses_no_layout(people, customer):
    for name in ("rep2", "manager", "gm", "planner"):
        with pytest.raises(PermissionDenied, match="只能为自己负责的客户编制对账单"):
            choose_layout(customer.pk, getattr(people, name), OPEN)
    assert layout_of(customer) == FULL


def test_it_is_mailed_to_the_contact_and_one_without_address_stays_a_draft(people, customer, client):
    contact = customer.contacts.first()
    contact.email = "kuaiji@kehu.example"
    contact.save(update_fields=["email"])
    unreachable = active_customer(people.rep1)
    unreachable.contacts.update(email="")
    posted_invoice(unreachable, "10.00", date=today())
    first, second = drawn(customer, people.rep1), drawn(unreachable, people.rep1)
    with pytest.raises(BusinessError, match="都没有电子邮箱"):
        send_statement(second.pk, people.rep1, by_mail=True)
    client.force_login(people.rep1)
    answer = client.post(reverse("statement-list"), {"bulk": "send", "pk": [first.pk, second.pk]})
    token = answer.context["form_token"]
    client.post(
        reverse("statement-list"), {"bulk": "send", "pk": [first.pk, second.pk], "form_token": token, "by_mail": "on"}
    )
    assert list(Statement.objects.order_by("pk").values_list("status", flat=True)) == ["sent", "draft"]
    letter = Letter.objects.get()
    assert (letter.to, letter.paper_form, letter.paper_id) == ("kuaiji@kehu.example", "F-29", first.pk)
    assert f"对账单 {first.number}" in letter.subject
    assert "¥700.00" in letter.body
