"""The customer's own paper as the text in force, and F-11 (CON-02, CON-06, CON-07, CON-17)."""

import io
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from contracts.annex.customer_paper import return_to_own_text, take_customer_paper
from contracts.annex.filing import add_annex, annex_proposal
from contracts.annex.models import CustomerPaper
from contracts.annex.papers import annex_paper
from contracts.contract.papers import contract_paper
from contracts.contract.terms import fingerprint, key_of, text_of
from contracts.tests.actions import again, approved, submitted
from contracts.tests.factories import active_contract, contract, pdf_file
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db


def words_of(data):
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def test_the_customers_paper_is_the_text_and_the_fields_are_kept(customer, people):
    made = contract(customer)
    before = text_of(made)
    taken = again(take_customer_paper(made.pk, people.rep1, file=pdf_file("客户采购合同.pdf")))
    assert taken.customer_paper.original_name == "客户采购合同.pdf"
    after = text_of(taken)
    assert (after["fields"], after["lines"]) == (before["fields"], before["lines"])
    assert fingerprint(after) != fingerprint(before)
    text = words_of(contract_paper(taken, people.rep1)[0])
    assert "本合同以需方提供的合同文本为准：客户采购合同.pdf" in text
    assert key_of(taken, after).replace(" ", "") in text


def test_a_mandatory_clause_is_missed_all_the_same(customer, people):
    """CON-02"""
    made = contract(customer, breach_terms="")
    take_customer_paper(made.pk, people.rep1, file=pdf_file())
    with pytest.raises(BusinessError, match="违约责任"):
        submitted(again(made), people.rep1)


def test_of_an_approved_contract_every_review_begins_anew(customer, people):
    """CON-17"""
    made = approved(contract(customer), people)
    taken = again(take_customer_paper(made.pk, people.rep1, file=pdf_file()))
    assert (taken.status, taken.revision, taken.approved_on) == ("draft", 2, None)


def test_while_the_reviewers_read_it_and_once_it_is_signed_the_text_stays(customer, people):
    for made in (submitted(contract(customer), people.rep1), active_contract(customer)):
        with pytest.raises(PermissionDenied, match="合同文本由负责该合同的销售代表"):
            take_customer_paper(made.pk, people.rep1, file=pdf_file())
        assert again(made).customer_paper is None
    assert not CustomerPaper.objects.exists()


def test_a_stranger_and_a_department_do_not_change_the_text(customer, people):
    made = contract(customer)
    for person in (people.rep2, people.technical, people.manager):
        with pytest.raises(PermissionDenied, match="合同文本由负责该合同的销售代表"):
            take_customer_paper(made.pk, person, file=pdf_file())


def test_our_text_is_the_text_again_with_a_reason_and_the_paper_stays_filed(customer, people):
    made = contract(customer)
    before = fingerprint(text_of(made))
    take_customer_paper(made.pk, people.rep1, file=pdf_file())
    own = again(return_to_own_text(made.pk, people.rep1, "客户同意用我方范本"))
    assert (own.customer_paper, fingerprint(text_of(own))) == (None, before)
    assert CustomerPaper.objects.count() == 1
    with pytest.raises(BusinessError, match="本来就是我方文本"):
        return_to_own_text(made.pk, people.rep1, "再来一次")


def test_the_page_names_the_paper_and_who_sees_no_prices_cannot_open_it(client, customer, people):
    made = contract(customer)
    client.force_login(people.rep1)
    url = reverse("contract-do", args=[made.pk, "customer-paper"])
    assert client.post(url, {"file": pdf_file("客户文本.pdf"), "comment": ""}).status_code in (200, 204, 302)
    assert "客户文本.pdf" in client.get(made.get_absolute_url()).content.decode()
    assert not CustomerPaper.objects.visible_to(people.technical).exists()
    file = reverse("attachment-download", args=[again(made).customer_paper_id])
    assert client.get(file).status_code == 200
    client.force_login(people.technical)
    assert client.get(file).status_code in (403, 404)


# -- number, version and hash in the footer


def test_the_footer_of_the_paper_is_that_of_the_word_file(customer, people):
    made = contract(customer)
    expected = key_of(made, text_of(made)).replace(" ", "")
    assert expected in words_of(contract_paper(made, people.rep1)[0])
    assert expected in words_of(contract_paper(made, people.rep1, prices=False)[0])


# -- F-11


def test_an_annex_is_proposed_with_products_standards_and_states(customer):
    made = contract(customer)
    made.lines.update(state="DF-2024 状态", quality_standard="QC/T 311")
    row = made.lines.get()
    assert annex_proposal(made) == {
        "products": row.product.name,
        "standards": "QC/T 311",
        "state": "DF-2024 状态",
    }


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("technical_agreement", "技术协议"),
        ("quality_agreement", "质量保证协议"),
        ("outgoing_inspection_standard", "出厂检验标准"),
    ],
)
def test_the_paper_of_an_annex_has_every_field_of_the_form_and_no_price(customer, people, kind, heading):
    """F-11: contract, product, standards, states, signatures of both departments."""
    made = contract(customer)
    made.lines.update(state="批量状态")
    add_annex(
        made.pk,
        people.rep1,
        kind=kind,
        file=pdf_file(),
        standards="GB/T 1234",
        state="PPAP 已批准",
        our_signatory="周技术",
        customer_signatory="吴工",
    )
    text = words_of(annex_paper(made, kind)[0])
    row = made.lines.get()
    for wanted in (
        heading,
        made.number,
        row.product.code,
        "批量状态",
        "GB/T1234",
        "PPAP已批准",
        "周技术",
        "吴工",
        "供方主管部门",
        "需方主管部门",
    ):
        assert wanted in text, wanted
    assert "100.00" not in text


def test_the_paper_of_an_annex_is_fetched_by_who_sees_the_contract(client, customer, people):
    made = contract(customer)
    url = reverse("contract-annex-pdf", args=[made.pk, "technical_agreement"])
    client.force_login(people.rep1)
    assert client.get(url).content.startswith(b"%PDF")
    assert client.get(reverse("contract-annex-pdf", args=[made.pk, "other"])).status_code == 404
    client.force_login(people.rep2)
    assert client.get(url).status_code == 404
