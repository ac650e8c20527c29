"""The pages of an import, walked as finance would."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from salesmgmt.core.domain import exports, imports
from salesmgmt.core.models import CompanyProfile, ImportJob, SavedMapping
from salesmgmt.core.tests.paper.models import Paper

pytestmark = pytest.mark.django_db
GOOD = "编号,标题,金额\nP-1,甲,1\nP-2,乙,2\n"
BAD = "编号,标题,金额\nP-1,甲,1\nP-2,乙,-2\n"
COLUMNS = {"column_number": "编号", "column_title": "标题", "column_amount": "金额", "date_order": "ymd"}


@pytest.fixture
def finance(client, people):
    client.force_login(people.finance)
    return client


def send(client, text):
    file = SimpleUploadedFile("纸.csv", text.encode("gb18030"))
    response = client.post(reverse("import-upload", args=["papers"]), {"file": file})
    assert response.status_code == 302
    return imports.run(ImportJob.objects.latest("pk").pk)


def test_the_way_from_upload_to_result(finance):
    job = send(finance, GOOD)
    page = finance.get(reverse("import-mapping", args=[job.pk])).content.decode()
    assert "P-1 · P-2" in page
    response = finance.post(reverse("import-mapping", args=[job.pk]), COLUMNS | {"keep_as": "ours"})
    assert response.url == reverse("import-detail", args=[job.pk])
    assert reverse("import-run", args=[job.pk]) in finance.get(response.url).content.decode()
    assert not Paper.objects.exists()
    finance.post(reverse("import-run", args=[job.pk]))
    assert Paper.objects.count() == 2
    assert ImportJob.objects.get().status == "done"
    assert "ours" in finance.get(reverse("import-mapping", args=[send(finance, GOOD).pk])).content.decode()


def test_the_upload_answers_before_anybody_reads_the_file(finance):
    """The worker reads; the page asks until the columns are known."""
    file = SimpleUploadedFile("a.csv", GOOD.encode())
    response = finance.post(reverse("import-upload", args=["papers"]), {"file": file})
    job = ImportJob.objects.get()
    address = reverse("import-detail", args=[job.pk])
    assert (response.url, job.status, job.phase, job.headers) == (address, "queued", "read", [])
    assert "progressbar" in finance.get(address).content.decode()
    assert finance.get(reverse("import-mapping", args=[job.pk])).url == address
    imports.run(job.pk)
    answer = finance.get(address, headers={"hx-request": "true"})
    assert answer["HX-Redirect"] == reverse("import-mapping", args=[job.pk])


def test_a_file_that_cannot_be_read_says_so_and_offers_no_columns(finance):
    file = SimpleUploadedFile("a.csv", b"a,b\n\x00\x01\x02,\xff\n")
    finance.post(reverse("import-upload", args=["papers"]), {"file": file})
    job = imports.run(ImportJob.objects.get().pk)
    page = finance.get(reverse("import-detail", args=[job.pk])).content.decode()
    assert job.status == "failed" and job.error in page
    assert reverse("import-mapping", args=[job.pk]) not in page
    assertContains(
        finance.post(reverse("import-source", args=[job.pk]), {"sheet": "甲"}),
        "此次导入的文件未能读取，请重新上传",
        status_code=409,
    )


def test_what_can_be_meant_in_two_ways_is_asked_and_the_answer_is_kept(finance):
    job = send(finance, "编号,标题,金额（千元）,税额\nP-1,甲,1.5,0.1\n")
    chosen = COLUMNS | {"column_amount": "金额（千元）"}
    response = finance.post(reverse("import-mapping", args=[job.pk]), chosen)
    assert response.status_code == 409 and not ImportJob.objects.get().mapping.get("amount")
    said = {"unit_amount": "thousand", "tax_amount": "gross"}
    finance.post(reverse("import-mapping", args=[job.pk]), chosen | said)
    page = finance.get(reverse("import-detail", args=[job.pk])).content.decode()
    assert "¥1,500.00" in page and "税额" in page
    finance.post(reverse("import-run", args=[job.pk]))
    assert Paper.objects.get().amount == 1500


def test_errors_are_shown_with_a_file_to_correct_and_nothing_is_imported(finance):
    job = send(finance, BAD)
    finance.post(reverse("import-mapping", args=[job.pk]), COLUMNS)
    page = finance.get(reverse("import-detail", args=[job.pk])).content.decode()
    assert "-2" in page
    assertContains(
        finance.post(reverse("import-run", args=[job.pk])),
        "有错误的行会阻止导入。请更正后重新上传，或选择跳过这些行",
        status_code=409,
    )
    assert not Paper.objects.exists()
    response = finance.get(reverse("import-errors", args=[job.pk, "bad"]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == "P-2"
    finance.post(reverse("import-run", args=[job.pk]), {"skip_bad_rows": "1"})
    assert list(Paper.objects.values_list("number", flat=True)) == ["P-1"]


def test_a_mapping_taken_over_after_the_check_is_checked_again(finance):
    """What was looked at is what is imported: the check of another mapping says nothing."""
    job = send(finance, GOOD)
    finance.post(reverse("import-mapping", args=[job.pk]), COLUMNS)
    swapped = {"number": "标题", "title": "编号", "amount": "金额"}
    saved = SavedMapping.objects.create(user=job.user, kind="papers", name="swapped", mapping=swapped)
    finance.post(reverse("import-source", args=[job.pk]), {"saved": saved.pk})
    job.refresh_from_db()
    assert (job.status, job.mapping) == ("new", swapped)
    assertContains(
        finance.post(reverse("import-run", args=[job.pk])), "此导入的状态已变化，请刷新页面查看", status_code=409
    )
    assert not Paper.objects.exists()


@pytest.mark.parametrize("change", [{"status": "done"}, {"status": "running"}, {"stored_name": ""}])
def test_an_import_that_went_on_or_lost_its_file_takes_no_other_mapping(finance, change):
    job = send(finance, GOOD)
    saved = SavedMapping.objects.create(user=job.user, kind="papers", name="other", mapping={})
    ImportJob.objects.filter(pk=job.pk).update(**change, sheets=["甲"])
    for data in ({"saved": saved.pk}, {"sheet": "甲"}):
        assert finance.post(reverse("import-source", args=[job.pk]), data).status_code == 409
    assert ImportJob.objects.get().mapping == job.mapping


def test_a_refused_file_keeps_the_page_and_says_why(finance):
    file = SimpleUploadedFile("a.xlsx", b"MZ" + bytes(100))
    response = finance.post(reverse("import-upload", args=["papers"]), {"file": file})
    assert response.status_code == 409
    assert "invalid-feedback" in response.content.decode()
    assert not ImportJob.objects.exists()


def test_a_wrong_mapping_keeps_the_choices(finance):
    job = send(finance, GOOD)
    response = finance.post(reverse("import-mapping", args=[job.pk]), COLUMNS | {"column_title": "编号"})
    assert response.status_code == 409
    assert ImportJob.objects.get().status == "new"


def test_a_cancelled_import_is_over(finance):
    job = send(finance, GOOD)
    finance.post(reverse("import-mapping", args=[job.pk]), COLUMNS)
    finance.post(reverse("import-cancel", args=[job.pk]))
    assertContains(
        finance.post(reverse("import-run", args=[job.pk])), "此导入的状态已变化，请刷新页面查看", status_code=409
    )
    assert (ImportJob.objects.get().status, Paper.objects.count()) == ("cancelled", 0)


def test_only_who_may_import_sees_the_pages_and_only_ones_own(client, people, finance):
    job = send(finance, GOOD)
    pages = [reverse("import-detail", args=[job.pk]), reverse("import-mapping", args=[job.pk])]
    client.force_login(people.rep1)
    assert client.get(reverse("import-upload", args=["papers"])).status_code == 403
    assert client.get(reverse("import-template", args=["papers"])).status_code == 403
    people.gm.roles = ["fin"]
    people.gm.save(update_fields=["roles"])
    client.force_login(people.gm)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert client.post(reverse("import-run", args=[job.pk])).status_code == 404
    assert not Paper.objects.exists()


def test_an_unknown_import_is_not_found(finance):
    assert finance.get(reverse("import-upload", args=["nothing"])).status_code == 404


def test_the_list_and_the_template_open(finance):
    assert finance.get(reverse("import-list")).status_code == 200
    response = finance.get(reverse("import-template", args=["papers"]))
    assert openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active["A1"].value == "编号"


class TestCompanyData:
    PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)

    def post(self, client, **fields):
        data = {"full_name": "江北精密锻造有限公司", "credit_code": "91350100M000100Y43", **fields}
        return client.post(reverse("company-edit"), data)

    def test_the_administrator_keeps_the_companys_data(self, client, people):
        client.force_login(people.admin)
        assert self.post(client, logo_file=SimpleUploadedFile("l.png", self.PNG)).status_code == 302
        profile = CompanyProfile.objects.get()
        assert (profile.full_name, profile.logo[-4:]) == ("江北精密锻造有限公司", ".png")
        response = client.get(reverse("company-picture", args=["logo"]))
        assert b"".join(response.streaming_content) == self.PNG

    def test_a_wrong_credit_code_and_a_wrong_picture_change_nothing(self, client, people):
        client.force_login(people.admin)
        assert self.post(client, credit_code="91350100M000100Y44").status_code == 409
        assert self.post(client, seal_file=SimpleUploadedFile("s.png", b"MZ")).status_code == 409
        assert not CompanyProfile.objects.exists()

    def test_a_specimen_shows_the_data_on_paper(self, client, people):
        client.force_login(people.admin)
        self.post(client)
        response = client.get(reverse("company-specimen"))
        assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
        client.force_login(people.rep1)
        assert client.get(reverse("company-specimen")).status_code == 403

    def test_others_read_or_see_nothing(self, client, people):
        client.force_login(people.gm)
        assert client.get(reverse("company-edit")).status_code == 200
        assert self.post(client).status_code == 403
        client.force_login(people.rep1)
        assert client.get(reverse("company-edit")).status_code == 403
        assert not CompanyProfile.objects.exists()


def test_the_export_log_follows_the_scope_of_the_matrix(client, people):
    """SEC-07"""
    exports.start(people.finance, "numbers", "rows=1&mark=seen")
    for person, seen in ((people.admin, True), (people.gm, True), (people.rep1, False), (people.manager, False)):
        client.force_login(person)
        assert ("mark=seen" in client.get(reverse("export-log")).content.decode()) is seen
    client.force_login(people.warehouse)
    assert client.get(reverse("export-log")).status_code == 403
