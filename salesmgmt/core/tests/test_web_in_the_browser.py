"""The pages of the framework in a real browser: the scripts, the phone, accessibility."""

import re

import pytest
from playwright.sync_api import expect

from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import ApprovalStep
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import Paper, PaperLine, new_paper

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.urls("salesmgmt.core.tests.paper.urls"),
    pytest.mark.django_db(transaction=True),
]
PASSWORD = "a-long-password-1"
# One page of each kind, and who opens it.
VISITS = {
    "manager": ("/", "/papers/?status=draft", "/papers/{paper}/", "/approvals/", "/notices/"),
    "rep1": ("/papers/new/", "/substitutes/"),
    "admin": ("/users/", "/users/new/", "/units/", "/settings/?group=orders"),
}


@pytest.fixture
def people(transactional_db):
    register.forget()
    found = company()
    for name in ("rep1", "manager", "admin"):
        person = getattr(found, name)
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    yield found
    register.forget()


@pytest.fixture
def papers(people):
    papers = [new_paper(people.rep1, title=title, amount=100) for title in ("Gear", "Axle", "Shaft")]
    for paper in papers:
        PaperLine.objects.create(paper=paper, name="Shaft", quantity=2, price="12.50")
    approvals.submit(papers[0], people.rep1, "Please")
    return papers


def sign_in(page, name):
    page.goto("/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")
    expect(page.locator(".shell")).to_be_visible()
    page.wait_for_load_state()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_faults(page, people, papers, accessibility_faults, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/login/")
    found = accessibility_faults(page)
    for name, addresses in VISITS.items():
        page.goto("about:blank")  # no answer is on its way any more
        page.context.clear_cookies()
        sign_in(page, name)
        for address in addresses:
            page.goto(address.format(paper=papers[0].pk))
            found += [f"{address} {fault}" for fault in accessibility_faults(page)]
    assert found == []


def test_no_page_is_wider_than_a_phone(phone, people, papers):
    wide = []
    for name, addresses in VISITS.items():
        phone.goto("about:blank")
        phone.context.clear_cookies()
        sign_in(phone, name)
        for address in addresses:
            phone.goto(address.format(paper=papers[0].pk))
            if phone.evaluate("document.documentElement.scrollWidth") > 375:
                wide.append(address)
    assert wide == []


def test_a_line_table_is_filled_in_place_with_totals_in_words(page, people):
    sign_in(page, "rep1")
    page.goto("/papers/new/")
    page.click("#id_owner-ts-control")
    page.keyboard.type("rep1")
    page.click(".ts-dropdown .option:has-text('Rep1')")
    expect(page.locator("#id_title")).to_have_value("Rep1")  # the look-up fills another field
    page.fill("#id_amount", "5")
    page.fill("[name=lines-0-name]", "Shaft")
    page.fill("[name=lines-0-quantity]", "2")
    page.fill("[name=lines-0-price]", "10.00")
    page.click("[data-line-add]")
    page.fill("[name=lines-1-name]", "Wheel")
    page.fill("[name=lines-1-quantity]", "1")
    page.fill("[name=lines-1-price]", "5.04")
    page.click("[data-line-add]")
    page.locator("[data-line-remove]").nth(2).click()
    expect(page.locator("[data-total]")).to_have_text("¥25.04")
    expect(page.locator("[data-total-words]")).to_have_text("人民币贰拾伍元零肆分")
    page.dblclick("button:has-text('保存')")
    page.wait_for_url(re.compile(r"/papers/\d+/$"))
    assert [line.name for line in Paper.objects.get().lines.order_by("pk")] == ["Shaft", "Wheel"]


def test_a_total_is_the_servers_to_the_cent_and_never_stands_over_the_words_of_a_former_one(page, people):
    sign_in(page, "rep1")
    page.goto("/papers/new/")
    held = []
    page.route("**/amount-in-words/?amount=1.00", lambda route: held.append(route))
    page.fill("[name=lines-0-quantity]", "1")
    with page.expect_request("**/amount-in-words/?amount=1.00"):
        page.fill("[name=lines-0-price]", "1.00")
    page.fill("[name=lines-0-price]", "5.00")
    page.fill("[name=lines-0-quantity]", "2.015")  # 10.075, which no floating point holds
    expect(page.locator("[data-total]")).to_have_text("¥10.08")
    expect(page.locator("[data-total-words]")).to_have_text("人民币壹拾元零捌分")
    with page.expect_response("**/amount-in-words/?amount=1.00"):
        held[0].continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done))")  # whatever the answer does is done
    expect(page.locator("[data-total-words]")).to_have_text("人民币壹拾元零捌分")


def test_leaving_a_form_that_was_typed_into_asks_first(page, people):
    sign_in(page, "rep1")
    page.goto("/papers/new/")
    page.fill("#id_title", "Half typed")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/papers/")
    assert asked == ["beforeunload"]


def test_filters_change_the_list_and_the_address_without_a_new_page(page, people, papers):
    sign_in(page, "rep1")
    page.goto("/papers/")
    page.evaluate("window.still = true")
    page.fill(".filter-search input", "Axle")
    expect(page).to_have_url(re.compile(r"/papers/\?q=Axle$"))
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator(".filter-search input")).to_have_value("Axle")
    assert page.evaluate("window.still")
    page.click("tbody tr td:nth-child(3)")
    page.wait_for_url(f"**/papers/{papers[1].pk}/")


def test_an_action_opens_in_a_dialog_and_a_refusal_keeps_what_was_typed(page, people, papers):
    sign_in(page, "rep1")
    page.goto(f"/papers/{papers[1].pk}/")
    page.click("a:has-text('Rename')")
    field = page.locator("#dialog #id_title")
    expect(field).to_have_value("Axle")
    field.fill("forbidden")
    page.click("#dialog button.btn-success")
    expect(page.locator("#dialog .notice-error")).to_contain_text("This title is taken.")
    expect(field).to_have_value("forbidden")
    field.fill("Wheel")
    page.click("#dialog button.btn-success")
    page.wait_for_load_state()
    expect(page.locator(".notice-success")).to_be_visible()
    assert Paper.objects.get(pk=papers[1].pk).title == "Wheel"


def test_a_button_that_asks_first_does_nothing_when_declined(page, people, papers):
    sign_in(page, "rep1")
    page.goto(f"/papers/{papers[1].pk}/")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.click("button:has-text('更多')")
    page.click(".dropdown-item:has-text('Clear')")
    page.wait_for_timeout(300)
    assert Paper.objects.get(pk=papers[1].pk).title == "Axle"


def test_an_approval_takes_two_taps_on_a_phone(phone, people, papers):
    sign_in(phone, "manager")
    phone.tap(".bottombar a:has-text('审批')")
    phone.tap(".inbox-item .btn-success")
    phone.tap("#dialog .btn-success")
    expect(phone.locator(".notice-success")).to_be_visible()
    assert ApprovalStep.objects.get(order=1).status == "approved"


def test_ctrl_k_finds_a_menu_by_pinyin_and_enter_opens_it(page, people):
    sign_in(page, "rep1")
    page.keyboard.press("Control+k")
    expect(page.locator("#search-input")).to_be_focused()
    page.keyboard.type("tongzhi")
    expect(page.locator(".search-hit").first).to_have_text("通知")
    page.keyboard.press("Enter")
    page.wait_for_url("**/notices/")


def test_the_theme_is_switched_and_remembered(page, people):
    sign_in(page, "rep1")
    page.click("[data-theme-switch]")
    page.goto("/notices/")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


# -- under the hand


def three_lines(page):
    """A new paper with three empty lines, the hand in the first cell."""
    sign_in(page, "rep1")
    page.goto("/papers/new/")
    while page.locator("[data-line]").count() < 3:
        page.click("[data-line-add]")
    page.focus("[name=lines-0-name]")


def values(page, name):
    return [page.input_value(f"[name=lines-{place}-{name}]") for place in range(3)]


def test_the_wheel_moves_the_page_and_never_a_number(page, people):
    three_lines(page)
    page.set_viewport_size({"width": 1440, "height": 400})
    page.fill("#id_amount", "50000")
    page.locator("#id_amount").hover()
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_function("before => scrollY > before", arg=before)
    expect(page.locator("#id_amount")).to_have_value("50000")
    expect(page.locator("#id_amount")).to_be_focused()


def test_enter_goes_through_the_cells_of_a_line_table_and_begins_a_new_line_after_the_last(page, people):
    three_lines(page)
    way = []
    for _step in range(9):
        way.append(page.evaluate("document.activeElement.name"))
        page.keyboard.press("Enter")
    assert way == [f"lines-{place}-{name}" for place in range(3) for name in ("name", "quantity", "price")]
    expect(page.locator("[name=lines-3-name]")).to_be_focused()
    assert not Paper.objects.exists()


def test_ctrl_enter_saves_from_within_a_line_table(page, people):
    three_lines(page)
    page.click("#id_owner-ts-control")
    page.keyboard.type("rep1")
    page.click(".ts-dropdown .option:has-text('Rep1')")
    page.fill("#id_amount", "5")
    page.fill("[name=lines-0-name]", "Shaft")
    page.fill("[name=lines-0-quantity]", "2")
    page.fill("[name=lines-0-price]", "10")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/papers/\d+/$"))
    assert [line.name for line in Paper.objects.get().lines.all()] == ["Shaft"]


def test_a_cell_is_filled_down_by_the_button_and_taken_from_above_by_ctrl_d(page, people):
    three_lines(page)
    page.fill("[name=lines-0-price]", "12.50")
    page.click("[data-line-fill]")
    assert values(page, "price") == ["12.50", "12.50", "12.50"]
    page.fill("[name=lines-0-quantity]", "2")
    page.focus("[name=lines-1-quantity]")
    page.keyboard.press("Control+d")
    assert values(page, "quantity") == ["2", "2", ""]
    expect(page.locator("[data-total]")).to_have_text("¥50.00")


def held_back(page, words):
    """What is asked for other words than these is answered at once, for these only when the returned function is called."""
    waiting = []
    page.route(lambda url: f"q={words}" in url, lambda route: waiting.append(route))

    def answer():
        while not waiting:
            page.wait_for_timeout(20)
        for each in waiting:
            each.continue_()

    return answer


def test_enter_before_the_answer_chooses_from_the_answer_and_not_from_the_list_before_it(page, people):
    sign_in(page, "rep1")
    page.goto("/papers/new/")
    answer = held_back(page, "manager")
    page.click("#id_owner-ts-control")
    expect(page.locator(".ts-dropdown .option").first).to_be_visible()
    assert "Manager" not in page.locator(".ts-dropdown .option").first.inner_text()
    with page.expect_request("**/lookup/**q=manager*"):
        page.keyboard.type("manager")
        page.keyboard.press("Enter")
    expect(page.locator("#id_owner")).to_have_value("")
    answer()
    expect(page.locator("#id_owner")).to_have_value(str(people.manager.pk))


def test_letters_that_come_before_the_field_knows_its_focus_are_asked_for(page, people):
    """On a slow machine the keys of a quick hand arrive in the same moment as the click."""
    sign_in(page, "rep1")
    page.goto("/papers/new/")
    type_at_once = """field => {
        field.dispatchEvent(new MouseEvent("click", {bubbles: true}));
        field.value = "manager";
        field.dispatchEvent(new Event("input", {bubbles: true}));
    }"""
    page.locator("#id_owner-ts-control").evaluate(type_at_once)
    expect(page.locator(".ts-dropdown .option.active")).to_have_text(re.compile("Manager"))


def test_enter_before_the_hits_opens_the_first_hit_of_what_was_typed(page, people):
    sign_in(page, "rep1")
    answer = held_back(page, "tongzhi")
    page.keyboard.press("Control+k")
    page.keyboard.type("shenpi")
    expect(page.locator(".search-hit").first).to_have_text("审批")
    page.fill("#search-input", "")
    with page.expect_request("**/search/**q=tongzhi*"):
        page.keyboard.type("tongzhi")
        page.keyboard.press("Enter")
    answer()
    page.wait_for_url("**/notices/")


# The keys of an input method: Chrome and Firefox say that they compose, Safari gives them the number 229 alone.
COMPOSED = [{"isComposing": True}, {"keyCode": 229}]


@pytest.mark.parametrize("how", COMPOSED, ids=["composing", "safari"])
def test_enter_does_nothing_while_an_input_method_composes(page, people, papers, how):
    press = "(field, how) => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, ...how}))"
    three_lines(page)
    page.locator("[name=lines-0-name]").evaluate(press, how)
    expect(page.locator("[name=lines-0-name]")).to_be_focused()
    page.click("#id_owner-ts-control")
    page.keyboard.type("rep1")
    expect(page.locator(".ts-dropdown .option.active")).to_have_text(re.compile("Rep1"))  # the list of what was typed
    page.locator("#id_owner-ts-control").evaluate(press, how)
    expect(page.locator(".ts-dropdown .option.active")).to_be_visible()
    expect(page.locator("#id_owner")).to_have_value("")
    page.keyboard.press("Enter")
    expect(page.locator("#id_owner")).to_have_value(str(people.rep1.pk))
    page.keyboard.press("Control+k")
    page.keyboard.type("tongzhi")
    expect(page.locator(".search-hit").first).to_have_text("通知")
    left = []
    page.on("request", lambda request: left.append(request.url) if request.is_navigation_request() else None)
    page.locator("#search-input").evaluate(press, how)
    page.evaluate("fetch('/lookup/person/')")  # what the key had asked for would have been asked before this
    assert left == []
