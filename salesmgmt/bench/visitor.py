"""A browser of the measurement: a session, cookies, the time and the size of each answer; a page under load."""

import gzip
import http.client
import statistics
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore


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
    """What came back. ``seconds`` until the last byte; ``size`` in bytes, as it came over the wire."""

    status: int
    seconds: float
    body: bytes
    size: int
    headers: dict = field(default_factory=dict)

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def queries(self):
        return int(self.headers.get("X-Bench-Queries", 0))

    @property
    def database_ms(self):
        return float(self.headers.get("X-Bench-Db-Ms", 0))

    @property
    def memory_mb(self):
        return int(self.headers.get("X-Bench-Rss-Mb", 0))


class Visitor:
    """One browser: ``get`` and ``post`` return an Answer; cookies are kept, redirects are not followed."""

    def __init__(self, host, port, session=""):
        self.connection = http.client.HTTPConnection(host, port, timeout=120)
        self.cookies = {settings.SESSION_COOKIE_NAME: session} if session else {}

    def get(self, address):
        return self._ask("GET", address)

    def post(self, address, data):
        """A form as the browser sends it, with the token of the last form that was opened."""
        token = self.cookies.get(settings.CSRF_COOKIE_NAME, "")
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token})
        return self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method, address, body=None, more=None):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Accept-Language": "zh-CN", **(more or {})}
        start = time.perf_counter()
        self.connection.request(method, urllib.parse.quote(address, safe="/?&=%+"), body, headers)
        response = self.connection.getresponse()
        raw = response.read()
        seconds = time.perf_counter() - start
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        plain = gzip.decompress(raw) if response.getheader("Content-Encoding") == "gzip" else raw
        return Answer(response.status, seconds, plain, len(raw), dict(response.getheaders()))


@dataclass
class Figures:
    """A page under load. Times in milliseconds, ``html`` in compressed bytes, ``memory`` in MB of one worker."""

    name: str
    who: str
    users: int
    median: float
    p95: float
    per_second: float
    queries: int
    database: float
    html: int
    memory: int
    status: int
    ratio: float = 1.0


def measure(name, who, visitors, address, rounds):
    """Every visitor asks ``rounds`` times, all at once; the first answers warm up and do not count.

    The number of queries is the usual one: a worker that meets a kind of document for the first time asks once more.
    """
    with ThreadPoolExecutor(len(visitors)) as pool:
        warm = list(pool.map(lambda visitor: visitor.get(address), visitors * (2 if len(visitors) == 1 else 1)))
        start = time.perf_counter()
        rows = list(pool.map(lambda visitor: [visitor.get(address) for _round in range(rounds)], visitors))
        took = time.perf_counter() - start
    found = [answer for row in rows for answer in row]
    times = sorted(answer.seconds * 1000 for answer in found)
    return Figures(
        name,
        who,
        len(visitors),
        statistics.median(times),
        times[min(len(times) - 1, int(len(times) * 0.95))],
        len(found) / took,
        statistics.mode(answer.queries for answer in found),
        statistics.median(answer.database_ms for answer in found),
        found[-1].size,
        max(answer.memory_mb for answer in found),
        max(answer.status for answer in [*warm, *found]),
    )
