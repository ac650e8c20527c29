"""Photos as phones send them: turned, HEIC, of 30 MB (DOC-05)."""

import base64
import hashlib
import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from salesmgmt.core.domain import attachments, photos
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment, AuditEntry, SettingValue
from salesmgmt.core.tests.paper.models import new_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# 64 × 48 pixels of one red, made for this test.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5j"
    "bHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBp"
    "eGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACJtZGF0AAAAFigBrxmA70mlv//f4x/19q/4prWmPm4="
)


@pytest.fixture
def paper(people):
    return new_paper(people.rep1)


def photo(size=(400, 300), orientation=None, kind="JPEG", noise=False, **fields):
    image = Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)) if noise else Image.new("RGB", size, "red")
    exif = image.getexif()
    if orientation:
        exif[photos.ORIENTATION] = orientation
    data = io.BytesIO()
    image.save(data, kind, exif=exif.tobytes(), **fields)
    return data.getvalue()


def limits(**values):
    for key, value in values.items():
        SettingValue.objects.create(key=key, value=value)
    register.forget()


def add(paper, person, data, name="现场.jpg"):
    return attachments.add(paper, SimpleUploadedFile(name, data), person, "")


def stored(file):
    with Image.open(attachments.path_of(file)) as image:
        return image.size, image.getexif().get(photos.ORIENTATION, 1), image.format


def test_a_photo_held_upright_is_turned_upright(people, paper):
    """DOC-05"""
    file = add(paper, people.rep1, photo(orientation=6))
    assert stored(file) == ((300, 400), 1, "JPEG")
    data = attachments.path_of(file).read_bytes()
    assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_a_photo_that_is_upright_and_small_stays_byte_for_byte(people, paper):
    data = photo()
    assert attachments.path_of(add(paper, people.rep1, data)).read_bytes() == data


def test_a_heic_photo_is_kept_as_jpeg(people, paper):
    file = add(paper, people.rep1, HEIC, "IMG_0001.HEIC")
    assert (file.original_name, file.mime, stored(file)) == ("IMG_0001.jpg", "image/jpeg", ((64, 48), 1, "JPEG"))
    assert "HEIC made JPEG" in AuditEntry.objects.order_by("-pk").first().comment


def test_a_heic_that_cannot_be_read_says_how_to_send_a_jpeg(people, paper):
    with pytest.raises(BusinessError, match="Send it as JPEG: on the iPhone choose Settings"):
        add(paper, people.rep1, HEIC[:200], "IMG_0002.heic")
    assert not Attachment.objects.exists()


def test_a_photo_above_the_limit_is_made_smaller_and_the_record_says_so(people, paper):
    """The limit of attachments is 1 MB here, that of photos 30."""
    limits(attachment_megabytes=1, photo_megabytes=30, photo_longest_side=800)
    data = photo((1600, 1200), noise=True, quality=95)
    assert len(data) > attachments.MEGABYTE
    file = add(paper, people.rep1, data)
    assert stored(file)[0] == (800, 600) and file.size < attachments.MEGABYTE
    assert "made smaller from" in AuditEntry.objects.order_by("-pk").first().comment


def test_a_photo_above_its_own_limit_is_refused(people, paper):
    limits(attachment_megabytes=1, photo_megabytes=1)
    with pytest.raises(BusinessError, match="larger than 1 MB"):
        add(paper, people.rep1, photo((1600, 1200), noise=True, quality=95))
    assert not Attachment.objects.exists()


def test_a_photo_that_stays_too_large_is_refused_with_what_to_do(people, paper):
    limits(attachment_megabytes=1, photo_megabytes=30, photo_longest_side=6000)
    with pytest.raises(BusinessError, match="cannot be made smaller. Send it with a lower resolution"):
        add(paper, people.rep1, photo((1600, 1200), noise=True, quality=95))
    assert not Attachment.objects.exists()


def test_a_large_file_that_is_no_picture_is_refused(people, paper):
    limits(attachment_megabytes=1, photo_megabytes=30)
    broken = b"\xff\xd8\xff\xe0\x00\x10JFIF" + os.urandom(2 * attachments.MEGABYTE)
    with pytest.raises(BusinessError, match="cannot be made smaller"):
        add(paper, people.rep1, broken)
    assert not Attachment.objects.exists()


def test_more_pixels_than_can_be_worked_on_are_refused(people, paper, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(BusinessError, match="too many pixels"):
        add(paper, people.rep1, photo())
    assert not Attachment.objects.exists()
