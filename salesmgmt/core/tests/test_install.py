"""The program on the screen of a phone, and what is typed while there is no connection."""

import io
import re

import pytest
from django.contrib.staticfiles.finders import find
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from salesmgmt.core.domain.attachments import path_of
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.models import Attachment
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import Paper, new_paper
from salesmgmt.core.web.reach import call, on_the_map, person_and_phone
from salesmgmt.launch.processes import wait_until

PASSWORD = "a-long-password-1"
DRAFTS = "() => Object.keys(localStorage).filter((key) => key.startsWith('draft-'))"
in_the_browser = [
    pytest.mark.e2e,
    pytest.mark.urls("salesmgmt.core.tests.paper.urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.django_db
def test_a_phone_learns_name_and_pictures_without_signing_in(client, people):
    about = client.get(reverse("manifest")).json()
    assert (about["name"], about["start_url"], about["display"]) == ("销售管理", "/", "standalone")
    assert {icon["purpose"] for icon in about["icons"]} == {"any", "maskable"}
    for icon in about["icons"]:
        picture = Image.open(find(icon["src"].removeprefix("/static/")))
        assert "x".join(map(str, picture.size)) == icon["sizes"]
    page = client.get(reverse("login")).content.decode()
    assert 'rel="manifest"' in page and "apple-touch-icon" in page


@pytest.mark.django_db
def test_the_page_without_a_connection_names_nobody(client, people):
    client.force_login(people.rep1)
    page = client.get(reverse("offline")).content.decode()
    assert "无网络连接" in page and people.rep1.name not in page
    script = client.get(reverse("service-worker"))
    assert script["Content-Type"].startswith("text/javascript") and b"/offline/" in script.content


@pytest.mark.django_db
def test_numbers_call_and_addresses_open_the_map_that_is_set(people):
    assert call("023 6888 7777") == '<a href="tel:02368887777">023 6888 7777</a>'
    assert call("") == "" and person_and_phone("王<芳>", "") == "王&lt;芳&gt;"
    assert "keyword=%E5%8C%97%E7%A2%9A" in on_the_map("北碚", "400700") and "北碚 400700" in on_the_map(
        "北碚", "400700"
    )
    change_setting("map_address", "", people.admin)
    assert on_the_map("北碚<1>", "400700") == "北碚<1> 400700"


@pytest.fixture
def rep1(transactional_db):
    person = company().rep1
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def sign_in(page, person):
    page.goto("/login/")
    page.fill("#id_username", person.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.locator(".shell")).to_be_visible()


class TestInTheBrowser:
    pytestmark = in_the_browser

    def test_what_is_sent_without_a_connection_stays_and_is_offered_again(self, open_page, rep1):
        phone = open_page(width=375, height=667, service_workers="allow")
        sign_in(phone, rep1)
        phone.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        address = f"/papers/new/?owner={rep1.pk}"
        phone.goto(address)
        typed = {
            "title": "齿轮报价",
            "amount": "12.50",
            "lines-0-name": "齿轮",
            "lines-0-quantity": "1",
            "lines-0-price": "12.50",
        }
        for name, text in typed.items():
            phone.fill(f"[name={name}]", text)
        phone.context.set_offline(True)
        phone.click(".form-foot .btn-primary")
        expect(phone.locator("#toasts")).to_contain_text("填写的内容已保留")
        assert phone.input_value("[name=title]") == "齿轮报价"
        phone.goto("/papers/")
        expect(phone.locator("h1")).to_have_text("无网络连接")
        phone.context.set_offline(False)
        phone.goto(address)
        expect(phone.locator(".draft-offer")).to_contain_text("尚未提交")
        expect(phone.locator(".draft-offer")).to_contain_text(re.compile(r"您 \d{4}-\d\d-\d\d \d\d:\d\d 在此"))
        phone.click(".draft-offer .btn-primary")
        assert {name: phone.input_value(f"[name={name}]") for name in typed} == typed
        phone.click(".form-foot .btn-primary")
        expect(phone.locator("h1")).to_contain_text("PAP-")
        assert Paper.objects.get().title == "齿轮报价"
        phone.goto("/papers/new/")
        expect(phone.locator(".form-foot .btn-primary")).to_be_visible()
        expect(phone.locator(".draft-offer")).to_have_count(0)

    def test_signing_out_takes_what_was_typed_along(self, phone, rep1):
        sign_in(phone, rep1)
        phone.goto("/papers/new/")
        phone.fill("[name=title]", "不留")
        assert wait_until(lambda: phone.evaluate(DRAFTS), 30)
        phone.on("dialog", lambda dialog: dialog.accept())
        phone.click(".user-button")
        phone.click("[data-sign-out] button")
        expect(phone.locator("#id_password")).to_be_visible()
        assert phone.evaluate(DRAFTS) == []

    def test_a_photo_is_made_smaller_before_it_is_sent(self, phone, rep1, media):
        paper = new_paper(rep1, title="Gear", amount=100)
        sign_in(phone, rep1)
        phone.goto(f"{paper.get_absolute_url()}?tab=files")
        noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
        photo = io.BytesIO()
        noise.save(photo, "PNG")
        phone.set_input_files(
            "#attachment-photo", {"name": "现场.png", "mimeType": "image/png", "buffer": photo.getvalue()}
        )
        expect(phone.locator(".attachments")).to_contain_text(re.compile("现场"))
        kept = Attachment.objects.get()
        assert Image.open(path_of(kept)).size == (2400, 1600)
        assert kept.original_name == "现场.jpg"
        expect(phone.locator(".attachments img.thumb")).to_be_visible()
