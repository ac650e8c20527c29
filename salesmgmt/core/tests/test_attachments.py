"""Attached files: typed by content, as visible as their document, removed only before a decision."""

import io
import zipfile

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from salesmgmt.core import audit
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment, SettingValue
from salesmgmt.core.tests.paper.models import Paper, new_paper

pytestmark = [pytest.mark.django_db, pytest.mark.urls("salesmgmt.core.tests.paper.urls")]

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(60)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EXE = b"MZ\x90\x00" + bytes(600)


def archive(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return data.getvalue()


def xlsx():
    data = io.BytesIO()
    openpyxl.Workbook().save(data)
    return data.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


def upload(name="a.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def paper(people):
    return new_paper(people.rep1)


def stored_files():
    return [path for path in attachments.folder().rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PNG", PNG, "image/png"),
        ("照片.jpeg", JPG, "image/jpeg"),
        ("a.xlsx", xlsx(), attachments.OFFICE["xl/"][1]),
        ("a.docx", DOCX, attachments.OFFICE["word/"][1]),
        ("a.doc", OLE, "application/msword"),
        ("a.xls", OLE, "application/vnd.ms-excel"),
        ("a.txt", "重庆".encode("gb18030"), "text/plain"),
        ("a.csv", b"a,b\n", "text/csv"),
    ],
)
def test_papers_pictures_and_office_files_are_taken(people, paper, name, data, mime):
    """DOC-05: stored with type, uploader and time."""
    file = attachments.add(paper, upload(name, data), people.rep1, "voucher")
    assert (file.mime, file.original_name, file.size, file.uploaded_by) == (mime, name, len(data), people.rep1)
    assert file.kind == "voucher" and file.uploaded_at
    assert attachments.path_of(file).read_bytes() == data
    assert file.stored_name not in name and "." not in file.stored_name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", EXE),
        ("a.exe", EXE),
        ("a.png", PDF),
        ("a.zip", archive("x.txt")),
        ("a.docx", archive("x.txt")),
        ("a.docx", xlsx()),
        ("a.xlsm", archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")),
        ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")),
        ("a.svg", b"<svg onload=x>"),
        ("a.html", b"<html>"),
        ("a.txt", b"<script>alert(1)</script>"),
        ("a.txt", b"\x00\x01\x02"),
        ("a", PDF),
        ("a.pdf.exe", PDF),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.msi", OLE),
        ("a.pdf", b""),
    ],
)
def test_anything_else_is_refused_and_leaves_nothing(people, paper, name, data):
    with pytest.raises(BusinessError, match=r"不允许上传这种文件。允许的类型|内容不是 \w+ 文件|与文件名不符|是空文件"):
        attachments.add(paper, upload(name, data), people.rep1)
    assert not Attachment.objects.exists()
    assert stored_files() == []


def test_a_file_larger_than_the_setting_is_refused(people, paper):
    SettingValue.objects.create(key="attachment_megabytes", value=1)
    register.forget()
    with pytest.raises(BusinessError, match="超过"):
        attachments.add(paper, upload("a.txt", b"x" * (1024 * 1024 + 1)), people.rep1)
    assert stored_files() == []


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\合同.pdf", "合同.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("  .. .pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("", "file"),
    ],
)
def test_names_are_made_harmless(given, safe):
    assert attachments.safe_name(given) == safe


class TestPages:
    @pytest.fixture
    def file(self, people, paper):
        return attachments.add(paper, upload(), people.rep1)

    def address(self, paper):
        return reverse("attachment-upload", args=[ContentType.objects.get_for_model(Paper).pk, paper.pk])

    def test_who_cannot_see_the_document_gets_404(self, client, people, file, paper):
        """DOC-05"""
        client.force_login(people.rep2)
        assert client.get(reverse("attachment-download", args=[file.pk])).status_code == 404
        assert client.post(self.address(paper), {"files": upload()}).status_code == 404
        assert client.post(reverse("attachment-remove", args=[file.pk])).status_code == 404
        assert Attachment.objects.of(paper).count() == 1

    def test_a_null_character_in_the_kind_is_dropped(self, client, people, paper):
        client.force_login(people.rep1)
        assert client.post(self.address(paper), {"files": upload(), "kind": "rec\0eipt"}).status_code == 302
        assert attachments.kinds_of(paper) == {"receipt"}

    def test_a_file_that_is_gone_is_said_in_words(self, client, people, file):
        attachments.path_of(file).unlink()
        client.force_login(people.rep1)
        response = client.get(reverse("attachment-download", args=[file.pk]))
        assert response.status_code == 409
        assert "a.pdf" in response.content.decode()

    def test_who_sees_the_document_fetches_the_file(self, client, people, file):
        client.force_login(people.manager)
        response = client.get(reverse("attachment-download", args=[file.pk]))
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]

    def test_only_pictures_and_papers_are_shown_in_the_browser(self, client, people, paper, file):
        text = attachments.add(paper, upload("a.txt", b"text"), people.rep1)
        client.force_login(people.rep1)
        address = reverse("attachment-download", args=[file.pk])
        assert client.get(f"{address}?inline")["Content-Disposition"].startswith("inline")
        address = reverse("attachment-download", args=[text.pk])
        assert client.get(f"{address}?inline")["Content-Disposition"].startswith("attachment")

    def test_several_files_at_once_each_taken_or_refused_by_itself(self, client, people, paper):
        client.force_login(people.rep1)
        files = [upload("a.pdf"), upload("b.exe", EXE), upload("c.png", PNG)]
        response = client.post(self.address(paper), {"files": files, "kind": "receipt"}, headers={"HX-Request": "true"})
        assert response.status_code == 409
        assert "b.exe" in response.content.decode()
        assert [file.original_name for file in Attachment.objects.of(paper)] == ["a.pdf", "c.png"]

    def test_a_file_of_nothing_that_exists_is_not_found(self, client, people):
        client.force_login(people.gm)
        for kind, pk in ((99999, 1), (ContentType.objects.get_for_model(Paper).pk, 99999)):
            assert client.post(reverse("attachment-upload", args=[kind, pk]), {"files": upload()}).status_code == 404

    def test_records_without_a_scope_hold_no_attachments(self, client, people):
        client.force_login(people.gm)
        kind = ContentType.objects.get_for_model(ContentType)
        address = reverse("attachment-upload", args=[kind.pk, kind.pk])
        assert client.post(address, {"files": upload()}).status_code == 404
        assert not Attachment.objects.exists()

    def test_the_uploader_removes_it_and_the_record_stays(self, client, people, paper, file):
        client.force_login(people.rep1)
        assert client.post(reverse("attachment-remove", args=[file.pk])).status_code == 302
        assert not Attachment.objects.of(paper).exists()
        assert client.get(reverse("attachment-download", args=[file.pk])).status_code == 404
        assert [entry.action for entry in audit.timeline(paper)] == ["File removed", "File attached"]
        assert stored_files() != []


def test_others_and_decided_documents_keep_their_files(people, paper):
    file = attachments.add(paper, upload(), people.rep1)
    with pytest.raises(PermissionDenied, match="只有上传人可以移除附件，且须在审批之前"):
        attachments.remove(file.pk, people.manager)
    Paper.objects.filter(pk=paper.pk).update(status="manager")
    with pytest.raises(PermissionDenied, match="只有上传人可以移除附件，且须在审批之前"):
        attachments.remove(file.pk, people.rep1)
    assert Attachment.objects.of(paper).count() == 1


@override_settings(ROOT_URLCONF="salesmgmt.core.tests.paper.urls")
def test_the_panel_of_a_page_costs_the_same_with_one_and_three_files(client, people, paper, django_assert_num_queries):
    from salesmgmt.core.web.attachments import attachment_panel

    ContentType.objects.get_for_model(Paper)
    for count in (1, 3):
        while Attachment.objects.of(paper).count() < count:
            attachments.add(paper, upload(), people.rep1)
        with django_assert_num_queries(1):
            assert len(attachment_panel(paper, people.rep1)["files"]) == count
