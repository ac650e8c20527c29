"""The pages of the demo company under the hand: every dialog on a small phone, every line table, every tab, every menu."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customers.lead.models import Lead, LeadAssessment
from orders.inspection.models import Inspection
from orders.order.models import Order
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import User
from salesmgmt.core.registry import menu_for
from salesmgmt.core.web.actions import ActionView
from salesmgmt.tests.test_every_url import one_of_each_role, walk

pytestmark = pytest.mark.e2e

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


@pytest.fixture
def demo(transactional_db):
    """The demo company, with the three moments it does not show: goods held, a lead ready to qualify, goods to store."""
    call_command("load_demo", verbosity=0)
    Order.objects.filter(pk=Order.objects.exclude(created_by__username="gm").first().pk).update(
        held_since=timezone.now()
    )
    lead = Lead.objects.filter(status="contacted", owner__isnull=False).first()
    good = {name: LeadAssessment._meta.get_field(name).choices[0][0] for name in LeadAssessment.ASPECTS}
    LeadAssessment.objects.update_or_create(lead=lead, defaults=good)
    Inspection.objects.filter(status="closed").update(
        quantity=F("quantity") + 1, quantity_passed=F("quantity_passed") + 1
    )


def sit_down(page, live_server, account):
    """The window belongs to this person; signing in by hand is tried elsewhere."""
    client = Client()
    client.force_login(User.objects.get(username=account))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
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


def every_dialog():
    """``({account: [address]}, [(url name, action) nobody can open])``: each action with a form, once."""
    people = list(User.objects.filter(is_active=True).order_by("pk"))
    found, closed = {}, []
    for name, page in sorted(action_pages().items()):
        wanted = {action.name: action for action in page.all_actions() if action.has_form}
        for person in people:
            for document in page.queryset(person) if wanted else ():
                for action in [each for each in wanted.values() if each.is_open(person, document)]:
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


# What the demo company has none of, or not on every day; they lie in the same sheet as all others.
RARE = {
    ("contract-template-do", "discard-draft"),
    ("evaluation-scheme-do", "take-back"),
    ("inspection-do", "enter-stock"),
    ("invoice-do", "offset"),
    ("lead-do", "qualify"),
    ("order-do", "grant"),
    ("payment-do", "confirm-anyway"),
}


def out_of_reach(phone, live_server):
    """What stays beyond the thumb, in words, of every dialog there is."""
    dialogs, closed = every_dialog()
    decisions = every_decision()
    assert set(closed) - RARE == set()
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


# -- the other parts of the walk


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
