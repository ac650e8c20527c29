"""What is created at the moment two files become one belongs to the file that is kept, whoever comes first (CUS-13)."""

import threading
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from customers.complaint.intake import register_complaint
from customers.complaint.models import Complaint
from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.duplicate.following import COLUMN, followed
from customers.duplicate.merge import merge_customers, relations
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import create_opportunity
from customers.tests.factories import active_customer, scheme
from customers.ticket.intake import open_ticket
from customers.ticket.models import ServiceTicket
from customers.visit.models import Visit
from customers.visit.planning import plan_visit
from orders.payment.models import Payment
from orders.payment.recording import record_payment
from pricing.quote.entry import create_quote
from pricing.quote.models import Quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    scheme()
    return company()


@pytest.fixture
def pair(people):
    return [active_customer(people.rep1, name=name) for name in ("重庆川江机械有限公司", "川江重庆机械有限责任公司")]


def complaint(people, customer):
    return register_complaint(people.rep1, customer, "漆面起泡", timezone.now(), "phone", "王芳", "13800000000")


def payment(people, customer):
    fields = {"date": today(), "amount": Decimal("1000.00"), "kind": "normal", "method": "transfer"}
    return record_payment(people.rep1, customer=customer, **fields)


CREATED = {
    Complaint: complaint,
    Payment: payment,
    Visit: lambda people, customer: plan_visit(people.rep1, customer=customer, day=today(), purpose="回访"),
    Quote: lambda people, customer: create_quote(people.rep1, customer, title="前桥"),
    ServiceTicket: lambda people, customer: open_ticket(people.rep1, customer, "漏油"),
    Opportunity: lambda people, customer: create_opportunity(people.rep1, customer, title="前桥"),
    Contact: lambda people, customer: Contact.objects.bulk_create(
        [Contact(customer=customer, name="李雷", phone="13800000002")]
    ),
}


class Beside(threading.Thread):
    """An act in a thread of its own; ``result`` is what it returned or raised."""

    def __init__(self, act):
        super().__init__()
        self.act, self.result = act, None
        self.start()

    def run(self):
        try:
            self.result = self.act()
        except Exception as error:
            self.result = error
        finally:
            connection.close()

    def ended(self):
        self.join(30)
        assert not self.is_alive()
        assert not isinstance(self.result, Exception), self.result
        return self.result


@pytest.mark.parametrize("model", CREATED, ids=lambda model: model.__name__)
def test_what_is_created_while_a_merge_is_under_way_goes_to_the_kept_file(people, pair, model):
    """CUS-13"""
    kept, closed = pair
    before = set(model.objects.values_list("pk", flat=True))
    with transaction.atomic():
        merge_customers(kept.pk, people.manager, closed.pk, "同一家公司")
        creation = Beside(lambda: CREATED[model](people, closed))
        creation.join(0.5)
        assert creation.is_alive()  # it waits for the merge
    creation.ended()
    (made,) = model.objects.exclude(pk__in=before)
    assert made.customer == kept


@pytest.mark.parametrize("model", CREATED, ids=lambda model: model.__name__)
def test_a_merge_waits_for_what_is_being_created_and_takes_it_along(people, pair, model):
    kept, closed = pair
    before = set(model.objects.values_list("pk", flat=True))
    with transaction.atomic():
        CREATED[model](people, closed)
        merge = Beside(lambda: merge_customers(kept.pk, people.manager, closed.pk, "同一家公司"))
        merge.join(0.5)
        assert merge.is_alive()
    merge.ended()
    made = model.objects.exclude(pk__in=before).latest("pk")
    assert made.customer == kept


def test_a_form_filled_in_for_the_closed_file_makes_a_document_of_the_kept_one(people, pair):
    """The page locks the customer before it writes: contact and owner are those of the kept file, too."""
    kept, closed = pair
    contact = closed.contacts.first() or Contact.objects.create(customer=closed, name="王芳", phone="13800000001")
    client = Client()
    client.force_login(people.rep1)
    form = {"customer": closed.pk, "contact": contact.pk, "day": today().isoformat(), "purpose": "回访"}
    with transaction.atomic():
        merge_customers(kept.pk, people.manager, closed.pk, "同一家公司")
        post = Beside(lambda: client.post("/visits/new/", form))
        post.join(0.5)
        assert post.is_alive()
    assert post.ended().status_code == 302
    visit = Visit.objects.get()
    assert (visit.customer, visit.contact) == (kept, contact)


def test_a_file_and_a_task_of_the_closed_file_hang_on_the_kept_one(people, pair):
    kept, closed = pair
    with transaction.atomic():
        merge_customers(kept.pk, people.manager, closed.pk, "同一家公司")
        acts = [
            Beside(lambda: attachments.add(closed, SimpleUploadedFile("a.txt", b"x"), people.rep1)),
            Beside(lambda: open_task("customer_mature", closed, people.rep1, "回访")),
        ]
        for act in acts:
            act.join(0.5)
            assert act.is_alive()
    attachment, task = [act.ended() for act in acts]
    assert (attachment.document, task.document) == (kept, kept)


def test_every_table_with_a_key_to_a_customer_follows(people):
    """A table that an app adds tomorrow has the trigger after its migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'follow_merged'")
        watched = {row[0] for row in cursor.fetchall()}
    assert watched == followed()
    columns = {model._meta.get_field(name).column for model, name in relations() if model is not Customer}
    # Whose inquiry a lead is, is asked of the customer under his lock when the lead is entered (create_lead).
    assert columns == {COLUMN, "known_customer_id"}
    assert len(watched) > 30
