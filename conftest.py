"""Fixtures of all tests: a real Celery worker, a real browser, and the rule that nothing leaves var/test."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from itertools import count
from pathlib import Path

import kombu.pools
import pytest
import redis
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from pytest_django.plugin import blocking_manager_key

from customers.tests.factories import active_customer, load_first_rows
from performance.training.topic import load_first_topics
from salesmgmt.core.domain.first_day import ask_anew
from salesmgmt.core.domain.settings import forget
from salesmgmt.core.tests.factories import company
from salesmgmt.launch.prepare import compile_translations
from salesmgmt.launch.processes import collect_rarely, wait_until, with_parent
from salesmgmt.tests.demo_company import load_demo

ROOT = Path(__file__).resolve().parent
SCREENSHOTS = ROOT / "var" / "screenshots"
GIVES_UP = 30_000  # milliseconds; as long as playwright waits for an element or an answer
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FOLDERS = count()  # of the files of each test
POLICY = "Content Security Policy"  # what the browser calls it when something of ours breaks it
# The second line keeps a headless browser from asking its maker's servers for anything.
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHROMIUM_ARGUMENTS += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
# One process draws all our pages: to begin a new one for each costs more than to draw the page.
CHROMIUM_ARGUMENTS += ["--disable-site-isolation-trials", "--process-per-site"]

# Every rule is tried on everything; what is well is neither described nor sent over.
AXE = """axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'], resultTypes: ['violations']}).then(found => found.violations)"""

# Playwright runs an event loop in the thread of the tests; the tests use the database beside it, not inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure(config):
    """Once, before the workers of xdist start: they would write the same files."""
    if not hasattr(config, "workerinput"):
        compile_translations()
        translation_file_changed(None, Path("django.mo"))  # what was read before is forgotten


@pytest.hookimpl(trylast=True)  # after pytest-django, whose order inside a file stays
def pytest_collection_modifyitems(items):
    """The longest files first, journeys and what walks over the whole program before all: one begun last would leave the other
    processes idle."""
    tests, whole = Counter(item.path for item in items), ROOT / "salesmgmt" / "tests"

    def place(item):
        is_journey, is_walk = item.get_closest_marker("e2e") is not None, item.path.is_relative_to(whole)
        return not is_journey, not is_walk, -tests[item.path], str(item.path)

    items.sort(key=place)


def pytest_collection_finish(session):
    collect_rarely()


@pytest.fixture(autouse=True)
def media(settings, tmp_path_factory):
    """Files that a test stores are its own; the folder is there once it stores one."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media" / str(next(FOLDERS))
    return settings.MEDIA_ROOT


def store_first_rows():
    """What the migrations put into the tables, where it is missing."""
    load_first_rows()
    load_first_topics()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, which a run before this one may have left empty."""
    with django_db_blocker.unblock():
        store_first_rows()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """A test with real transactions empties the database, and takes from those after it what the migrations put there."""
    result = yield
    marker = item.get_closest_marker("django_db")
    real = bool(marker and marker.kwargs.get("transaction"))
    if real or {"transactional_db", "live_server"} & set(item.fixturenames):
        with item.config.stash[blocking_manager_key].unblock():
            store_first_rows()
    return result


@pytest.fixture(autouse=True)
def policy_read_anew():
    """A setting changed by one test is rolled back with it; what was read of it must not outlive it, nor the language of the
    last request."""
    yield
    forget()
    ask_anew()
    translation.deactivate()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo company, for all tests of a file, which only read it; taken away again at the end of the file."""
    with django_db_blocker.unblock():
        try:
            load_demo()
            yield
        finally:
            call_command("flush", interactive=False, verbosity=0)
            store_first_rows()


@pytest.fixture(scope="module")
def kept_db(django_db_setup, django_db_blocker, tmp_path_factory):
    """The transaction of a file. What a fixture of the whole file writes in it stands for all its tests: each is rolled back to it, and
    begins with a copy of the fixture's objects (docs/testing.md). Only where the road to what the tests begin with is long."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("kept")),
    ):
        yield
        transaction.set_rollback(True)
    forget()


@pytest.fixture
def begun(kept, db):
    """A copy of what the file's fixture ``kept`` gives, as this test's own."""
    return deepcopy(kept)


@pytest.fixture
def people(db):
    """One person of every role, with units and superiors; a folder or a file whose tests begin with more says so."""
    return company()


@pytest.fixture
def rep(client, people):
    """The browser of the first representative, signed in."""
    client.force_login(people.rep1)
    return client


@pytest.fixture
def customer(people):
    """An evaluated customer of the first representative's, with whom business is done."""
    return active_customer(people.rep1)


@pytest.fixture
def english():
    """Texts are compared as the code writes them."""
    with translation.override("en"):
        yield


@pytest.fixture
def live_worker(transactional_db, settings, media):
    """A Celery worker in a process of its own, on the test database and on a Redis database of its own.

    While it lives, tasks that the test sends through `.delay()` reach it. Gives the Popen object, so that a test
    can kill it; `.restart()` starts another one on the same queue.
    """
    worker = LiveWorker(settings)
    worker.start()
    yield worker
    worker.stop()


class LiveWorker:
    def __init__(self, settings):
        from salesmgmt.celery import app

        number = 2 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        base = settings.REDIS_URL.rsplit("db=", 1)[0] + "db=" if "db=" in settings.REDIS_URL else None
        self.redis_url = f"{base}{number}" if base else f"{settings.REDIS_URL.rsplit('/', 1)[0]}/{number}"
        self.media = settings.MEDIA_ROOT
        self.redis = redis.Redis.from_url(self.redis_url)
        self.redis.flushdb()
        self.app, self.before = app, app.conf.broker_url
        self.log = ROOT / "var" / "test" / f"worker-{number}.log"
        self.process = None
        self.point_at(broker_address(self.redis_url))

    def point_at(self, address):
        self.app.conf.broker_url = self.app.conf.broker_write_url = self.app.conf.broker_read_url = address
        kombu.pools.reset()  # a closed pool would stay the one of its address
        self.app._pool = None
        self.app.amqp._producer_pool = None

    def environment(self):
        db = connection.settings_dict
        host = f"{db['HOST']}:{db['PORT']}" if db["PORT"] else ""
        path = f"/{db['HOST']}/{db['NAME']}" if not db["PORT"] else f"/{db['NAME']}"
        secret = f":{db['PASSWORD']}" if db["PASSWORD"] else ""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "salesmgmt.tests.settings",
            "DATABASE_URL": f"postgres://{db['USER']}{secret}@{host}{path}",
            "REDIS_URL": self.redis_url,
            "MEDIA_ROOT": str(self.media),
            "TEST_WORKER": "1",
        }

    def start(self, concurrency=1):
        command = [sys.executable, "-m", "celery", "--app", "salesmgmt", "worker", "--loglevel", "INFO"]
        command += ["--concurrency", str(concurrency), "--without-gossip", "--without-mingle"]
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                with_parent(command), env=self.environment(), cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        if not wait_until(lambda: b" ready." in self.log.read_bytes() or self.process.poll() is not None, 60):
            raise AssertionError(self.log.read_text())
        assert self.process.poll() is None, self.log.read_text()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def restart(self):
        self.start()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        self.redis.flushdb()
        self.point_at(self.before)


def broker_address(redis_url):
    if redis_url.startswith("unix://"):
        return redis_url.replace("unix://", "redis+socket://").replace("db=", "virtual_host=")
    return redis_url


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, one for all journeys."""
    from playwright.sync_api import expect, sync_playwright

    # How long a page may take is no matter of these tests: what waits for it gives up when something is broken, not when it is slow.
    expect.set_options(timeout=GIVES_UP)
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path, "The browser journeys need chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, live_server):
    """open_page(width=1440): a fresh browser window on the live server; an error in its console fails the test, and so does what its content
    security policy forbids. Without its service worker, unless the journey is about it."""
    contexts, errors = [], []

    def open_one(width=1440, height=900, errors_allowed=False, service_workers="block"):
        phone = width < 600
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=phone,
            is_mobile=phone,
            accept_downloads=True,
            service_workers=service_workers,
            reduced_motion="reduce",  # a dialog is there at once; nothing waits for it to slide in
        )
        contexts.append(context)
        page = context.new_page()
        if not errors_allowed:
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda line: errors.append(line.text) if POLICY in line.text else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(open_page):
    """A window of a desk, 1440 pixels wide."""
    return open_page()


@pytest.fixture
def phone(open_page):
    """A window of a phone, 375 pixels wide."""
    return open_page(width=375, height=812)


@pytest.fixture
def screenshot(request):
    """screenshot(page, "name"): a full page in var/screenshots, to be looked at."""

    def take(page, name):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        window = page.viewport_size
        # The window grows to the page, so that what sticks to its edges is where a person sees it.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": window["width"], "height": max(height, window["height"])})
        page.screenshot(path=str(path), full_page=True, animations="disabled")
        page.set_viewport_size(window)
        return path

    return take


@pytest.fixture
def accessibility_faults():
    """accessibility_faults(page): what axe finds wrong at the levels A and AA, as short lines, once its late parts are there."""
    from playwright.sync_api import expect

    source = (Path(django_settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def ask(page):
        expect(page.locator("[hx-trigger=load][aria-busy], .htmx-request")).to_have_count(0)
        page.evaluate(source)
        found = page.evaluate(AXE)
        return [f"{fault['id']}: {fault['help']} ({node['html'][:120]})" for fault in found for node in fault["nodes"]]

    return ask
