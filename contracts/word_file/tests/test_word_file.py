"""A contract as a Word file, and the file that comes back (CON-18)."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from contracts.contract.models import Contract
from contracts.contract.terms import fingerprint, text_of
from contracts.tests.amendments import draft_amendment
from contracts.tests.factories import active_contract, contract
from contracts.word_file.models import ReturnedFile
from contracts.word_file.reading import read_returned, rows_of
from contracts.word_file.writing import MIME, amendment_file, contract_file
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TRACKED = (
    '<w:ins w:author="李律师" w:date="2026-01-05T09:00:00Z"><w:r><w:t>千分之一</w:t></w:r></w:ins>'
    '<w:del w:author="李律师" w:date="2026-01-05T09:00:00Z"><w:r><w:delText>万分之五</w:delText></w:r></w:del>'
)


def sent(made, user):
    return contract_file(made, user)[0]


def worked_on(data, change):
    """The file with its document part changed, as Word would have saved it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "word/document.xml":
                part = change(part.decode()).encode()
            new.writestr(info, part)
    return target.getvalue()


def upload(data, name="合同.docx"):
    return SimpleUploadedFile(name, data, content_type=MIME)


def states(returned):
    return {row["label"]: row["state"] for row in rows_of(returned) if row["state"] != "same"}


def test_the_file_says_what_the_contract_says_and_carries_number_version_and_hash(customer, people):
    """CON-18"""
    made = contract(customer, packing_terms="木箱\n防潮")
    word = Document(io.BytesIO(sent(made, people.rep1)))
    text = word.element.xml
    for wanted in (made.number, customer.name, made.breach_terms, "木箱", "防潮", made.lines.get().product.name):
        assert wanted in text, wanted
    footer = word.sections[0].footer.paragraphs[0].text
    assert footer == f"{made.number} R1 V1 {fingerprint(text_of(made))}"
    assert word.core_properties.keywords == footer


def test_who_sees_no_prices_gets_no_word_file(client, customer, people):
    made = contract(customer)
    with pytest.raises(PermissionDenied, match="不能查看价格"):
        contract_file(made, people.technical)
    client.force_login(people.rep1)
    answer = client.get(reverse("contract-word", args=[made.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, MIME)
    client.force_login(people.rep2)
    assert client.get(reverse("contract-word", args=[made.pk])).status_code == 404


def test_a_file_that_comes_back_untouched_has_no_difference(customer, people):
    """CON-18"""
    made = contract(customer, packing_terms="木箱\n防潮")
    returned = read_returned(made.pk, people.rep1, file=upload(sent(made, people.rep1)))
    assert (states(returned), returned.is_of_this_text) == ({}, True)


def test_tracked_changes_are_named_and_never_touched(customer, people):
    """CON-18"""
    made = contract(customer, breach_terms="违约金万分之五")
    data = worked_on(
        sent(made, people.rep1),
        lambda xml: xml.replace("<w:r><w:t>违约金万分之五</w:t></w:r>", f"<w:r><w:t>违约金</w:t></w:r>{TRACKED}"),
    )
    returned = read_returned(made.pk, people.rep1, file=upload(data))
    (row,) = [row for row in rows_of(returned) if row["state"] == "changed"]
    assert [(change["kind"], change["who"], change["text"]) for change in row["changes"]] == [
        ("added", "李律师", "千分之一"),
        ("removed", "李律师", "万分之五"),
    ]
    assert row["silent"] is False
    assert Contract.objects.get(pk=made.pk).breach_terms == "违约金万分之五"


def test_a_change_without_a_mark_and_a_clause_taken_out_are_named(customer, people):
    """CON-18"""
    made = contract(customer, breach_terms="违约金万分之五", packing_terms="木箱")
    data = worked_on(
        sent(made, people.rep1),
        lambda xml: xml.replace("违约金万分之五", "违约金万分之一").replace('w:val="packing_terms"', 'w:val="gone"'),
    )
    returned = read_returned(made.pk, people.rep1, file=upload(data))
    assert states(returned) == {"liability for breach": "changed", "packing": "missing"}
    assert [row["silent"] for row in rows_of(returned) if row["state"] == "changed"] == [True]


def test_a_file_of_an_older_text_is_told(customer, people):
    """CON-18"""
    made = contract(customer)
    data = sent(made, people.rep1)
    Contract.objects.filter(pk=made.pk).update(packing_terms="周转箱")
    assert read_returned(made.pk, people.rep1, file=upload(data)).is_of_this_text is False


def bomb(_data):
    return worked_on(_data, lambda xml: f'<!DOCTYPE x [<!ENTITY a "{"a" * 99}">]>{xml}')


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda data: data[: len(data) // 2], "the content is|cannot be read|not allowed"),
        (bomb, "cannot be read"),
        (lambda data: worked_on(data, lambda xml: xml.replace("w:sdt", "w:smartTag")), "has none of our clauses"),
        (lambda data: worked_on(data, lambda xml: xml[:-200]), "cannot be read"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_in_words_and_leaves_nothing(customer, people, make, reason):
    """CON-18"""
    made = contract(customer)
    with pytest.raises(BusinessError, match=reason):
        read_returned(made.pk, people.rep1, file=upload(make(sent(made, people.rep1))))
    assert ReturnedFile.objects.count() == 0


def test_a_pdf_is_no_word_file(client, customer, people):
    made = contract(customer)
    client.force_login(people.rep1)
    address = reverse("contract-do", args=[made.pk, "returned"])
    assert client.post(address, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}).status_code == 422
    assert client.post(address, {"file": upload(b"%PDF-1.4\n%%EOF", "a.docx")}).status_code == 409
    assert ReturnedFile.objects.count() == 0


def test_only_sales_and_legal_read_it_and_strangers_do_not_see_it(client, customer, people):
    made = contract(customer)
    data = sent(made, people.rep1)
    with pytest.raises(PermissionDenied, match="read by the sales representative in charge"):
        read_returned(made.pk, people.finance, file=upload(data))
    returned = read_returned(made.pk, people.legal, file=upload(data))
    for user, status in ((people.rep1, 200), (people.legal, 200), (people.rep2, 404), (people.technical, 404)):
        client.force_login(user)
        assert client.get(returned.get_absolute_url()).status_code == status


def test_an_amendment_is_a_word_file_too(customer, people):
    amendment = draft_amendment(active_contract(customer), packing_terms="可回收周转箱")
    data, name = amendment_file(amendment, people.rep1)
    assert "可回收周转箱" in Document(io.BytesIO(data)).element.xml
    assert name == f"{amendment.number}-V1.docx"
