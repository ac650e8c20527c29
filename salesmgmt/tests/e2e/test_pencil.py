"""One field of a row changed from its list: with the keyboard alone, and on a phone, where no mouse rests on a cell."""

import pytest
from playwright.sync_api import expect

from customers.lead.models import Lead
from customers.tests.factories import LeadFactory
from salesmgmt.tests.e2e.pages import Desk

pytestmark = pytest.mark.e2e


@pytest.fixture
def lead(company):
    status, source = Lead.Status.ASSIGNED, Lead.Source.EXHIBITION
    return LeadFactory(owner=company.rep1, created_by=company.rep1, status=status, source=source)


def pencil(page, lead):
    return page.locator(f'.cell-edit[data-address$="/{lead.pk}/source/"]')


def save(desk, lead):
    desk.page.locator("#dialog.show [name=source]").select_option(Lead.Source.REFERRAL)
    with desk.turns_page():
        desk.page.click("#dialog .modal-footer button:not([data-bs-dismiss])")
    lead.refresh_from_db()
    assert lead.source == Lead.Source.REFERRAL


def test_the_keyboard_comes_to_the_pencils_of_the_row_it_is_in(desk, lead):
    desk.seat("rep1", "/leads/")
    page = desk.page
    page.locator("thead [data-select-all]").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cell-edit[data-address$=\"/source/\"]')"):
            break
    expect(pencil(page, lead)).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#dialog.show [name=source]").wait_for()
    page.keyboard.press("Escape")
    expect(pencil(page, lead)).to_be_focused()
    page.keyboard.press("Enter")
    save(desk, lead)


def test_on_a_phone_the_pencils_stand_in_the_row_with_a_tick(company, phone, lead):
    desk = Desk(phone)
    desk.seat("rep1", "/leads/")
    box = phone.locator(f'[name=pk][value="{lead.pk}"]')
    expect(pencil(phone, lead)).to_have_count(0)
    box.check()
    at = pencil(phone, lead).bounding_box()
    assert min(at["width"], at["height"]) >= 40
    box.uncheck()
    expect(pencil(phone, lead)).to_have_count(0)
    box.check()
    pencil(phone, lead).tap()
    save(desk, lead)
