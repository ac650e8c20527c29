"""Photos as phones send them: turned as they were held, HEIC made JPEG, what is too large made smaller (DOC-05)."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pi_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from pathlib import Path

pi_heif.register_heif_opener(thumbnails=False)

MEGABYTE = 1024 * 1024
JPEG, HEIC = "image/jpeg", "image/heic"
# What a camera makes; a drawing or a scan as PNG stays what it is.
PHOTOS = {JPEG: "JPEG", HEIC: "JPEG", "image/webp": "WEBP"}
ENDINGS = ("jpg", "jpeg", "webp", "heic", "heif")
# How the turn stands in the data of the camera.
ORIENTATION = 0x0112
QUALITY = 90
# What is seen of a photo on half a page.
PAPER_SIDE, PAPER_QUALITY = 1400, 80


@dataclass(frozen=True)
class Settled:
    """The stored photo: its name, its type, and in words what was done to it ("" where nothing was)."""

    name: str
    mime: str
    words: str = ""


def largest(name: str) -> int:
    """How many megabytes may come in under this name: photos, which are made smaller, may be larger than other files."""
    is_photo = name.lower().rsplit(".", 1)[-1] in ENDINGS
    return max(policy().photo_megabytes, policy().attachment_megabytes) if is_photo else policy().attachment_megabytes


def settle(path: Path, name: str, mime: str) -> Settled:
    """Turn a stored photo upright, make JPEG of HEIC, and bring one above the limit of attachments below it.

    A photo that is upright and small enough stays byte for byte. BusinessError where it cannot be read and is too large,
    where it has more pixels than can be worked on, and where it stays too large.
    """
    if mime not in PHOTOS:
        return Settled(name, mime)
    limit, size = policy().attachment_megabytes * MEGABYTE, path.stat().st_size
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _settled(path, name, mime, shrinks=size > limit)
    except Image.DecompressionBombError:
        raise BusinessError(
            _("%(name)s has too many pixels. Send it with a lower resolution.") % {"name": name}
        ) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        if mime == HEIC:
            raise BusinessError(_unreadable_heic(name)) from None
        if size > limit:
            raise BusinessError(_too_large(name)) from None
        return Settled(name, mime)


def _settled(path: Path, name: str, mime: str, *, shrinks: bool) -> Settled:
    before = path.stat().st_size
    side = policy().photo_longest_side
    with Image.open(path) as image:
        if shrinks and mime == JPEG:
            image.draft("RGB", (side, side))  # decoded at a fraction of its size where it is far larger
        exif = image.getexif()
        turned = exif.get(ORIENTATION, 1) != 1
        if not (turned or shrinks or mime == HEIC):
            return Settled(name, mime)
        upright = ImageOps.exif_transpose(image)
        if shrinks:
            upright.thumbnail((side, side))
        kept = upright.getexif()
        upright.convert("RGB").save(path, PHOTOS[mime], quality=QUALITY, exif=kept.tobytes())
    after = path.stat().st_size
    if after > policy().attachment_megabytes * MEGABYTE:
        raise BusinessError(_too_large(name))
    words = ""
    if shrinks:
        words = _("made smaller from %(before)s to %(after)s MB") % {
            "before": f"{before / MEGABYTE:.1f}",
            "after": f"{after / MEGABYTE:.1f}",
        }
    if mime == HEIC:
        return Settled(f"{name.rsplit('.', 1)[0]}.jpg", JPEG, words or _("HEIC made JPEG"))
    return Settled(name, mime, words)


def for_paper(path: Path) -> str:
    """A stored picture as part of a printed page, as large as paper shows it; "" where it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                image.draft("RGB", (PAPER_SIDE, PAPER_SIDE))
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((PAPER_SIDE, PAPER_SIDE))
                flat = Image.new("RGB", upright.size, "white")
                picture = upright.convert("RGBA")
                flat.paste(picture, mask=picture)
                made = io.BytesIO()
                flat.save(made, "JPEG", quality=PAPER_QUALITY)
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(made.getvalue()).decode()}"


def _too_large(name: str) -> str:
    return _("%(name)s is larger than %(n)d MB and cannot be made smaller. Send it with a lower resolution.") % {
        "name": name,
        "n": policy().attachment_megabytes,
    }


def _unreadable_heic(name: str) -> str:
    return _(
        "%(name)s: this HEIC photo cannot be read. Send it as JPEG: on the iPhone choose Settings, Camera, Formats, "
        "Most Compatible, or share it as JPG."
    ) % {"name": name}
