"""Collection actions, promises, letters and the run over all customers (REC-02)."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from customers.tests.factories import active_customer
from orders.account.models import Account
from orders.dunning.clock import neglected, show_neglected
from orders.dunning.contact import log_about_invoice, log_action, return_broken_promises
from orders.dunning.letter import draft_letter, reason_of, run_over, send_letter
from orders.dunning.models import CollectionAction, DunningLetter
from orders.dunning.papers import draft_paper
from orders.dunning.rules import is_neglected, next_level, steps_of
from orders.dunning.states import LetterStatus, Sending
from orders.invoice.models import Invoice
from orders.payment.allocation import accept_proposal
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core import calendar
from salesmgmt.core.domain import mailing
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import IssuedDocument, Letter, Notice, Task
from salesmgmt.core.output import pdf
from salesmgmt.core.tests.races import meet
from salesmgmt.core.web.paging import PagedRows

D = Decimal

# As the page asks for its rows, once it stands.
ROWS = {"HX-Request": "true", "HX-Target": "list"}


def days(n):
    return calendar.today() + dt.timedelta(days=n)


def overdue(customer, amount="1000.00", late=40):
    return posted_invoice(customer, amount, date=days(-late - 30), due_date=days(-late))


def account(customer):
    return Account.objects.get(customer=customer)


def contact(customer, user, **fields):
    fields = {"date": days(0), "way": "call", "measure": "下周付款", "cause": "short", **fields}
    return log_action(customer.pk, user, **fields)


def text_of(data):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).replace("\n", "")


class TestNeglect:
    def test_rec_02_the_manager_sees_what_nothing_was_done_about_for_seven_days(self, people, customer):
        """REC-02"""
        invoice = overdue(customer, late=7)
        fresh = overdue(customer, late=6)
        assert show_neglected(calendar.now()) == 1
        assert set(neglected(Invoice.objects.all())) == {invoice}
        notice = Notice.objects.get(user=people.manager, url__contains="neglected=true")
        assert "1" in notice.subject
        show_neglected(calendar.now())
        assert Notice.objects.filter(user=people.manager, url__contains="neglected=true").count() == 1
        log_about_invoice(invoice.pk, people.rep1, date=days(0), way="call", measure="月底付", cause="payment_run")
        assert show_neglected(calendar.now()) == 0
        assert fresh not in neglected(Invoice.objects.all())

    @pytest.mark.parametrize(("late", "since"), [(6, None), (7, None), (40, 6), (40, 7), (40, 0)])
    def test_the_query_says_what_the_rule_says(self, people, customer, late, since):
        invoice = overdue(customer, late=late)
        if since is not None:
            contact(customer, people.rep1, date=days(-since))
        acted = None if since is None else days(-since)
        assert neglected(Invoice.objects.all()).exists() is is_neglected(invoice.due_date, acted, days(0), 7)

    def test_the_list_of_collection_tasks_shows_them(self, people, customer, client):
        old, acted = overdue(customer, late=20), overdue(customer, late=21)
        log_about_invoice(acted.pk, people.rep1, date=days(0), way="call", measure="月底付", cause="short")
        client.force_login(people.manager)
        page = client.get(reverse("collection-task-list") + "?neglected=true").content.decode()
        assert old.number in page
        assert acted.number not in page


class TestContact:
    def test_a_contact_is_kept_with_cause_measure_and_promise(self, people, customer):
        first, second = overdue(customer), overdue(customer, late=3)
        action = contact(customer, people.rep1, promised_on=days(5), promised_amount=D("500"))
        assert set(action.invoices.all()) == {first, second}
        assert (action.promised_on, action.promised_amount) == (days(5), D("500.00"))

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"cause": ""}, "Give the cause of the delay"),
            ({"measure": "  "}, "Say what was agreed"),
            ({"date": days(1)}, "when it has taken place"),
            ({"promised_on": days(-1)}, "after the contact"),
            ({"promised_amount": D("5")}, "needs the day"),
        ],
    )
    def test_what_is_missing_is_asked_for_and_nothing_is_written(self, english, people, customer, fields, said):
        overdue(customer)
        with pytest.raises(BusinessError, match=said):
            contact(customer, people.rep1, **fields)
        assert not CollectionAction.objects.exists()

    def test_nothing_overdue_is_nothing_to_collect(self, english, people, customer):
        posted_invoice(customer, "100.00")
        with pytest.raises(BusinessError, match="Nothing of this customer is overdue"):
            contact(customer, people.rep1)

    def test_another_rep_does_not_collect(self, english, people, customer):
        overdue(customer)
        with pytest.raises(PermissionDenied, match="in charge of the customer"):
            contact(customer, people.rep2)

    def test_an_action_cannot_be_deleted(self, people, customer):
        overdue(customer)
        action = contact(customer, people.rep1)
        with pytest.raises(Exception, match="Cannot delete"):
            action.delete()

    def test_the_dialog_of_the_customer_records_it(self, people, customer, client):
        invoice = overdue(customer)
        client.force_login(people.rep1)
        address = reverse("customer-do", args=[customer.pk, "collect"])
        assert client.get(address).status_code == 200
        posted = {"date": days(0), "way": "visit", "cause": "papers", "measure": "补发票", "invoices": [invoice.pk]}
        client.post(address, posted)
        assert CollectionAction.objects.get().invoices.get() == invoice


class TestPromise:
    def test_a_broken_promise_comes_back_to_the_rep_once(self, people, customer):
        overdue(customer)
        action = contact(customer, people.rep1, date=days(-3), promised_on=days(-1))
        assert return_broken_promises(calendar.now()) == 1
        assert return_broken_promises(calendar.now()) == 0
        assert Task.objects.open().filter(person=people.rep1, kind="broken-promise").count() == 1
        assert action.promised_on == days(-1)
        contact(customer, people.rep1)
        assert not Task.objects.open().filter(kind="broken-promise").exists()

    def test_a_promise_that_was_kept_does_not(self, people, customer):
        overdue(customer)
        contact(customer, people.rep1, date=days(-3), promised_on=days(-1))
        accept_proposal(confirmed_payment(customer, "1000.00").pk, people.finance)
        assert return_broken_promises(calendar.now()) == 0

    def test_until_its_day_no_letter_goes_out(self, english, people, customer):
        overdue(customer)
        contact(customer, people.rep1, promised_on=days(0))
        with pytest.raises(BusinessError, match="Payment is promised for"):
            draft_letter(account(customer).pk, people.rep1)

    def test_what_is_promised_is_left_out_and_the_rest_is_asked_for(self, people, customer):
        """REC-02: the promise of one invoice silences no other."""
        promised, other = overdue(customer, "1000.00", 40), overdue(customer, "234.56", 3)
        contact(customer, people.rep1, invoices=[promised], promised_on=days(2))
        found = run_over(Account.objects.all()).get()
        assert (found.owed, found.items, found.in_promise) == (D("234.56"), 1, D("1000.00"))
        assert (found.promised, found.may_go) == (days(2), True)
        letter = draft_letter(account(customer).pk, people.rep1)
        assert [item.invoice for item in letter.items.all()] == [other]
        letter = send_letter(letter.pk, people.rep1, Sending.POST)
        assert letter.total == D("234.56")
        assert run_over(Account.objects.all()).get().in_promise == D("1000.00")  # the letter was about the other one

    def test_a_later_word_ends_the_promise(self, people, customer):
        invoice = overdue(customer)
        contact(customer, people.rep1, date=days(-1), promised_on=days(5))
        contact(customer, people.rep1, invoices=[invoice])
        found = run_over(Account.objects.all()).get()
        assert (found.owed, found.in_promise, found.promised, found.may_go) == (D("1000.00"), D("0.00"), None, True)

    def test_a_promise_about_nothing_silences_nobody(self, people, customer):
        overdue(customer)
        contact(customer, people.rep1, promised_on=days(2)).invoices.clear()
        assert run_over(Account.objects.all()).get().owed == D("1000.00")

    def test_of_what_was_paid_or_disputed_since_no_promise_runs(self, people, customer):
        paid, disputed, _other = overdue(customer, "700.00", 40), overdue(customer, "80.00", 30), overdue(customer)
        contact(customer, people.rep1, invoices=[paid, disputed], promised_on=days(2))
        accept_proposal(confirmed_payment(customer, "700.00").pk, people.finance)
        Invoice.objects.filter(pk=disputed.pk).update(disputed=True)
        found = run_over(Account.objects.all()).get()
        assert (found.owed, found.in_promise, found.in_dispute) == (D("1000.00"), D("0.00"), D("80.00"))
        assert found.promised is None

    def test_a_draft_of_what_was_promised_since_does_not_go_out(self, english, people, customer):
        overdue(customer)
        letter = draft_letter(account(customer).pk, people.rep1)
        contact(customer, people.rep1, promised_on=days(1))
        with pytest.raises(BusinessError, match="Payment is promised for"):
            send_letter(letter.pk, people.rep1, Sending.POST)
        letter.refresh_from_db()
        assert (letter.status, letter.items.count()) == (LetterStatus.DRAFT, 1)

    def test_figures_of_the_run_lead_to_the_invoices_that_make_them(self, people, customer, client):
        promised, other = overdue(customer, "1000.00", 40), overdue(customer, "234.56", 3)
        contact(customer, people.rep1, invoices=[promised], promised_on=days(2))
        client.force_login(people.rep1)
        assert "rows_address" in client.get(reverse("dunning-run")).context
        page = client.get(reverse("dunning-run"), headers=ROWS)
        tasks = f"{reverse('collection-task-list')}?customer={customer.pk}&disputed=false&promised="
        for answer, row in (("true", promised), ("false", other)):
            assert f"{tasks}{answer}".replace("&", "&amp;") in page.content.decode()
            rows = client.get(tasks + answer).context["table"].rows
            assert [each.record for each in rows] == [row]

    def test_without_script_the_rows_are_a_link_away(self, people, customer, client):
        overdue(customer, "1000.00", 40)
        client.force_login(people.rep1)
        frame = client.get(reverse("dunning-run"), {"customer__owner": "me"})
        address = frame.context["whole_address"]
        without_script = frame.content.decode().split("<noscript>")[-1].split("</noscript>")[0]
        assert f'href="{address}"'.replace("&", "&amp;") in without_script
        page = client.get(address)
        assert [row.record.customer for row in page.context["table"].rows] == [customer]
        mine = [address for _label, address, is_shown in page.context["presets"] if is_shown]
        assert mine == ["customer__owner=me"]


class TestLetter:
    def test_rec_02_the_letter_lists_all_overdue_items_and_their_total(self, people, customer):
        """REC-02"""
        first, second = overdue(customer, "1000.00", 40), overdue(customer, "234.56", 3)
        posted_invoice(customer, "99.00")
        letter = draft_letter(account(customer).pk, people.rep1)
        assert (letter.total, letter.level) == (D("1234.56"), 1)
        send_letter(letter.pk, people.rep1, Sending.POST, "SF1")
        letter.refresh_from_db()
        pdf.print_waiting()
        paper = text_of(pdf.read(IssuedDocument.objects.get(form_code="F-30")))
        for each in (first, second):
            assert each.number in paper
        assert "1,234.56" in paper
        assert "40" in paper
        assert (letter.status, letter.sent_on) == (LetterStatus.SENT, days(0))
        assert set(letter.action.invoices.all()) == {first, second}

    def test_the_amounts_are_those_of_the_moment_of_sending(self, people, customer):
        overdue(customer, "1000.00", 40)
        overdue(customer, "300.00", 10)
        letter = draft_letter(account(customer).pk, people.rep1)
        accept_proposal(confirmed_payment(customer, "1000.00").pk, people.finance)
        letter = send_letter(letter.pk, people.rep1, Sending.POST)
        assert (letter.total, letter.items.count()) == (D("300.00"), 1)

    def test_what_was_paid_meanwhile_is_not_dunned(self, english, people, customer):
        overdue(customer)
        letter = draft_letter(account(customer).pk, people.rep1)
        accept_proposal(confirmed_payment(customer, "1000.00").pk, people.finance)
        with pytest.raises(BusinessError, match="Discard the letter"):
            send_letter(letter.pk, people.rep1, Sending.POST)
        letter.refresh_from_db()
        assert letter.status == LetterStatus.DRAFT

    def test_what_is_in_dispute_is_left_out(self, english, people, customer):
        Invoice.objects.filter(pk=overdue(customer).pk).update(disputed=True)
        with pytest.raises(BusinessError, match="without being in dispute"):
            draft_letter(account(customer).pk, people.rep1)

    def test_the_next_letter_waits_and_is_one_level_higher(self, english, people, customer):
        overdue(customer, late=90)
        send_letter(draft_letter(account(customer).pk, people.rep1).pk, people.rep1, Sending.POST)
        with pytest.raises(BusinessError, match="The last letter went out"):
            draft_letter(account(customer).pk, people.rep1)
        DunningLetter.objects.update(sent_on=days(-14))
        letter = draft_letter(account(customer).pk, people.rep1)
        assert letter.level == 2
        assert not letter.is_last

    def test_after_everything_was_paid_it_begins_anew(self, people, customer):
        overdue(customer, late=90)
        send_letter(draft_letter(account(customer).pk, people.rep1).pk, people.rep1, Sending.POST)
        DunningLetter.objects.update(sent_on=days(-20))
        accept_proposal(confirmed_payment(customer, "1000.00").pk, people.finance)
        overdue(customer, late=90)
        assert draft_letter(account(customer).pk, people.rep1).level == 1

    def test_whoever_has_paid_all_of_it_gets_none_before_it_is_allocated(self, english, people, customer):
        overdue(customer, "1000.00")
        confirmed_payment(customer, "999.99")
        assert run_over(Account.objects.all()).get().may_go
        confirmed_payment(customer, "0.01")
        found = run_over(Account.objects.all()).get()
        assert (found.free, found.may_go) == (D("1000.00"), False)
        with pytest.raises(BusinessError, match="not allocated yet covers it"):
            draft_letter(account(customer).pk, people.rep1)

    def test_from_which_sum_a_level_goes_out_is_a_setting(self, english, people, customer, settings_of):
        overdue(customer, "1000.00")
        settings_of(dunning_least_reminder="1000.01")
        with pytest.raises(BusinessError, match="too small an amount"):
            draft_letter(account(customer).pk, people.rep1)
        settings_of(dunning_least_reminder="1000.00", dunning_least_demand="5000.00")
        send_letter(draft_letter(account(customer).pk, people.rep1).pk, people.rep1, Sending.POST)
        DunningLetter.objects.update(sent_on=days(-20))
        assert draft_letter(account(customer).pk, people.rep1).level == 1

    def test_a_second_draft_is_refused(self, english, people, customer):
        overdue(customer)
        draft_letter(account(customer).pk, people.rep1)
        with pytest.raises(BusinessError, match="a draft of a dunning letter"):
            draft_letter(account(customer).pk, people.finance)

    def test_another_rep_writes_none(self, english, people, customer):
        overdue(customer)
        with pytest.raises(PermissionDenied, match="in charge of the customer"):
            draft_letter(account(customer).pk, people.rep2)
        assert not DunningLetter.objects.exists()

    def test_the_paper_of_a_draft_bears_a_watermark(self, people, customer):
        overdue(customer)
        assert "草" in text_of(draft_paper(draft_letter(account(customer).pk, people.rep1)))


class TestMail:
    def test_by_mail_the_paper_goes_out_with_a_letter_to_the_contact(self, people, customer, mailoutbox):
        overdue(customer)
        customer.contacts.update(email="")
        customer.contacts.create(name="周会计", email="zhou@example.com")
        letter = send_letter(draft_letter(account(customer).pk, people.rep1).pk, people.rep1, Sending.MAIL, "财务")
        assert mailoutbox == []
        assert mailing.send_letters() == 1
        [mail] = mailoutbox
        assert (mail.to, mail.reply_to) == (["zhou@example.com"], [people.rep1.email] if people.rep1.email else [])
        [(name, data, kind)] = mail.attachments
        assert (name, kind) == (f"催款函-{letter}.pdf", "application/pdf")
        assert "1,000.00" in text_of(data)
        assert "1,000.00" in mail.body
        assert letter.note == "zhou@example.com 财务"
        assert mailing.paper_letter(letter).mailed_at

    def test_another_address_may_be_given_and_the_page_says_how_it_stands(self, people, customer, client):
        overdue(customer)
        letter = draft_letter(account(customer).pk, people.rep1)
        client.force_login(people.rep1)
        form = {"sending": "mail", "email": "ap@example.com"}
        client.post(reverse("dunning-letter-do", args=[letter.pk, "send"]), form)
        assert "ap@example.com" in client.get(letter.get_absolute_url()).content.decode()

    def test_without_an_address_nothing_is_sent(self, english, people, customer):
        overdue(customer)
        customer.contacts.update(email="", phone="13800000000")
        letter = draft_letter(account(customer).pk, people.rep1)
        with pytest.raises(BusinessError, match="has an e-mail address"):
            send_letter(letter.pk, people.rep1, Sending.MAIL)
        letter.refresh_from_db()
        assert (letter.status, Letter.objects.count()) == (LetterStatus.DRAFT, 0)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_leave_one_letter(people, customer):
    overdue(customer)
    pk = account(customer).pk
    done = meet(lambda: draft_letter(pk, people.rep1), lambda: draft_letter(pk, people.finance))
    assert DunningLetter.objects.count() == 1
    assert sum(isinstance(each, BusinessError) for each in done) == 1


def test_the_run_agrees_with_the_rules(people, customer):
    overdue(customer, late=45)
    found = run_over(Account.objects.all()).get()
    assert (found.owed, found.level, found.may_go, found.last_sent) == (D("1000.00"), 1, True, None)
    contact(customer, people.rep1, promised_on=days(1))
    found = run_over(Account.objects.all()).get()
    assert (found.may_go, found.promised) == (False, days(1))


def in_every_state(people):
    """Customers who owe, have paid, promised, dispute, were written to, have a draft; one with nothing to be asked for."""
    made = [active_customer(people.rep1) for _number in range(9)]
    owes, pays, promises, disputes, sent, again, drafted, fresh, nothing = made
    for customer in made[:-1]:
        overdue(customer, "1000.01", 70)
        overdue(customer, "0.99", 12)
    overdue(owes, "77.77", 1)
    confirmed_payment(pays, "1500.00")
    some = Invoice.objects.filter(customer=promises, amount=D("1000.01"))
    contact(promises, people.rep1, invoices=list(some), promised_on=days(3))
    contact(fresh, people.rep1, promised_on=days(1))
    for customer in (disputes, nothing):
        Invoice.objects.filter(pk=overdue(customer, "300.10").pk).update(disputed=True)
    for customer in (sent, again, drafted):
        send_letter(draft_letter(account(customer).pk, people.rep1).pk, people.rep1, Sending.POST)
    DunningLetter.objects.exclude(customer=sent).update(sent_on=days(-20))
    draft_letter(account(drafted).pk, people.rep1)
    return made[:-1]


def added_up(customer):
    """What the run says of a customer, from his rows and the rules."""
    found = dict.fromkeys(("owed", "in_dispute", "in_promise", "free"), D("0.00"))
    found |= {"items": 0, "oldest": None, "promised": None, "last_level": 0, "last_sent": None, "draft": None}
    for each in Invoice.objects.filter(customer=customer, open_amount__gt=0).order_by("-due_date"):
        last = each.collection_actions.order_by("date", "pk").last()
        promise = last.promised_on if last else None
        if each.disputed:
            found["in_dispute"] += each.open_amount
        elif promise is not None and promise >= days(0):
            found["in_promise"] += each.open_amount
            found["promised"] = min(found["promised"] or promise, promise)
        else:
            found |= {"owed": found["owed"] + each.open_amount, "items": found["items"] + 1, "oldest": each.due_date}
    found["free"] += sum(payment.unallocated for payment in customer.payments.all())
    for letter in customer.dunning_letters.order_by("pk"):
        if letter.status == LetterStatus.SENT:
            found |= {"last_level": letter.level, "last_sent": letter.sent_on}
        else:
            found["draft"] = letter.number
    steps, least = steps_of(policy().dunning_steps), [policy().dunning_least_reminder] * 3
    age = (days(0) - found["oldest"]).days if found["oldest"] else -1
    found["level"] = next_level(age, found["owed"], found["last_level"], steps, least)
    return found


def test_rec_02_the_run_says_of_all_what_the_rows_and_the_rules_say_of_each(people):
    made = in_every_state(people)
    found = list(run_over(Account.objects.all()).order_by("customer_id"))
    assert [row.customer_id for row in found] == [customer.pk for customer in made]
    for row, customer in zip(found, made, strict=True):
        expected = added_up(customer)
        assert {name: getattr(row, name) for name in expected} == expected
        assert row.may_go == (reason_of(row) == "")
    assert {row.may_go for row in found} == {True, False}
    assert {row.level for row in found} == {0, 1, 2}


def test_a_part_of_the_run_says_the_same_as_the_whole(people):
    """Of some customers, as rows of another question, sorted and filtered by what is worked out."""
    made = in_every_state(people)
    whole = {row.pk: (row.owed, row.free, row.level, row.may_go) for row in run_over(Account.objects.all())}
    some = run_over(Account.objects.filter(customer__in=made[2:5]))
    assert {row.pk: (row.owed, row.free, row.level, row.may_go) for row in some} == {
        pk: whole[pk] for pk in some.values_list("pk", flat=True)
    }
    due = run_over(Account.objects.all()).filter(may_go=True).order_by("-owed", "pk")
    assert {row.pk for row in due} == {pk for pk, figures in whole.items() if figures[3]}
    assert Account.objects.filter(pk__in=due.values("pk")).count() == len(due)
    assert list(PagedRows(due)[1:3]) == list(due)[1:3]
    assert not run_over(Account.objects.none()).exists()


def test_the_run_works_each_figure_out_once(people):
    """Once for what is overdue, for credit notes, and for the letters whose items are still open, however often it is named."""
    due = run_over(Account.objects.all()).filter(may_go=True, level=2).order_by("level", "may_go")
    assert str(due.query).count(f'FROM "{Invoice._meta.db_table}"') == 3


@pytest.mark.parametrize("name", ["dunning-run", "dunning-letter-list", "collection-action-list"])
def test_the_lists_ask_the_same_number_of_queries_however_many_rows(people, client, name):
    def fill(count):
        for _number in range(count):
            each = active_customer(people.rep1)
            overdue(each)
            if name != "dunning-run":
                letter = draft_letter(account(each).pk, people.rep1)
                send_letter(letter.pk, people.rep1, Sending.POST)

    def asked():
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse(name), headers=ROWS).status_code == 200
        return len(found)

    client.force_login(people.manager)
    fill(1)
    once = asked()
    fill(2)
    assert asked() == once


def test_the_page_of_a_letter_and_the_bulk_act(people, customer, client):
    overdue(customer)
    client.force_login(people.rep1)
    client.post(reverse("dunning-run"), {"bulk": "draft", "pk": account(customer).pk})
    letter = DunningLetter.objects.get()
    page = client.get(letter.get_absolute_url()).content.decode()
    assert "1,000.00" in page
    client.post(reverse("dunning-letter-do", args=[letter.pk, "send"]), {"sending": "post"})
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SENT
    client.force_login(people.rep2)
    assert client.get(letter.get_absolute_url()).status_code == 404
    assert client.get(reverse("dunning-letter-pdf", args=[letter.pk])).status_code == 404
