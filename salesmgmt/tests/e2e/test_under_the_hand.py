"""The pages of the demo company under the hand: every dialog on a small phone, every line table, every tab, every menu."""

import datetime as dt
from decimal import Decimal
from itertools import islice

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contracts.contract.models import Contract
from contracts.template.models import ContractTemplate
from contracts.template.versions import write_template
from customers.customer.models import Customer
from customers.lead.models import Lead, LeadAssessment
from customers.scheme.versions import new_version
from orders.bank_statement.models import BankLine
from orders.credit_note.entry import credit_invoice
from orders.inspection.models import Inspection
from orders.invoice.posting import post_invoice
from orders.order.models import Order
from orders.payment.allocation import allocate
from orders.payment.models import Payment
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from pricing.announcement.models import PriceNotice
from pricing.announcement.telling import explain_prices
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import User
from salesmgmt.core.registry import menu_for
from salesmgmt.core.round_lock import open_round_of
from salesmgmt.core.web.actions import ActionView
from salesmgmt.tests.test_every_url import ADDRESSES, one_of_each_role, walk

pytestmark = pytest.mark.e2e

MOST_TRIED = 4  # documents of a kind, before the next person is asked
STEP_ACTS = ("approve", "reject", "send-back", "transfer", "add-signer")
# The button is on the screen, nothing lies over it, and the last field can be brought above it.
IN_REACH = """() => {
  const box = document.querySelector("#dialog-content form");
  const send = box.querySelector(".modal-footer button:not([data-bs-dismiss])");
  const seen = (element) => {
    const at = element.getBoundingClientRect();
    if (at.top < 0 || at.bottom > innerHeight || at.left < 0 || at.right > innerWidth) return false;
    const hit = document.elementFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2);
    return hit === element || element.contains(hit);
  };
  const fields = [...box.querySelectorAll(".modal-body .form-control, .modal-body .form-select, .modal-body .ts-control")];
  const last = fields.filter((field) => field.offsetParent && field.offsetHeight < 300).pop();
  if (!seen(send)) return "button";
  if (last) { last.scrollIntoView({ block: "nearest" }); if (!seen(last) && !last.contains(document.activeElement)) return "last field"; }
  return seen(send) ? "" : "button after scrolling";
}"""
OPEN = """async (address) => {
  await htmx.ajax("GET", address, "#dialog-content");
  return Boolean(document.querySelector("#dialog.show form"));
}"""
CLOSE = """() => new Promise((done) => {
  const dialog = document.getElementById("dialog");
  dialog.addEventListener("hidden.bs.modal", done, { once: true });
  (window.bootstrap || window.tabler.bootstrap || window.tabler).Modal.getInstance(dialog).hide();
})"""


@pytest.fixture(scope="module")
def demo(demo, django_db_blocker):
    """The demo company and what it does not show: what is walked over here reads, and writes nothing."""
    with django_db_blocker.unblock():
        build_moments()


@pytest.fixture
def transactional_db(demo):
    """In this file the server of the browser reads the demo company, and no test empties its tables."""


def build_moments():
    """What the demo company does not show, or not on every day: each makes a dialog that nobody could open without it."""
    director, finance, legal = (User.objects.get(username=name) for name in ("director", "finance", "legal"))
    Order.objects.filter(pk=Order.objects.exclude(created_by__username="gm").first().pk).update(
        held_since=timezone.now()
    )
    lead = Lead.objects.filter(status="contacted", owner__isnull=False).first()
    good = {name: LeadAssessment._meta.get_field(name).choices[0][0] for name in LeadAssessment.ASPECTS}
    LeadAssessment.objects.update_or_create(lead=lead, defaults=good)
    Inspection.objects.filter(status="closed").update(
        quantity=F("quantity") + 1, quantity_passed=F("quantity_passed") + 1
    )
    newest = ContractTemplate.objects.in_force().first()
    write_template(legal, name=newest.name, **newest.clause_texts())
    new_version(director, "Next", today())
    payment = Payment.objects.filter(status="recorded").first()
    recorded_payment(payment.customer, payment.amount, payment.date, reference=payment.reference)
    customer = posted_invoice(payment.customer, "5000.00").customer
    free_credit(customer, finance)
    line = BankLine.objects.filter(status="proposed").first()
    confirmed_payment(line.customer, line.amount, line.date - dt.timedelta(1))  # perhaps the same money
    for notice in PriceNotice.objects.filter(status="pending", adjustment__status="implemented"):
        explain_prices(notice.pk, notice.customer.owner, "Told", notice.customer.contacts.first())


def free_credit(customer, finance):
    """A posted red letter on a paid invoice beside an open one: the offset waits for a decision."""
    paid = posted_invoice(customer, "2000.00", date=today() - dt.timedelta(90), due_date=today() - dt.timedelta(60))
    receipt = confirmed_payment(customer, "2000.00", date=today() - dt.timedelta(50))
    allocate(receipt.pk, finance, [(paid.pk, Decimal("2000.00"))])
    post_invoice(credit_invoice(paid.pk, finance, red_reason="4", amount=Decimal("300.00")).pk, finance)


def sit_down(page, live_server, account):
    """The window belongs to this person; signing in by hand is tried elsewhere."""
    client = Client()
    client.force_login(User.objects.get(username=account))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("about:blank")  # no answer is on its way any more
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


def action_pages():
    """``{url name: DetailPage}`` of every kind of document whose buttons have addresses."""
    views = [(pattern.name, pattern.callback) for _route, pattern in walk()]
    return {
        name: view.view_initkwargs["page"]
        for name, view in views
        if issubclass(getattr(view, "view_class", object), ActionView)
    }


def shown_of(actions, person, document):
    """Those whose button this person finds on the page of the document: in approval only what stands beside the round."""
    usable = [action for action in actions if action.is_open(person, document)]
    round_ = open_round_of(document) if usable else None
    return [action for action in usable if action.is_shown_in(round_)]


def every_dialog():
    """``({account: [address]}, [(url name, action) nobody can open])``: each action with a form, once."""
    people = list(User.objects.filter(is_active=True).order_by("pk"))
    found, closed = {}, []
    for name, page in sorted(action_pages().items()):
        wanted = {action.name: action for action in page.all_actions() if action.has_form}
        for person in people:
            for document in page.queryset(person) if wanted else ():
                for action in shown_of(wanted.values(), person, document):
                    found.setdefault(person.username, []).append(reverse(name, args=[document.pk, action.name]))
                    del wanted[action.name]
        closed += [(name, action) for action in wanted]
    return found, closed


def every_decision():
    """``{account: [address]}``: the five acts on a pending step, once for each kind of document and its question."""
    found, seen = {}, set()
    for person in User.objects.filter(is_active=True).order_by("pk"):
        for step in approvals.pending_for(person):
            if (step.round.kind, step.key) in seen or not approvals.can_decide(person, step):
                continue
            seen.add((step.round.kind, step.key))
            found.setdefault(person.username, []).extend(reverse("step-do", args=[step.pk, act]) for act in STEP_ACTS)
    return found


def out_of_reach(phone, live_server):
    """What stays beyond the thumb, in words, of every dialog there is."""
    dialogs, closed = every_dialog()
    decisions = every_decision()
    assert closed == []
    assert decisions
    faults = []
    for account in sorted({*dialogs, *decisions}):
        sit_down(phone, live_server, account)
        phone.goto("/notices/")
        for address in [*dialogs.get(account, ()), *decisions.get(account, ())]:
            if not phone.evaluate(OPEN, address):
                faults.append(f"{account} {address}: no dialog")
                continue
            for height in (812, 667):
                phone.set_viewport_size({"width": 375, "height": height})
                if wrong := phone.evaluate(IN_REACH):
                    faults.append(f"{account} {address} at {height}: {wrong}")
            phone.evaluate(CLOSE)
    return faults


def test_the_button_of_every_dialog_is_in_reach_on_a_phone(demo, live_server, phone):
    """Long sheets scroll between their title and their buttons, whatever the kind of document."""
    assert out_of_reach(phone, live_server) == []


# -- Enter in line tables

# A type-ahead takes Enter for the row of its list, which is tried elsewhere: the first cell that is none, where there is one.
FIRST_CELL = """() => {
  const cells = [...document.querySelectorAll("[data-line] input:not([type=hidden])")];
  const shown = cells.filter((field) => field.offsetParent && !field.readOnly);
  const plain = shown.find((field) => !field.closest(".ts-wrapper"));
  (plain || shown[0]).focus();
  return Boolean(plain);
}"""
# The cell the hand is in, or which of the page's fields has taken its place.
WHERE = """() => {
  const here = document.activeElement, field = here.closest(".ts-wrapper")?.previousElementSibling || here;
  return field.closest("[data-line]") ? field.name : "";
}"""


def line_pages():
    """``{url name: view}`` of every page with a line table."""
    views = {pattern.name: getattr(pattern.callback, "view_class", None) for _route, pattern in walk()}
    return {name: view for name, view in views.items() if getattr(view, "line_formset", None) is not None}


def addresses_of(name, view, person):
    """Where the page stands: one address for new documents; of an edit page those of documents in sight that may be edited."""
    if name == "amendment-create":  # it begins with what is in force
        in_force = Contract.objects.visible_to(person).filter(status=Contract.Status.ACTIVE).order_by("-pk")
        return [f"{reverse(name)}?contract={contract.pk}" for contract in in_force[:MOST_TRIED]]
    if "pk" not in ADDRESSES[name].pattern.converters:
        return [reverse(name)]
    rows = view.model.objects.order_by("-pk")
    rows = rows.visible_to(person) if hasattr(rows, "visible_to") else rows
    editable = (row for row in rows if getattr(row, "is_editable", True) and open_round_of(row) is None)
    return [reverse(name, args=[row.pk]) for row in islice(editable, MOST_TRIED)]


def first_opened(name, view):
    """``(account, address)`` of the first of the demo people whom the page opens with its line table; None where nobody is."""
    for person in User.objects.filter(is_active=True).order_by("-pk"):
        client = Client()
        client.force_login(person)
        for address in addresses_of(name, view, person):
            response = client.get(address)
            if response.status_code == 200 and b"data-lines" in response.content:
                return person.username, address
    return None


def enter_in(page, live_server, account, address):
    """ "" where Enter in the first cell of the line table leads into another cell of it, else what it did."""
    sit_down(page, live_server, account)
    page.goto(address)
    if page.locator("[data-line-rows] [data-line]:visible").count() == 0:
        page.click("[data-line-add]")
    is_plain = page.evaluate(FIRST_CELL)
    before = page.evaluate(WHERE)
    page.keyboard.press("Enter")
    after = page.evaluate(WHERE)
    page.goto("about:blank")  # asks whether what was typed may be lost; the test agrees
    went_on = before != after or not is_plain
    return "" if before and after and went_on else f"{address}: Enter led from “{before}” to “{after}”"


def test_enter_in_every_line_table_goes_on(demo, live_server, page):
    """No page is left or saved by Enter in a cell: one handler serves every line table."""
    page.on("dialog", lambda dialog: dialog.accept())
    opened = {name: first_opened(name, view) for name, view in line_pages().items()}
    assert [name for name, where in opened.items() if where is None] == []
    assert [wrong for where in opened.values() if (wrong := enter_in(page, live_server, *where))] == []


# -- menus and tabs


def test_the_pages_of_the_menu_have_no_serious_accessibility_fault(demo, live_server, page, accessibility_faults):
    """Every entry of everybody's menu, each address once."""
    faults, seen = [], set()
    for account in one_of_each_role():
        sit_down(page, live_server, account)
        person = User.objects.get(username=account)
        for address in [item.address() for _section, items in menu_for(person) for item in items]:
            if address in seen:
                continue
            seen.add(address)
            page.goto(address)
            faults += [f"{address} {fault}" for fault in accessibility_faults(page)]
    assert faults == []


def test_every_tab_of_a_customer_is_reached_on_a_phone_and_the_open_one_is_in_sight(demo, live_server, phone):
    """All stand in the menu “all tabs”; the row scrolls so that the open one is seen whole."""
    customer = Customer.objects.filter(owner__username="rep1").order_by("pk").first()
    sit_down(phone, live_server, "rep1")
    phone.goto(customer.get_absolute_url())
    tabs = [each.get_attribute("href") for each in phone.locator(".tabs .tab").all()]
    assert len(tabs) > 20
    phone.tap(".tabs-all > button")
    assert [each.get_attribute("href") for each in phone.locator(".tabs-all .dropdown-item").all()] == tabs
    hidden = []
    for address in tabs[1:]:
        phone.goto(address)
        box = phone.locator(".tabs .tab.active").bounding_box()
        if box["x"] < 0 or box["x"] + box["width"] > 375:
            hidden.append(address)
    assert hidden == []
