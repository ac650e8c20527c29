"""Importing a customer list through core's import."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from customers.customer.models import Customer
from customers.customer.tables import CustomerTable
from customers.lead.tables import LeadTable
from customers.tests.factories import CustomerFactory, LeadFactory
from salesmgmt.core.domain import imports
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import ListPreference
from salesmgmt.core.tests.factories import company, received

pytestmark = pytest.mark.django_db

HEADER = ["客户名称", "统一社会信用代码", "市内/市外", "联系人", "联系电话", "地址", "负责人账号"]
CODE = "91500000MA5U0000XN"
GOOD = ["重庆川江机械制造有限公司", CODE, "remote", "王芳", "13800000000", "重庆市江北区", "rep2"]


@pytest.fixture
def people():
    found = company()
    for person in (found.rep1, found.rep2, found.finance, found.director):
        person.language = "en"
        person.save(update_fields=["language"])
    return found


def book(rows, header=HEADER):
    sheet, data = openpyxl.Workbook(), io.BytesIO()
    for row in [header, *rows]:
        sheet.active.append(row)
    sheet.save(data)
    return SimpleUploadedFile("customers.xlsx", data.getvalue())


def checked(user, *rows, header=HEADER, **options):
    job = received(user, "customers", book(rows, header))
    return imports.check_file(job.pk, user, job.mapping, **{"date_order": "ymd", **options})


def test_a_list_makes_customers_with_contact_and_owner(people):
    """CUS-01, CUS-05"""
    second = ["成都远航车业有限公司", None, "local", "李强", "139", None, None]
    job = checked(people.finance, GOOD, second)
    assert (job.created, job.bad_rows, Customer.objects.count()) == (2, 0, 0)
    imports.import_file(job.pk, people.finance)
    first = Customer.objects.get(credit_code=CODE)
    assert (first.owner, first.origin, first.status, first.location_type) == (
        people.rep2,
        "imported",
        "prospect",
        "remote",
    )
    assert (first.contacts.get().name, first.owner_history.get().to_user) == ("王芳", people.rep2)
    assert Customer.objects.get(name=second[0]).owner is None


def test_the_check_shows_choices_in_words_as_they_were_understood(people):
    people.finance.language = "zh-hans"
    people.finance.save(update_fields=["language"])
    header = [*HEADER, "客户类别", "集团内"]
    job = checked(people.finance, [*GOOD, "key", "是"], header=header)
    cells = job.preview[0]["cells"]
    names = [column.name for column in imports.find("customers").columns]
    shown = dict(zip(names, cells, strict=True))
    assert (shown["location_type"], shown["segment"], shown["is_group_company"]) == ("市外", "重点", "是")


def test_a_rep_who_imports_becomes_responsible(people):
    job = checked(people.rep1, GOOD)
    imports.import_file(job.pk, people.rep1)
    assert Customer.objects.get().owner == people.rep1


@pytest.mark.parametrize(
    "place, value", [(0, None), (1, "91500000MA5U0000X1"), (2, "somewhere"), (2, None), (3, None), (4, None), (6, "gm")]
)
def test_a_row_that_lacks_something_is_refused_with_its_reason(people, place, value):
    """CUS-01, CUS-10, CUS-13"""
    row = [*GOOD]
    row[place] = value
    job = checked(people.finance, row)
    assert (job.created, job.bad_rows) == (0, 1)
    with pytest.raises(BusinessError, match="没有可以导入的行"):
        imports.import_file(job.pk, people.finance)
    assert Customer.objects.count() == 0


def test_the_same_list_twice_changes_nothing(people):
    imports.import_file(checked(people.rep1, GOOD).pk, people.rep1)
    again = imports.import_file(checked(people.rep1, GOOD).pk, people.rep1)
    assert (again.created, again.unchanged, Customer.objects.count()) == (0, 1, 1)


def test_known_customers_change_in_update_mode_only(people):
    imports.import_file(checked(people.rep1, GOOD).pk, people.rep1)
    moved = [*GOOD[:5], "重庆市渝北区", None]
    imports.import_file(checked(people.rep1, moved).pk, people.rep1)
    assert Customer.objects.get().address == "重庆市江北区"
    job = imports.import_file(checked(people.rep1, moved, update_existing=True).pk, people.rep1)
    customer = Customer.objects.get()
    assert (job.updated, customer.address, customer.owner) == (1, "重庆市渝北区", people.rep1)


def exported(client, person, name, columns):
    client.force_login(person)
    ListPreference.objects.create(owner=person, list_key=name, columns=columns)
    response = client.post(reverse("export-create"), {"list": name, "querystring": ""})
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("kind, name", [("customers", "customer"), ("leads", "lead")])
def test_an_exported_list_is_read_in_again(client, people, kind, name):
    """CUS-05: every column of the import stands in the export, under a heading the import knows."""
    if kind == "customers":
        CustomerFactory(
            owner=people.rep1,
            credit_code=CODE,
            bank="工商银行",
            bank_account="6222",
            postcode="400020",
            invoice_title="川江机械",
            payment_term_days=60,
            is_group_company=True,
        )
        table = CustomerTable
    else:
        LeadFactory(owner=people.rep1, email="li@example.com", region=people.units.east)
        table = LeadTable
    data = exported(client, people.director, name, list(table.base_columns))
    with translation.override("en"):
        job = received(people.rep1, kind, SimpleUploadedFile("again.xlsx", data))
        assert {column.name for column in imports.spec_for(people.rep1, kind).columns} - set(job.mapping) <= {
            "owner",
            "is_other_firm",
        }
        job = imports.check_file(job.pk, people.rep1, job.mapping, date_order="ymd", update_existing=True)
    assert (job.bad_rows, job.created, job.updated, job.unchanged) == (0, 0, 0, 1)


@pytest.mark.parametrize("name, kind", [("customer-list", "customers"), ("contact-list", "contacts")])
def test_the_lists_lead_to_their_import(client, people, name, kind):
    """CUS-05"""
    client.force_login(people.rep1)
    address = reverse(f"{kind.removesuffix('s')}-import")
    assert address in client.get(reverse(name)).content.decode()
    assert client.get(address)["Location"] == reverse("import-upload", args=[kind])


def test_bank_and_terms_are_exported_for_those_who_see_prices(people):
    """SEC-03"""
    hidden = {"bank", "bank_account", "invoice_title", "payment_term_days"}
    for person, seen in ((people.finance, True), (people.quality, False)):
        table = CustomerTable([], user=person, chosen=list(CustomerTable.base_columns))
        names = {column.name for column in table.export_columns()}
        assert (hidden <= names) is seen


def test_finance_meets_known_customers_and_does_not_change_them(people):
    """CUS-05"""
    imports.import_file(checked(people.rep1, GOOD).pk, people.rep1)
    assert imports.import_file(checked(people.finance, GOOD).pk, people.finance).unchanged == 1
    job = checked(people.finance, [*GOOD[:5], "重庆市渝北区", None], update_existing=True)
    assert (job.updated, job.bad_rows, Customer.objects.get().address) == (0, 1, "重庆市江北区")


def test_a_customer_of_another_team_is_refused_without_a_word_about_it(people):
    """CUS-13"""
    other = CustomerFactory(owner=people.rep2, credit_code=CODE, name="成都保密车业有限公司")
    job = checked(people.rep1, GOOD)
    assert (job.created, job.bad_rows) == (0, 1)
    assert other.name not in str(job.first_errors)


@pytest.mark.parametrize("name", ["supervisor", "manager", "gm", "admin", "quality"])
def test_others_import_none(people, name):
    with pytest.raises(PermissionDenied, match="您没有此项导入的权限"):
        imports.receive(getattr(people, name), "customers", book([GOOD]))


class TestSimilarNames:
    NEW = ["重庆川江机械制造有限责任公司", None, "remote", "王芳", "138", None, "rep2"]

    def test_a_name_like_a_registered_one_is_refused_with_the_name(self, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep2, name="重庆川江机械制造有限公司")
        job = checked(people.finance, self.NEW)
        assert (job.created, job.bad_rows, Customer.objects.count()) == (0, 1, 1)
        assert "重庆川江机械制造有限公司" in str(job.first_errors)

    def test_of_a_similar_name_of_another_team_nothing_is_said(self, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep2, name="重庆川江机械制造有限公司")
        job = checked(people.rep1, self.NEW)
        assert (job.created, job.bad_rows) == (0, 1)
        assert "重庆川江机械制造有限公司" not in str(job.first_errors)

    def test_the_row_may_say_that_it_is_another_firm(self, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep2, name="重庆川江机械制造有限公司")
        job = checked(people.finance, [*self.NEW, "是"], header=[*HEADER, "同名不同公司"])
        imports.import_file(job.pk, people.finance)
        assert Customer.objects.count() == 2

    def test_a_row_with_a_code_gives_it_to_the_file_of_that_name_that_has_none(self, people):
        """CUS-13"""
        known = CustomerFactory(owner=people.rep1, name=GOOD[0])
        assert imports.import_file(checked(people.rep1, GOOD).pk, people.rep1).unchanged == 1
        imports.import_file(checked(people.rep1, GOOD, update_existing=True).pk, people.rep1)
        assert Customer.objects.get() == known
        known.refresh_from_db()
        assert known.credit_code == CODE
