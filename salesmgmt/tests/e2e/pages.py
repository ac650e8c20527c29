"""What people do on the pages, for the journeys: sit down, open, type, choose, press a button of a document.

Buttons and fields are found by what they do (the address of an act, the name of a field), not by their wording.
"""

import re
from contextlib import contextmanager

from django.conf import settings
from playwright.sync_api import TimeoutError as Waited
from playwright.sync_api import expect

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
REMARKS = ".notice-error, .invalid-feedback, .line-error, .toast, .notice-warning"
# In milliseconds: so long an element is waited for before the journey gives up.
PATIENCE = 20_000
WHAT_IT_IS = "field => field.dataset.enhance ? 'type-ahead' : field.tagName === 'SELECT' ? 'select' : field.type"


def scan(name="扫描件.pdf"):
    """A file to upload."""
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF}


class Desk:
    """One browser window at which the people of the company sit down in turn; each signs in once."""

    def __init__(self, page):
        self.page, self.cookies, self.person = page, {}, ""
        page.on("dialog", lambda dialog: dialog.accept())
        page.set_default_timeout(PATIENCE)

    # -- who, and where ------------------------------------------------------------------------------------

    def seat(self, person, where="/"):
        """Hand the window to a person and open a page: an address, or the page of a document."""
        context = self.page.context
        self.page.goto("about:blank")  # an answer that is still on its way would bring the last person's session back
        if self.person:
            self.cookies[self.person] = context.cookies()
        context.clear_cookies()
        self.person = person
        if person in self.cookies:
            context.add_cookies(self.cookies[person])
        else:
            self._sign_in()
        self.open(where)

    def _sign_in(self):
        self.page.goto("/login/")
        self.page.fill("[name=username]", self.person)
        self.page.fill("[name=password]", settings.DEMO_PASSWORD)
        with self.turns_page():
            self.page.click("form[data-once] button")
        expect(self.page.locator("main h1")).to_be_visible()

    def open(self, where):
        """Raises where the page is an error page."""
        address = where if isinstance(where, str) else where.get_absolute_url()
        answer = self.page.goto(address)
        assert answer.ok, f"{self.person} {address}: {answer.status}"

    def menu(self, address):
        """Choose an entry of the main menu; a group that is folded is opened first."""
        entry = self.page.locator(f'.sidebar-link[href="{address}"]')
        folded = self.page.locator("details.sidebar-group:not([open])", has=entry)
        if folded.count():
            folded.locator("summary").click()
        with self.turns_page():
            entry.click()

    def follow(self, selector):
        with self.turns_page():
            self.page.locator(selector).first.click()

    @contextmanager
    def turns_page(self):
        """What is done here leads to another page; where it does not, the page's own remarks say why."""
        try:
            with self.page.expect_navigation(wait_until="load"):
                yield
        except Waited as late:
            remarks = self.page.locator(REMARKS).all_inner_texts()
            raise AssertionError(f"{self.person} stays on {self.page.url}: {remarks}") from late

    # -- typing --------------------------------------------------------------------------------------------

    def fill(self, within="body", **fields):
        """Fill fields by name: text, dates, numbers, files; ``True`` ticks; a list ticks boxes of these values;
        text typed into a type-ahead chooses the first row that contains it."""
        for name, value in fields.items():
            self._put(self.page.locator(f'{within} [name="{name}"]'), value)

    def _put(self, field, value):
        kind = field.first.evaluate(WHAT_IT_IS)
        if kind == "type-ahead":
            self._choose(field, value)
        elif kind == "select":
            field.select_option(value)
        elif kind == "file":
            field.set_input_files(value)
        elif isinstance(value, bool):
            field.set_checked(value)
        elif kind in ("checkbox", "radio"):
            for each in [value] if isinstance(value, str) else value:
                field.and_(self.page.locator(f'[value="{each}"]')).check()
        elif kind == "datetime-local":
            field.fill(value.strftime("%Y-%m-%dT%H:%M"))
        else:
            field.fill(str(value))

    def _choose(self, field, text):
        box = field.locator("xpath=following-sibling::div[contains(@class, 'ts-wrapper')]")
        box.locator(".ts-control").click()
        self.page.keyboard.type(text)
        self.page.locator(".ts-dropdown:visible .option", has_text=text).first.click()
        expect(box.locator(".item")).to_contain_text(text)

    def line(self, place, **fields):
        """Fill one row of the line table, which is made where it is not there yet."""
        rows = self.page.locator("[data-line-rows] [data-line]")
        while rows.count() <= place:
            self.page.click("[data-line-add]")
        prefix = self.page.locator("[data-lines]").get_attribute("data-prefix")
        self.fill(**{f"{prefix}-{place}-{name}": value for name, value in fields.items()})

    def save(self):
        """Save the form that fills the page."""
        with self.turns_page():
            self.page.click(".form-foot button.btn-primary")
        expect(self.page.locator(".document-form")).to_have_count(0)

    # -- acting --------------------------------------------------------------------------------------------

    def press(self, name, **fields):
        """Press a button of the document's page; with fields, fill the dialog it opens and send it."""
        button = self.page.locator(f'.page-head a[href$="/do/{name}/"], .page-head form[action$="/do/{name}/"] button')
        expect(button).to_have_count(1)
        if not button.is_visible():
            self.page.click(".action-more > button")
        self._press(button, fields)

    def decide(self, name, within="#approval", **fields):
        """Decide on the step that waits for this person: approve, reject, send-back, transfer."""
        button = self.page.locator(f'{within} .decide-buttons a[href*="/{name}/"]').first
        if not button.is_visible():
            self.page.locator(f"{within} .decide-buttons .dropup > button").first.click()
        self._press(button, fields)

    def agree(self, comment="", **fields):
        self.decide("approve", comment=comment, **fields)

    def _press(self, button, fields):
        if button.get_attribute("hx-get") is None:
            with self.turns_page():
                button.click()
            return
        button.click()
        self.page.locator("#dialog.show form").wait_for()
        self.fill("#dialog", **fields)
        with self.turns_page():
            self.page.click("#dialog .modal-footer button:not([data-bs-dismiss])")

    # -- looking -------------------------------------------------------------------------------------------

    def sees(self, *words, within="main"):
        """These words stand on the page."""
        for word in words:
            expect(self.page.locator(within).first).to_contain_text(str(word))

    def sees_status(self, status):
        """The tag beside the title."""
        expect(self.page.locator("main h1 .tag")).to_have_text(str(status.label))

    def pk(self):
        """The number in the address of the page."""
        return int(re.search(r"/(\d+)/", self.page.url).group(1))
