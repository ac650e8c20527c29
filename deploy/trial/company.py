"""What a new administrator does in a browser, done by a program: deploy/try.sh calls it on the machine it has installed.

    company.py begin CODE        set-up page with its code, checklist, test mail
    company.py pages             every page the administrator is shown
    company.py bring WORKBOOK    a workbook, checked and brought in as a whole; says how long each step took
    company.py look              signs in and reads what must be there; the same lines before and after a loss or an update

Over HTTPS and through nginx as people come, with the standard library alone.
"""

import http.cookiejar
import re
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from html import unescape
from pathlib import Path

SITE = "https://sales.example.com"
USER, PASSWORD = "administrator", "what-nobody-guesses-7"
# Of these pages every address that the administrator is shown is opened once.
BEGINNINGS = ("/", "/first-day/", "/imports/", "/system/")
LEAVE_ALONE = re.compile(r"/logout/|/static/|/media/|/admin/|/language/|\.(xlsx|pdf|docx|csv)$")
WAIT_SECONDS = 600


class Browser:
    """Cookies, the token of forms, and no patience with an error page."""

    def __init__(self, site=SITE):
        self.site, self.cookies = site, http.cookiejar.CookieJar()
        trusting = ssl.create_default_context()  # the certificate of the first day is one of our own
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self.open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.HTTPSHandler(context=trusting)
        ).open

    def get(self, path):
        """``(address it ended at, text)``."""
        return self._ask(urllib.request.Request(self.site + path))

    def post(self, path, fields, file=None):
        """The form of a page sent: its token is read from the page of the same address, or the one before it."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"csrfmiddlewaretoken": self._token(), **fields}.items()
        ]
        if file is not None:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
            parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + file.read_bytes() + b"\r\n")
        body = b"".join([*parts, f"--{mark}--\r\n".encode()])
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Referer": self.site + path}
        return self._ask(urllib.request.Request(self.site + path, data=body, headers=headers))

    def _token(self):
        found = [cookie.value for cookie in self.cookies if "csrf" in cookie.name]
        return found[0] if found else ""

    def _ask(self, request):
        try:
            with self.open(request, timeout=120) as answer:
                is_text = answer.headers.get_content_type().startswith("text/")
                return answer.geturl(), answer.read().decode() if is_text else ""
        except urllib.error.HTTPError as error:
            told = re.findall(
                r'(?s)class="(?:invalid-feedback|notice-line)[^"]*"[^>]*>(.*?)</div>', error.read().decode()
            )
            words = " ".join(" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in told)
            raise SystemExit(f"{request.get_method()} {request.full_url}: {error.code} {unescape(words)}") from error


def signed_in(site=SITE):
    browser = Browser(site)
    browser.get("/login/")
    address, _text = browser.post("/login/", {"username": USER, "password": PASSWORD})
    if "/login/" in address:
        raise SystemExit("The administrator cannot sign in.")
    return browser


def begin(code):
    browser = Browser()
    address, _text = browser.get("/")
    if not address.endswith("/set-up/"):
        raise SystemExit(f"An empty database leads to {address} and not to the set-up page.")
    about = {
        "code": code,
        "username": USER,
        "name": "管理员",
        "email": "administrator@example.com",
        "mobile": "",
        "language": "zh-hans",
        "password": PASSWORD,
        "again": PASSWORD,
        "full_name": "重庆第一天机械有限公司",
        "profile": "generic",
    }
    address, _text = browser.post("/set-up/", about)
    if not address.endswith("/first-day/"):
        raise SystemExit(f"The set-up led to {address}.")
    browser = signed_in()
    browser.get("/first-day/")
    browser.post("/first-day/letter/", {})


def pages():
    """Every address that the administrator's pages name."""
    browser = signed_in()
    waiting, seen = list(BEGINNINGS), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        _address, text = browser.get(path)
        if path in BEGINNINGS:
            found = re.findall(r'href="(/[^"#?]*)', text)
            waiting += [link for link in found if link not in seen and not LEAVE_ALONE.search(link)]
    print(f"{len(seen)} pages of the administrator open.")


def bring(file):
    browser = signed_in()
    browser.get("/imports/workbook/")
    began = time.monotonic()
    address, _text = browser.post("/imports/workbook/", {}, file=Path(file))
    page = urllib.parse.urlparse(address).path
    text = _when_done(browser, page)
    read = time.monotonic()
    browser.post(f"{page}check/", {})
    text = _when_done(browser, page)
    checked = time.monotonic()
    if f'action="{page}run/"' not in text:
        raise SystemExit("The workbook has rows with errors:\n" + _words(text))
    browser.post(f"{page}run/", {})
    text = _when_done(browser, page)
    done = time.monotonic()
    if "notice-error" in text:
        raise SystemExit("The workbook was not imported:\n" + _words(text))
    print(
        f"Workbook: read in {read - began:.0f} s, checked in {checked - read:.0f} s, imported in {done - checked:.0f} s, "
        f"{done - began:.0f} s in all."
    )


def _when_done(browser, page):
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        _address, text = browser.get(page)
        if 'hx-trigger="every 1s"' not in text:
            return text
        time.sleep(0.5)
    raise SystemExit(f"The worker has not finished {page} in {WAIT_SECONDS} s.")


def _words(text):
    body = text.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())[:3000]


def look(site=SITE):
    """What the checklist counts; the same lines before and after a loss."""
    browser = signed_in(site)
    _address, text = browser.get("/first-day/")
    rows = re.findall(r'(?s)<li id="([a-z_]+)">.*?<div class="tone-\w+">(.*?)</div>', text)
    for key, cell in rows:
        print(f"  {key}: {' '.join(unescape(re.sub(r'<[^>]+>', ' ', cell)).split())}")


if __name__ == "__main__":
    {"begin": begin, "pages": pages, "bring": bring, "look": look}[sys.argv[1]](*sys.argv[2:])
