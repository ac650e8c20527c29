"""The pages of contracts: what each person sees, posts and is refused; the same queries for one row and for three."""

import datetime as dt
import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.asserts import assertContains

from contracts.contract.models import Contract
from contracts.copy.models import ContractCopy
from contracts.template.models import ContractTemplate
from contracts.template.standard import TEXTS
from contracts.tests.actions import again, agree, approved, before_gm, in_departments, step, submitted
from contracts.tests.factories import active_contract, annexes, approved_contract, contract, pdf_file
from customers.tests.factories import active_customer
from pricing.tests.factories import ProductFactory, accepted_quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.routing import route
from salesmgmt.core.models import Attachment

pytestmark = pytest.mark.django_db

LIST_QUERIES = 8
DETAIL_QUERIES = 22


@pytest.fixture
def as_user(client):
    def login(user):
        client.force_login(user)
        return client

    return login


def page_of(made):
    return made.get_absolute_url()


def form_of(made, **changes):
    """What the edit page posts: the fields and the lines as they are, with changes."""
    line = made.lines.get()
    return {
        "title": made.title,
        "start_date": made.start_date,
        "end_date": made.end_date,
        "payment_term_days": made.payment_term_days,
        "original_count": made.original_count,
        "signing_place": made.signing_place,
        "remark": made.remark,
        **made.clause_texts(),
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 1,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
        "lines-0-id": line.pk,
        "lines-0-product": line.product_id,
        "lines-0-spec": line.spec,
        "lines-0-unit": line.unit,
        "lines-0-quantity": line.quantity,
        "lines-0-price": line.price,
        "lines-0-tax_rate": line.tax_rate,
        "lines-0-due_date": line.due_date,
        "lines-0-quality_standard": line.quality_standard,
        **changes,
    }


# -- lists


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_queries_for_one_row_and_for_three(
    customer, people, as_user, rows, django_assert_num_queries
):
    for _row in range(rows):
        active_contract(customer)
    client = as_user(people.rep1)
    client.get(reverse("contract-list"))
    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("contract-list"))
    assert len(response.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_queries_for_one_line_and_for_three(
    customer, people, as_user, rows, django_assert_num_queries
):
    made = active_contract(customer, lines=[(ProductFactory(), 1, 10) for _row in range(rows)])
    for holder in ("sales", "finance", "production")[:rows]:
        ContractCopy.objects.create(contract=made, holder=holder, role=ContractCopy.ROLES[holder])
    annexes(made, people.rep1, *["other"] * rows)
    client = as_user(people.rep1)
    client.get(page_of(made))
    with django_assert_num_queries(DETAIL_QUERIES):
        response = client.get(page_of(made))
    parts = {section.name: part for section, part in response.context["sections"]}
    assert len(parts["annexes"]["annexes"]) == rows


def test_each_person_sees_the_contracts_of_his_scope(customer, people, as_user):
    """SEC-01"""
    mine, other = active_contract(customer), active_contract(active_customer(people.rep2))
    seen = {}
    for who in (
        "rep1",
        "rep2",
        "supervisor",
        "manager",
        "manager2",
        "gm",
        "finance",
        "legal",
        "contracts",
        "technical",
    ):
        response = as_user(getattr(people, who)).get(reverse("contract-list"))
        seen[who] = {row.record.pk for row in response.context["page"].object_list}
    both = {mine.pk, other.pk}
    assert seen == {
        "rep1": {mine.pk},
        "rep2": {other.pk},
        "supervisor": {mine.pk},
        "manager": both,
        "manager2": set(),
        "gm": both,
        "finance": both,
        "legal": both,
        "contracts": both,
        "technical": set(),
    }


@pytest.mark.parametrize(
    "name", ["contract-detail", "contract-edit", "contract-pdf", "contract-pdf-plain", "contract-sheet"]
)
@pytest.mark.parametrize("who", ["rep2", "technical", "manager2"])
def test_a_contract_out_of_scope_does_not_exist(customer, people, as_user, name, who):
    """SEC-01: 404"""
    made = active_contract(customer)
    assert as_user(getattr(people, who)).get(reverse(name, args=[made.pk])).status_code == 404


def test_the_tab_of_a_customer_shows_his_contracts_only(customer, people, as_user):
    made = active_contract(customer)
    active_contract(active_customer(people.rep1))
    response = as_user(people.rep1).get(reverse("customer-contracts", args=[customer.pk]))
    assert [row.record.pk for row in response.context["table"].page.object_list] == [made.pk]
    assert as_user(people.rep2).get(reverse("customer-contracts", args=[customer.pk])).status_code == 404


def test_the_filter_of_what_expires_takes_the_days_of_the_setting(customer, people, as_user):
    soon = active_contract(customer, end_date=today() + dt.timedelta(days=30))
    active_contract(customer, end_date=today() + dt.timedelta(days=31))
    response = as_user(people.rep1).get(reverse("contract-list") + "?expiring=true")
    assert [row.record.pk for row in response.context["page"].object_list] == [soon.pk]


def test_copies_nobody_acknowledged_are_listed(customer, people, as_user):
    """CON-14"""
    made = active_contract(customer)
    ContractCopy.objects.create(contract=made, holder="finance", role="fin")
    ContractCopy.objects.create(
        contract=made, holder="legal", role="leg", acknowledged_by=people.legal, acknowledged_at=made.created_at
    )
    response = as_user(people.rep1).get(reverse("contract-copies") + "?waiting=true")
    assert [row.record.holder for row in response.context["page"].object_list] == ["finance"]
    response = as_user(people.legal).get(reverse("contract-copies") + "?mine=true")
    assert list(response.context["page"].object_list) == []


# -- drafting and editing


def test_a_contract_is_drafted_on_the_page_with_the_clauses_of_the_template(customer, people, as_user):
    """CON-01"""
    client = as_user(people.rep1)
    shown = client.get(reverse("contract-create") + f"?customer={customer.pk}")
    assert shown.context["form"]["breach_terms"].value() == TEXTS["breach_terms"]
    sample = contract(customer)
    data = form_of(sample, customer=customer.pk, title="新合同", **{"lines-INITIAL_FORMS": 0, "lines-0-id": ""})
    response = client.post(reverse("contract-create"), data)
    made = Contract.objects.get(title="新合同")
    assert response.headers["Location"] == page_of(made)
    assert (made.amount, made.status, made.created_by) == (sample.amount, "draft", people.rep1)


def test_a_customer_of_somebody_else_in_the_posted_form_is_refused(customer, people, as_user):
    other = active_customer(people.rep2)
    sample = contract(customer)
    data = form_of(sample, customer=other.pk, **{"lines-INITIAL_FORMS": 0, "lines-0-id": ""})
    response = as_user(people.rep1).post(reverse("contract-create"), data)
    assert response.status_code == 422
    assert Contract.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lines-0-quantity", "0"),
        ("lines-0-quantity", "-1"),
        ("lines-0-quantity", "1.005"),
        ("lines-0-price", "-1"),
        ("lines-0-price", "1.005"),
        ("lines-0-price", "9999999999999.00"),
        ("lines-0-tax_rate", "101"),
        ("end_date", "2000-01-01"),
        ("original_count", "1"),
        ("title", ""),
    ],
)
def test_wrong_figures_stand_beside_their_field_and_nothing_is_saved(customer, people, as_user, field, value):
    made = contract(customer)
    response = as_user(people.rep1).post(reverse("contract-edit", args=[made.pk]), form_of(made, **{field: value}))
    assert response.status_code == 422
    assert (again(made).amount, again(made).updated_at) == (made.amount, again(made).updated_at)
    assert again(made).lines.get().price == 100


def test_saving_a_page_without_a_change_keeps_the_review(customer, people, as_user):
    """CON-17"""
    made = in_departments(contract(customer), people)
    response = as_user(people.rep1).post(reverse("contract-edit", args=[made.pk]), form_of(made))
    assert response.status_code == 302
    assert (again(made).status, again(made).revision) == ("department_review", 1)


def test_a_price_changed_on_the_page_during_the_review_starts_revision_two(customer, people, as_user):
    """CON-17"""
    made = in_departments(contract(customer), people)
    as_user(people.rep1).post(reverse("contract-edit", args=[made.pk]), form_of(made, **{"lines-0-price": "99"}))
    assert (again(made).status, again(made).revision, again(made).amount) == ("draft", 2, 990)


@pytest.mark.parametrize("who", ["finance", "manager", "gm", "legal", "supervisor"])
def test_readers_are_refused_the_edit_page(customer, people, as_user, who):
    """CON-16: every edit URL returns 403."""
    made = contract(customer)
    client = as_user(getattr(people, who))
    assert client.get(page_of(made)).status_code == 200
    assertContains(
        client.get(reverse("contract-edit", args=[made.pk])),
        "合同由负责的销售代表编辑，且仅限评审前或退回后",
        status_code=403,
    )
    assertContains(
        client.post(reverse("contract-edit", args=[made.pk]), form_of(made, title="x")),
        "合同由负责的销售代表编辑，且仅限评审前或退回后",
        status_code=403,
    )
    for act in ("submit", "sign", "activate", "annex", "copy"):
        assert client.post(reverse("contract-do", args=[made.pk, act]), {}).status_code in (403, 409)
    assert (again(made).title, again(made).status) == (made.title, "draft")


def test_finance_remarks_on_the_page(customer, people, as_user):
    """CON-16"""
    made = active_contract(customer)
    response = as_user(people.finance).post(reverse("contract-do", args=[made.pk, "remark"]), {"text": "资料待补"})
    assert response.status_code == 302
    assert [remark.text for remark in made.finance_remarks.all()] == ["资料待补"]


def test_the_button_on_the_page_of_an_accepted_quote_drafts_the_contract(customer, people, as_user):
    """CON-01, QUO-07"""
    quote = accepted_quote(customer)
    client = as_user(people.rep1)
    address = reverse("quote-do", args=[quote.pk, "contract"])
    assert address in client.get(reverse("quote-detail", args=[quote.pk])).content.decode()
    response = client.post(address)
    assert response.headers["Location"] == page_of(Contract.objects.get(quote=quote))
    assertContains(client.post(address), "已经转为合同，不能再次转换", status_code=409)
    assert Contract.objects.filter(quote=quote).count() == 1


# -- review


def test_the_departments_read_the_contract_without_prices(customer, people, as_user):
    """SEC-01: roles.md, row-level rule 3"""
    made = in_departments(contract(customer, [(ProductFactory(), 7, "1234.56")]), people)
    for who in ("technical", "quality", "production"):
        client = as_user(getattr(people, who))
        text = client.get(page_of(made)).content.decode()
        assert "1,234.56" not in text and "8,641.92" not in text
        assert client.get(reverse("contract-pdf", args=[made.pk])).status_code == 403
        assert client.get(reverse("contract-sheet", args=[made.pk])).status_code == 403
        assert client.get(reverse("contract-pdf-plain", args=[made.pk])).content.startswith(b"%PDF")
    assert "1,234.56" in as_user(people.legal).get(page_of(made)).content.decode()


def test_the_departments_do_not_read_prices_in_the_course_of_the_document(customer, people, as_user):
    """SEC-01"""
    made = in_departments(contract(customer, [(ProductFactory(), 7, "1234.56")]), people)
    as_user(people.rep1).post(reverse("contract-edit", args=[made.pk]), form_of(made, **{"lines-0-price": "2222.22"}))
    submitted(made, people)
    agree(made, people, "manager")
    text = as_user(people.technical).get(page_of(made)).content.decode()
    assert "1234.56" not in text and "2222.22" not in text and "15555.54" not in text
    assert "2222.22" in as_user(people.manager).get(page_of(made)).content.decode()


def test_the_page_shows_the_general_manager_four_confirmations_and_the_gap(customer, people, as_user):
    """CON-08, CON-09"""
    made = in_departments(contract(customer), people)
    agree(made, people, "technical", "quality", "legal")
    late = {"feasible_quantity": 10, "feasible_date": made.first_due_date + dt.timedelta(days=12)}
    approvals.approve(step(made, "production").pk, people.production, "模具修理", late)
    agree(made, people, "director")
    context = as_user(people.gm).get(page_of(made)).context
    assert [given for _label, given in context["confirmations"]] == [True, True, True, False]
    assert context["gap"].days == 12


def test_the_general_manager_approves_on_the_page_with_his_confirmation(customer, people, as_user):
    """CON-09, CON-10"""
    made = before_gm(contract(customer), people)
    client = as_user(people.gm)
    address = reverse("step-do", args=[step(made, "gm").pk, "approve"])
    assert client.post(address, {"comment": ""}).status_code in (409, 422)
    assert again(made).status == "gm_approval"
    client.post(address, {"comment": "同意", "price_confirmed": "on"})
    assert again(made).status == "approved"


# -- signing


def test_the_rep_records_the_signature_with_the_scan_on_the_page(customer, people, as_user):
    """CON-12"""
    made = approved_contract(customer)
    data = {
        "our_signed_on": today(),
        "our_seal": "on",
        "customer_signed_on": today(),
        "customer_seal": "on",
        "scan": pdf_file("合同.pdf"),
    }
    client = as_user(people.rep1)
    client.post(reverse("contract-do", args=[made.pk, "sign"]), data)
    assert again(made).status == "signed"
    client.post(reverse("contract-do", args=[made.pk, "activate"]))
    assert again(made).status == "active"


def test_the_scan_is_as_protected_as_its_contract_and_closed_to_who_sees_no_prices(customer, people, as_user):
    """DOC-05"""
    made = active_contract(customer)
    ContractCopy.objects.create(contract=made, holder="production", role="prod")
    route(made, role="prod")
    address = reverse("attachment-download", args=[made.signed_scan_id])
    codes = {
        who: as_user(getattr(people, who)).get(address).status_code for who in ("rep1", "finance", "production", "rep2")
    }
    assert codes == {"rep1": 200, "finance": 200, "production": 404, "rep2": 404}


def test_an_annex_out_of_scope_is_not_found(customer, people, as_user):
    """DOC-05"""
    made = contract(customer)
    [annex] = annexes(made, people.rep1, "technical_agreement")
    address = reverse("attachment-download", args=[annex.attachment_id])
    codes = {who: as_user(getattr(people, who)).get(address).status_code for who in ("rep1", "gm", "rep2", "technical")}
    assert codes == {"rep1": 200, "gm": 200, "rep2": 404, "technical": 404}


def test_the_papers_keep_the_bytes_of_the_approval(customer, people, as_user):
    made = approved(contract(customer), people)
    client = as_user(people.rep1)
    first = client.get(reverse("contract-pdf", args=[made.pk])).content
    customer.address = "新地址"
    customer.save()
    assert client.get(reverse("contract-pdf", args=[made.pk])).content == first
    assert client.get(reverse("contract-sheet", args=[made.pk])).content.startswith(b"%PDF")


def test_the_contract_is_printed_as_original_and_two_copies_each_labelled(customer, people, as_user):
    """DOC-03, CON-14: one is filed, one is for sales, one for finance; the text is the approved one."""
    made = contract(customer)
    client = as_user(people.rep1)
    address = reverse("contract-pdf-copies", args=[made.pk])
    assert client.get(address).status_code == 403
    assert address not in client.get(page_of(made)).content.decode()
    approved(made, people)
    assert address in client.get(page_of(made)).content.decode()
    single = words_of(client.get(reverse("contract-pdf", args=[made.pk])).content)
    copies = words_of(client.get(address).content)
    assert len(copies) == 3 * len(single)
    for place, label in enumerate(("正本存档", "副本销售", "副本财务")):
        pages = copies[place * len(single) : (place + 1) * len(single)]
        assert [label in page for page in pages] == [True] * len(single)
        assert [page.replace(label, "") for page in pages] == single
    assert as_user(people.technical).get(address).status_code == 403  # he reviewed it and sees no prices
    assert as_user(people.rep3).get(address).status_code == 404


def words_of(paper):
    """The text of each page without blanks."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper)).pages]


# -- templates


def test_the_legal_department_writes_a_version_and_puts_it_in_force(people, as_user):
    """CON-01"""
    client = as_user(people.legal)
    old = ContractTemplate.objects.get()
    data = {"name": old.name, **TEXTS, "breach_terms": "新条款"}
    client.post(reverse("contract-template-create"), data)
    new = ContractTemplate.objects.get(version=2)
    client.post(reverse("contract-template-do", args=[new.pk, "force"]))
    assert {row.version: row.status for row in ContractTemplate.objects.all()} == {1: "retired", 2: "in_force"}
    response = client.post(reverse("contract-template-edit", args=[old.pk]), {**TEXTS, "breach_terms": "x"})
    assertContains(response, "已启用过的版本不能修改，请编写新版本", status_code=409)
    old.refresh_from_db()
    assert old.breach_terms == TEXTS["breach_terms"]


@pytest.mark.parametrize("who", ["rep1", "manager", "gm", "finance", "admin"])
def test_nobody_else_writes_templates(people, as_user, who):
    """CON-01"""
    old = ContractTemplate.objects.get()
    client = as_user(getattr(people, who))
    assert client.post(reverse("contract-template-create"), {"name": "x", **TEXTS}).status_code == 403
    assert client.post(reverse("contract-template-do", args=[old.pk, "force"])).status_code in (403, 404, 409)
    assert ContractTemplate.objects.count() == 1


def test_files_belong_to_the_contract_and_not_to_a_line_of_it(people, customer, client):
    """A line has no page: a file there would be shown nowhere."""
    line = contract(customer).lines.first()
    kind = ContentType.objects.get_for_model(line)
    client.force_login(people.rep1)
    assert client.post(reverse("attachment-upload", args=[kind.pk, line.pk]), {"files": pdf_file()}).status_code == 404
    assert not Attachment.objects.exists()
