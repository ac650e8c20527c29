"""One answer to "which customer is meant", for files and forms."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.duplicate.merge import merge_customers
from customers.identity.likeness import similarity_warning
from customers.identity.lookup import customer_fills, customers_called, plain_name
from customers.tests.factories import CustomerFactory
from salesmgmt.core.domain import imports
from salesmgmt.core.tests.factories import received

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(people):
    """(kept, closed): 老渝江 went into 新渝江."""
    kept = CustomerFactory(owner=people.rep1, name="新渝江机械有限公司", credit_code="91500000MA5U0000XN")
    closed = CustomerFactory(owner=people.rep1, name="老渝江（重庆）机械有限公司")
    merge_customers(kept.pk, people.manager, closed.pk, "同一家企业")
    return kept, closed


def sheet(rows):
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return SimpleUploadedFile("a.xlsx", data.getvalue())


def take(user, kind, rows, **options):
    job = received(user, kind, sheet(rows))
    job = imports.check_file(job.pk, user, job.mapping, date_order="ymd", **options)
    return job if job.bad_rows else imports.import_file(job.pk, user)


@pytest.mark.parametrize(
    "written",
    ["川江(重庆)机械有限公司", "川江（重庆）机械有限公司", "川江 （重庆）机械有限公司", "川江（重庆)机械有限公司"],
)
def test_brackets_and_blanks_of_either_width_are_one_name(people, written):
    """CUS-13"""
    customer = CustomerFactory(owner=people.rep1, name="川江（重庆）机械有限公司")
    assert customers_called([written]) == {written: [customer]}


def test_another_legal_form_is_another_name(people):
    """CUS-13"""
    CustomerFactory(owner=people.rep1, name="川江机械有限公司")
    assert customers_called(["川江机械股份有限公司"]) == {"川江机械股份有限公司": []}
    assert plain_name("Ｃhuanjiang Ltd") == "chuanjiangltd"


def test_a_number_or_code_decides_before_a_name(people):
    """CUS-13"""
    one = CustomerFactory(owner=people.rep1, credit_code="91500000MA5U0000XN")
    CustomerFactory(owner=people.rep1, name=one.number)
    assert customers_called([one.number, "91500000ma5u0000xn"]) == {one.number: [one], "91500000ma5u0000xn": [one]}


def test_the_name_and_number_of_a_closed_file_lead_to_the_one_that_goes_on(merged):
    """CUS-13"""
    kept, closed = merged
    for text in (closed.name, "老渝江(重庆)机械有限公司", closed.number):
        assert customers_called([text])[text] == [kept]


def test_of_others_nothing_is_said(people, merged):
    """CUS-13"""
    kept, closed = merged
    assert customers_called([closed.name], among=Customer.objects.visible_to(people.rep3))[closed.name] == []


def test_a_contact_of_the_closed_file_is_imported_for_the_one_that_goes_on(people, merged):
    """CUS-13"""
    kept, closed = merged
    take(people.rep1, "contacts", [["客户", "联系人", "电话"], ["老渝江(重庆)机械有限公司", "李雷", "１３８"]])
    contact = Contact.objects.get(name="李雷")
    assert (contact.customer, contact.phone) == (kept, "138")


def test_a_customer_list_with_the_name_of_the_closed_file_opens_none(people, merged):
    """CUS-13"""
    row = ["老渝江(重庆)机械有限公司", "remote", "李雷", "138"]
    head = ["客户名称", "市内/市外", "联系人", "联系电话"]
    job = take(people.rep1, "customers", [head, row], update_existing=True)
    assert (job.created, job.bad_rows, Customer.objects.live().count()) == (0, 0, 1)
    assert Customer.objects.live().get().name == "新渝江机械有限公司"


def test_the_same_name_in_other_brackets_opens_no_second_file_and_renames_none(people):
    """CUS-13"""
    CustomerFactory(owner=people.rep1, name="川江（重庆）机械有限公司", credit_code=None)
    row = ["川江(重庆)机械有限公司", "remote", "李雷", "138"]
    job = take(people.rep1, "customers", [["客户名称", "市内/市外", "联系人", "联系电话"], row], update_existing=True)
    assert (job.created, job.bad_rows) == (0, 0)
    assert Customer.objects.get().name == "川江（重庆）机械有限公司"


def test_whoever_types_the_name_of_the_closed_file_hears_of_the_one_that_goes_on(people, merged):
    """CUS-13"""
    kept, closed = merged
    assert kept.name in similarity_warning(people.rep1, "老渝江(重庆)机械有限公司")


def test_a_field_of_a_form_finds_the_file_that_goes_on(client, people, merged):
    """CUS-13"""
    kept, _closed = merged
    for person, found in ((people.rep1, [kept.pk]), (people.rep3, [])):
        client.force_login(person)
        answer = client.get(reverse("lookup", args=["customer"]), {"q": "老渝江"}).json()
        assert [item["value"] for item in answer["items"]] == found


class TestCodes:
    HEAD = ["客户名称", "市内/市外", "联系人", "联系电话", "统一社会信用代码", "银行账号", "邮编"]

    def problem(self, people, column, value):
        row = ["川江机械有限公司", "remote", "李雷", "138", None, None, None]
        row[self.HEAD.index(column)] = value
        job = take(people.rep1, "customers", [self.HEAD, row])
        return job.first_errors

    @pytest.mark.parametrize("column", ["联系电话", "统一社会信用代码", "银行账号", "邮编"])
    @pytest.mark.parametrize("value", [24952000000010910141, "2.4952E+19"])
    def test_digits_that_excel_lost_are_refused_with_the_advice(self, people, column, value):
        ((_number, reason),) = self.problem(people, column, value)
        assert "设置为文本" in reason
        assert not Customer.objects.exists()

    def test_a_postcode_that_lost_its_zeros_is_refused(self, people):
        ((_number, reason),) = self.problem(people, "邮编", 10020)
        assert "6 位" in reason
        assert not Customer.objects.exists()

    def test_codes_written_as_text_are_kept(self, people):
        row = ["川江机械有限公司", "remote", "李雷", "０２３－６８", None, "3100 0215 0920 0012 345", "010020"]
        take(people.rep1, "customers", [self.HEAD, row])
        customer = Customer.objects.get()
        assert (customer.bank_account, customer.postcode) == ("3100021509200012345", "010020")
        assert customer.contacts.get().phone == "023-68"

    @pytest.mark.parametrize("value", ["1980-03-07", "19800307", 29287, "1980年3月7日"])
    def test_a_birthday_before_1990_is_plausible(self, people, value):
        CustomerFactory(owner=people.rep1, name="川江机械有限公司")
        rows = [["客户", "联系人", "电话", "生日"], ["川江机械有限公司", "李雷", "138", value]]
        take(people.rep1, "contacts", rows)
        assert str(Contact.objects.get(name="李雷").birthday) == "1980-03-07"


def test_the_agreed_days_of_payment_are_told_only_to_who_sees_prices(people):
    """SEC-01: the service centre reads whom to call; the page hides the term from it, and so does the look-up."""
    customer = CustomerFactory(owner=people.rep1, payment_term_days=30)
    assert customer_fills(customer, people.rep1)["payment_term_days"] == 30
    told = customer_fills(customer, people.service)
    assert (told["payment_term_days"], told["contact_name"]) == (
        "",
        customer_fills(customer, people.rep1)["contact_name"],
    )
