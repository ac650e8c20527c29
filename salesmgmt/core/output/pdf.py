"""Papers: WeasyPrint with a Chinese font, drafts rendered at will, issued documents printed once and kept.

Laying out a paper takes longer than everything else that an approval does. So the act that makes a document binding writes
down what its paper says, and the worker prints it after the commit; who asks for it earlier prints it himself.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from functools import lru_cache, wraps
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.company import company, picture_path
from salesmgmt.core.domain.faults import note, one_by_one
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import IssuedDocument, WaitingPaper
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.output.cells import ILLEGAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import Document, User


weasyprint, fonts, urls = map(OnUse, ("weasyprint", "weasyprint.text.fonts", "weasyprint.urls"))
pypdf = OnUse("pypdf")

FONT_FILES = {("SC", 400): "NotoSansSC-Regular.ttf", ("SC", 700): "NotoSansSC-Bold.ttf"}


# 2026-07-10, 2026-07-10 09:30 and 2026年7月10日 in the text of a page; a number of a document that looks like one is none.
DATE = re.compile(
    r"(?<![A-Za-z0-9-])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?(?![A-Za-z0-9-])|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)"
)


def in_chinese(function: Callable) -> Callable:
    """For whoever puts a paper together: texts worked out on the way are Chinese, as the paper is (F-01 to F-42).

    ``render`` alone translates what is still lazy; what a context holds as finished text would speak the reader's
    language.
    """

    @wraps(function)
    def speaking(*args: Any, **kwargs: Any) -> Any:
        with translation.override("zh-hans"):
            return function(*args, **kwargs)

    vars(speaking)["is_chinese"] = True
    return speaking


def keep_dates_whole(html: str) -> str:
    """No date of a paper breaks across lines, wherever its template prints it."""
    head, body, rest = html.partition("<body>")
    return head + body + re.sub(r"(?<=>)[^<>]+", lambda text: DATE.sub(_nowrap, text.group()), rest)


def _nowrap(date: Any) -> str:
    return f'<span class="date">{date.group()}</span>'


@lru_cache(maxsize=1)
def local_fetcher() -> Any:
    """Data in the page itself, and our own fonts. A customer's name must not make the server call anywhere."""

    base: Any = urls.URLFetcher

    class LocalFetcher(base):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:") or url in [face["url"] for face in _font_faces()]:
                return super().fetch(url, headers)
            raise ValueError(f"a printed document may not load {url[:100]}")

    return LocalFetcher(allowed_protocols=("data", "file"))


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Read once per process: loading a Chinese font takes longer than a page."""
    return fonts.FontConfiguration()


def _font_faces() -> list[dict]:
    folder = Path(settings.VAR_DIR) / "fonts"
    return [
        {"url": (folder / name).as_uri(), "weight": weight}
        for (_script, weight), name in FONT_FILES.items()
        if (folder / name).is_file()
    ]


def render(template: str, context: dict, copies: tuple[str, ...] = ("",)) -> bytes:
    """The PDF of a template that extends core/pdf/base.html; a draft, with its watermark, unless `draft` is False.

    `copies` are the labels of prescribed copies (存根联, 客户联, 回单联): the paper once for each, pages counted anew.
    Papers are Chinese whatever the reader's language is.
    """
    return _printed(_pages(template, context, copies))


def _pages(template: str, context: dict, copies: tuple[str, ...]) -> list[str]:
    """What a paper says, in HTML, once for each copy."""
    profile = company()
    base = {
        "company": profile,
        "logo": _data_uri(profile.logo),
        "seal": _data_uri(profile.seal),
        "fonts": _font_faces(),
        "draft": True,
        **context,
    }
    with translation.override("zh-hans"):
        return [
            keep_dates_whole(ILLEGAL.sub("", render_to_string(template, {**base, "copy": label}))) for label in copies
        ]


def _printed(pages: list[str]) -> bytes:
    papers = [_layout(html) for html in pages]
    return papers[0].copy([page for paper in papers for page in paper.pages]).write_pdf()


def labelled(paper: bytes, labels: tuple[str, ...]) -> bytes:
    """An issued A4 paper once for each of the prescribed copies, its label in the margin of every page: what was approved is not
    rendered anew (DOC-03)."""
    writer = pypdf.PdfWriter()
    for label in labels:
        html = render_to_string("core/pdf/label.html", {"copy": label, "fonts": _font_faces()})
        (stamp,) = pypdf.PdfReader(BytesIO(_layout(html).write_pdf())).pages
        for page in pypdf.PdfReader(BytesIO(paper)).pages:
            writer.add_page(page).merge_page(stamp)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _layout(html: str) -> Any:
    return weasyprint.HTML(string=html, url_fetcher=local_fetcher()).render(font_config=_fonts())


def _data_uri(name: str) -> str:
    """A picture of the company's as part of the page."""
    path = picture_path(name)
    if path is None:
        return ""
    kind = "image/png" if path.suffix == ".png" else "image/jpeg"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def issued(document: Document, form_code: str, edition: str = "") -> IssuedDocument | None:
    """The paper as it was issued, or None; one that still waits for the printer is printed now."""
    key = _key(document, form_code, edition)
    waiting = WaitingPaper.objects.filter(**key).first()
    if waiting is not None:
        _print_now(waiting)
    return IssuedDocument.objects.filter(**key).first()


def _key(document: Document, form_code: str, edition: str) -> dict:
    kind = ContentType.objects.get_for_model(document)
    return {"content_type": kind, "object_id": document.pk, "form_code": form_code, "edition": edition}


def _print_now(waiting: WaitingPaper) -> None:
    try:
        with transaction.atomic():
            print_paper(waiting)
    except DatabaseError:
        raise
    except Exception as failure:
        note(PRINTER, waiting, failure)
        raise BusinessError(_("This paper could not be printed. The administrator sees why.")) from failure


def issue(
    document: Document,
    form_code: str,
    template: str,
    context: dict,
    user: User,
    *,
    edition: str = "",
    file_name: str = "",
    prices: bool = True,
    copies: tuple = ("",),
) -> None:
    """Write down what the paper says; printed once, with its SHA-256, it gives the same bytes for ever, whatever changes in
    the document later.

    Call it inside the transaction that makes the document binding: what is approved and what is printed are then the
    same, and a paper that cannot be printed undoes no decision. `edition` tells apart several issues of one form
    (a version, a month); without `prices` also people who see none may fetch it. Two people issuing at once get the one paper.
    """
    key = _key(document, form_code, edition)
    if IssuedDocument.objects.filter(**key).exists() or WaitingPaper.objects.filter(**key).exists():
        return
    pages, name = _pages(template, {**context, "draft": False}, copies), file_name or f"{document}.pdf"
    try:
        with transaction.atomic():
            WaitingPaper.objects.create(**key, file_name=name[:160], has_prices=prices, pages=pages, issued_by=user)
            audit.record(document, user, gettext_noop("Paper issued"), comment=f"{form_code} {name}")
    except IntegrityError:
        return
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.print_papers"))


PRINTER = "papers"


def print_waiting() -> int:
    """For the worker: every paper that waits, the oldest first; returns how many. One that fails stops no other, is shown
    to the administrator with its reason, and is tried again by the next run."""
    return one_by_one(PRINTER, WaitingPaper.objects.order_by("pk").only("file_name"), print_paper)


def print_again(row: WaitingPaper) -> None:
    """The administrator has what failed printed again."""
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.print_papers"))


def print_paper(waiting: WaitingPaper) -> int:
    """Lay out what the paper says, keep it, and let the row go; 0 where somebody else just did it. In a transaction."""
    row = WaitingPaper.objects.select_for_update(of=("self",)).filter(pk=waiting.pk).first()
    if row is None:
        return 0
    key = {name: getattr(row, name) for name in ("content_type", "object_id", "form_code", "edition")}
    row.delete()
    if IssuedDocument.objects.filter(**key).exists():
        return 0
    data = _printed(row.pages)
    IssuedDocument.objects.create(
        **key,
        file_name=row.file_name,
        has_prices=row.has_prices,
        sha256=_store(data),
        size=len(data),
        issued_by=row.issued_by,
        issued_at=row.issued_at,
    )
    return 1


def _store(data: bytes) -> str:
    """Under the name of its hash, written whole or not at all; a rollback leaves a file that nothing names."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as target:
        target.write(data)
    os.replace(target.name, path)
    return digest


def _path(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "issued" / digest[:2] / f"{digest}.pdf"


def read(row: IssuedDocument) -> bytes:
    """The bytes as issued; BusinessError where the file is gone or is no longer what was issued."""
    try:
        data = _path(row.sha256).read_bytes()
    except FileNotFoundError as error:
        raise BusinessError(_("The file of this issued document is missing. Please tell the administrator.")) from error
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise BusinessError(_("The file of this issued document was altered. Please tell the administrator."))
    return data


def file_of(document: Document, form_code: str) -> tuple[str, bytes]:
    """(file name, bytes) of an issued paper, to go with a letter; what still waits is printed now."""
    row = issued(document, form_code)
    if row is None:
        raise BusinessError(_("This document no longer exists."))
    return row.file_name, read(row)
