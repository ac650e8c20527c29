"""The address monitoring asks, and what browsers may load."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from salesmgmt.core.domain.notices import notify
from salesmgmt.core.tests.factories import company
from salesmgmt.core.web.issued import pdf_response

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on|hx-vals=[\"']js", re.IGNORECASE
)


def test_anybody_may_ask_whether_the_database_is_reached(client, db):
    response = client.get("/healthz/")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]
    assert client.post("/healthz/").status_code == 405


def test_without_database_the_answer_is_503_and_no_reason(client, db):
    def down(execute, sql, params, many, context):
        raise OperationalError("could not connect to server at 10.0.0.7")

    with connection.execute_wrapper(down):
        response = client.get("/healthz/")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")


def test_monitoring_is_not_sent_to_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz/").status_code == 200
    assert client.get("/login/").status_code == 301


def policy_of(response):
    return dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize("address", ["/login/", "/no-such-page/", "/healthz/"])
def test_every_answer_says_what_a_browser_may_load(client, db, address):
    policy = policy_of(client.get(address))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_no_template_writes_a_script_or_a_style_into_a_page():
    """They would not run under the policy. Papers are printed, not browsed."""
    pages = [path for path in Path(settings.BASE_DIR, "templates").rglob("*.html") if "pdf" not in path.parts]
    assert len(pages) > 100
    assert [str(path) for path in pages if INLINE.search(path.read_text(encoding="utf-8"))] == []


def test_a_paper_is_left_to_the_viewer_of_the_browser(rf):
    """The viewer is a page of the browser's own with styles of its own; a policy on the file would stop it."""
    assert pdf_response(b"%PDF-1.7", "a.pdf")._csp_exempt


class TestNotices:
    @pytest.fixture
    def rep(self, client, db):
        people = company()
        client.force_login(people.rep1)
        return people.rep1

    def test_a_short_list_has_no_empty_strip_below_it(self, client, rep):
        notify([rep], "One")
        page = client.get("/notices/").content.decode()
        assert "One" in page
        assert "list-foot" not in page

    def test_turning_the_page_changes_the_list_alone(self, client, rep):
        for number in range(31):
            notify([rep], f"Notice {number}")
        page = " ".join(client.get("/notices/").content.decode().split())
        assert 'id="list" hx-select="#list" hx-swap="outerHTML"' in page
        assert 'hx-get="?page=2" hx-target="#list"' in page
