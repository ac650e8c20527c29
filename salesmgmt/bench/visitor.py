"""People who look at pages: a kept connection, a logged-in session, and what every answer cost."""

import gzip
import http.client
import re
import statistics
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def session_of(user):
    """A session as signing in makes it; the password is not what is measured."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


@dataclass
class Answer:
    status: int
    seconds: float
    body: bytes
    size: int  # as it came over the wire
    headers: dict = field(default_factory=dict)

    @property
    def text(self):
        return self.body.decode(errors="replace")


class Visitor:
    """One browser: ``get`` and ``post`` return an Answer; cookies and the form token are kept."""

    def __init__(self, host, port, session=""):
        self.connection = http.client.HTTPConnection(host, port, timeout=120)
        self.cookies = {settings.SESSION_COOKIE_NAME: session} if session else {}

    def get(self, address):
        return self._ask("GET", address)

    def post(self, address, data):
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        return self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method, address, body=None, more=None):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Accept-Language": "zh-CN", **(more or {})}
        start = time.perf_counter()
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        raw = response.read()
        seconds = time.perf_counter() - start
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        plain = gzip.decompress(raw) if response.getheader("Content-Encoding") == "gzip" else raw
        return Answer(response.status, seconds, plain, len(raw), dict(response.getheaders()))


@dataclass
class Figures:
    """A page under load. Times in milliseconds."""

    name: str
    who: str
    users: int
    median: float
    p95: float
    per_second: float
    queries: int
    db: float
    html: int
    memory: int
    status: int


def measure(name, who, visitors, address, rounds):
    """Every visitor asks ``rounds`` times, all at once; the first answer of each warms up and does not count."""
    answers = [each.get(address) for each in visitors]

    def walk(visitor):
        return [visitor.get(address) for _round in range(rounds)]

    start = time.perf_counter()
    with ThreadPoolExecutor(len(visitors)) as pool:
        found = [answer for answers in pool.map(walk, visitors) for answer in answers]
    took = time.perf_counter() - start
    times = sorted(answer.seconds * 1000 for answer in found)
    last = found[-1]
    return Figures(
        name, who, len(visitors), statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.95))],
        len(found) / took, int(last.headers.get("X-Bench-Queries", 0)),
        statistics.median(float(answer.headers.get("X-Bench-Db-Ms", 0)) for answer in found),
        last.size, int(last.headers.get("X-Bench-Rss-Mb", 0)), max(answer.status for answer in [*answers, *found]),
    )  # fmt: skip
