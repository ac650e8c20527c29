"""Attached files: what may come in, decided by content, and who may see it (DOC-05)."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
import uuid
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import filetype
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core import audit, words
from salesmgmt.core.domain import photos
from salesmgmt.core.domain.sheet_reader import Refused, decode
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import heir_of
from salesmgmt.core.models import Attachment
from salesmgmt.core.models.attachment import label_of_kind
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document, User

OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
OLD_OFFICE = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}
IMAGES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp", "heic": "image/heic"}
SAME = {"jpeg": "jpg", "heif": "heic", "tiff": "tif"}
TEXTS = {"txt": "text/plain", "csv": "text/csv"}
# The files of electronic invoices: kept and given back, never shown by us.
OFD, XML = ("ofd", "application/ofd"), ("xml", "application/xml")
ALLOWED = "PDF, OFD, XML, JPG, PNG, GIF, WEBP, HEIC, DOCX, XLSX, PPTX, DOC, XLS, PPT, TXT, CSV"
# What a file input offers; the server decides by content all the same.
ACCEPT = ".pdf,.ofd,.xml,image/*,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.txt,.csv"
MEGABYTE = 1024 * 1024


def parent_of(content_type_id: int, object_id: int, user: User) -> Any:
    """The document, if this person may see it; 404 otherwise, because existence is not revealed (DOC-05, SEC-01)."""
    kind = ContentType.objects.filter(pk=content_type_id).first()
    model = kind.model_class() if kind else None
    if model is None or not hasattr(model._default_manager, "visible_to"):
        raise Http404
    found = model._default_manager.visible_to(user).filter(pk=object_id).first()
    if found is None:
        raise Http404
    return found


def visible_attachment(pk: int, user: User) -> Attachment:
    """A file is exactly as visible as its document (DOC-05)."""
    found = Attachment.objects.filter(pk=pk, removed_at__isnull=True).first()
    if found is None:
        raise Http404
    parent_of(found.content_type_id, found.object_id, user)
    return found


def can_remove_attachment(user: User, attachment: Attachment) -> bool:
    """Only its uploader, and only while nothing was decided on it: its document is still editable."""
    parent = attachment.document
    return attachment.uploaded_by_id == user.pk and getattr(parent, "is_editable", True)


def safe_name(name: str) -> str:
    """The name without path, control and direction characters and without dots that hide an ending."""
    name = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", name).strip(" .")
    stem, ending = os.path.splitext(name)
    return f"{stem[:150]}{ending[:9]}" or "file"


def identify(path: Path, name: str) -> str:
    """The MIME type by content; BusinessError where it is not allowed or the ending says something else."""
    ending = os.path.splitext(name)[1].lower().lstrip(".")
    ending = SAME.get(ending, ending)
    real, mime = _kind(path, ending)
    if real is None and ending.upper() in ALLOWED.split(", "):
        raise BusinessError(
            _("%(name)s: the content is not that of a %(kind)s file. It is damaged, renamed, or contains macros.")
            % {"name": name, "kind": ending.upper()}
        )
    if real is None:
        raise BusinessError(
            _("%(name)s: this kind of file is not allowed. Allowed are %(kinds)s.") % {"name": name, "kinds": ALLOWED}
        )
    if real != ending:
        raise BusinessError(
            _("%(name)s: the content is %(real)s, but the name says otherwise.") % {"name": name, "real": real.upper()}
        )
    return mime


def _kind(path: Path, ending: str) -> tuple:
    with path.open("rb") as stream:
        head = stream.read(8192)
    if head.startswith(b"%PDF-"):
        return "pdf", "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return (ending, OLD_OFFICE[ending]) if ending in OLD_OFFICE else (None, None)
    found = filetype.guess(head)
    if found is not None:
        real = SAME.get(found.extension, found.extension)
        return (real, IMAGES[real]) if real in IMAGES else (None, None)
    return _text(path, ending)


def _office(path: Path) -> tuple:
    """A modern Office file without macros, or an OFD; any other archive could hide anything."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return None, None
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None, None
    return next(
        (kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names)), (None, None)
    )


def _text(path: Path, ending: str) -> tuple:
    if ending not in TEXTS and ending != XML[0]:
        return None, None
    try:
        text = decode(path.read_bytes())
    except Refused:
        return None, None
    if ending == XML[0]:
        return _data(text)
    if re.match(r"\s*<(?:!doctype|html|script|svg|\?xml)", text, re.IGNORECASE):
        return None, None
    return ending, TEXTS[ending]


def _data(text: str) -> tuple:
    """XML that holds data: no document type, and nothing a browser would run."""
    is_page = re.search(r"<!doctype|<!entity|<\?xml-stylesheet|<(?:\w+:)?(?:html|script|svg)\b", text, re.IGNORECASE)
    return XML if text.lstrip().startswith("<") and not is_page else (None, None)


def folder() -> Path:
    """Outside the web root; two letters of the name a folder."""
    path = Path(settings.MEDIA_ROOT) / "attachments"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(attachment: Attachment) -> Path:
    return folder() / attachment.stored_name[:2] / attachment.stored_name


def stored_file(attachment: Attachment) -> Path:
    """The file itself; BusinessError where it is gone (a database restored without its files)."""
    path = path_of(attachment)
    if not path.is_file():
        raise BusinessError(
            _("%(name)s: the stored file is missing. Please tell the administrator.")
            % {"name": attachment.original_name}
        )
    return path


def clean_kind(kind: str) -> str:
    return str(kind).replace("\0", "").strip()[:60]


def add(document: Any, uploaded: Any, user: User, kind: str = "") -> Attachment:
    """Attach a file: kind, uploader and time are kept (DOC-05).

    Called by an act that has asked whether the person may do it; what people attach by themselves goes through
    ``evidence.attach``.
    """
    name, kind = safe_name(uploaded.name), clean_kind(kind)
    limit = photos.largest(name)
    if uploaded.size > limit * MEGABYTE:
        raise BusinessError(_("%(name)s is larger than %(n)d MB.") % {"name": name, "n": limit})
    if not uploaded.size:
        raise BusinessError(_("%(name)s is empty.") % {"name": name})
    stored = uuid.uuid4().hex
    path = folder() / stored[:2] / stored
    path.parent.mkdir(exist_ok=True, mode=0o700)
    try:
        with path.open("wb") as target:
            for chunk in uploaded.chunks():
                target.write(chunk)
        photo = photos.settle(path, name, identify(path, name))
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        size = path.stat().st_size
        return _store(document, user, kind, photo.name, stored, photo.mime, size, digest, photo.words)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@transaction.atomic
def _store(
    document: Document, user: User, kind: str, name: str, stored: str, mime: str, size: int, sha256: str, done: str = ""
) -> Attachment:
    document = heir_of(document)
    attachment = Attachment.objects.create(
        content_type=ContentType.objects.get_for_model(document),
        object_id=document.pk,
        kind=kind,
        original_name=name,
        stored_name=stored,
        mime=mime,
        size=size,
        sha256=sha256,
        uploaded_by=user,
    )
    said = words.headed(lambda: label_of_kind(document, kind), f"{name} ({done})" if done else name)
    audit.record(document, user, gettext_noop("File attached"), comment=said)
    return attachment


@transaction.atomic
def copy_attachments(source: Document, target: Document) -> None:
    """Give the files of one document to another that takes its place; kind, uploader and time stay (QUO-06)."""
    kind = ContentType.objects.get_for_model(target)
    for old in Attachment.objects.of(source):
        stored = uuid.uuid4().hex
        path = folder() / stored[:2] / stored
        path.parent.mkdir(exist_ok=True, mode=0o700)
        # Stored files are never written to again, so one file may have two names.
        os.link(stored_file(old), path)
        uploaded_at = old.uploaded_at
        old.pk, old._state.adding = None, True
        old.content_type, old.object_id, old.stored_name = kind, target.pk, stored
        old.save()
        Attachment.objects.filter(pk=old.pk).update(uploaded_at=uploaded_at)


@transaction.atomic
def remove(pk: int, user: User) -> Attachment:
    """Take a file off its document. Row and file stay, so that the record of what was once there is whole."""
    attachment = lock(Attachment, pk)
    if attachment.removed_at is not None:
        raise BusinessError(_("This file was already removed."))
    require(can_remove_attachment(user, attachment), _("Only its uploader removes a file, and only before a decision."))
    attachment.removed_at, attachment.removed_by = timezone.now(), user
    attachment.save(update_fields=["removed_at", "removed_by"])
    audit.record(attachment.document, user, gettext_noop("File removed"), comment=attachment.original_name)
    return attachment


def kinds_of(document: Document) -> set[str]:
    """The kinds of evidence present, for rules that ask for one."""
    return set(Attachment.objects.of(document).exclude(kind="").values_list("kind", flat=True))
