"""An order followed to the customer's gate: everybody opens the delivery note by its QR code, on a phone, and acts there
(DLV-01 to DLV-08, ORD-06)."""

import datetime as dt
import io
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from customers.tests.factories import active_customer
from orders.delivery.models import DeliveryNote
from orders.delivery.papers import qr_of
from orders.handover.models import ReceiptDocument
from orders.order.models import Order
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import draft_delivery, stocked_order
from salesmgmt.core.domain.attachments import path_of
from salesmgmt.core.domain.photos import ORIENTATION
from salesmgmt.core.models import Attachment
from salesmgmt.core.output.letters import site_address
from salesmgmt.tests.e2e.pages import Desk, scan

pytestmark = pytest.mark.e2e

S = DeliveryNote.Status


@pytest.fixture
def desk(company, phone):
    return Desk(phone)


@pytest.fixture
def note(company):
    """20 cylinders, made, inspected, in stock, checked against the plan, on a draft note."""
    customer = active_customer(company.rep1, name="重庆渝峰车桥制造有限公司", short_name="渝峰车桥", address="渝北区")
    order = confirmed_order(customer, owner=company.rep1, lines=[(company.cylinder, 20, "168.00")])
    return draft_delivery(company, stocked_order(company, order))


def photo_of_the_signed_copy():
    """As a phone takes it, held upright: the camera lies on its side and says so."""
    image = Image.new("RGB", (400, 300), "white")
    exif = image.getexif()
    exif[ORIENTATION] = 6
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif.tobytes())
    return {"name": "签收单.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def test_an_order_is_followed_to_the_gate_by_the_qr_code_of_its_note(desk, company, note, screenshot):
    desk.seat("rep1", note)
    desk.press("issue")
    desk.sees_status(S.ISSUED)
    address = site_address(note.get_absolute_url())
    assert qr_of(note).startswith("data:image/svg+xml")
    code = urlsplit(address).path

    desk.seat("warehouse", code)
    desk.press("stock-issue")
    desk.sees_status(S.OUTBOUND)
    screenshot(desk.page, "gate-01-stock-issue")

    desk.seat("logistics", code)
    expected = timezone.localtime() + dt.timedelta(hours=4)
    desk.press("depart", driver="李师傅", driver_phone="13900000000", vehicle="渝A·D2046", expected_at=expected)
    desk.sees_status(S.IN_TRANSIT)

    desk.seat("rep1", note.order)
    desk.sees("运输途中", within="#life")
    screenshot(desk.page, "gate-02-where-are-my-goods")
    desk.press("tell", channel="phone", contact="王工")
    desk.sees("王工")

    desk.seat("logistics", code)
    desk.press("arrive")
    desk.sees_status(S.DELIVERED)

    desk.seat("rep1", code)
    desk.press("sign", receiver="刘仓管", scan=photo_of_the_signed_copy(), accepted_at_once=True)
    desk.sees_status(S.SIGNED)
    desk.press("receipt", reference="RK-20250612", file=scan("入库单.pdf"))
    screenshot(desk.page, "gate-03-signed")
    with Image.open(path_of(Attachment.objects.get(original_name="签收单.jpg"))) as image:
        assert image.size == (300, 400)
    assert ReceiptDocument.objects.get().note_id == note.pk

    desk.seat("rep1", note.order)
    desk.sees_status(Order.Status.ACCEPTED)


def test_the_code_opens_nothing_for_who_may_not_see_the_note(desk, company, note):
    """Another representative: the page of the note does not exist for him."""
    desk.seat("rep2")
    answer = desk.page.goto(urlsplit(site_address(note.get_absolute_url())).path)
    assert answer.status == 404
    expect(desk.page.locator("body")).not_to_contain_text(note.number)


def test_who_is_not_signed_in_signs_in_and_stands_before_the_very_note(desk, company, note):
    code = urlsplit(site_address(note.get_absolute_url())).path
    desk.seat("rep1")
    desk.page.goto("about:blank")  # no answer is on its way any more
    desk.page.context.clear_cookies()
    desk.page.goto(code)
    desk.fill(username="rep1", password=settings.DEMO_PASSWORD)
    with desk.turns_page():
        desk.page.click("form[data-once] button")
    desk.sees(note.number)
    assert desk.page.url.endswith(code)
