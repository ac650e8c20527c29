"""The journal of a month: debit is credit to the cent, each movement once, and files as the ledger programs lay them out."""

import io
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import LedgerEntry
from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.journal.files import take_file
from orders.journal.layouts import FORMS
from orders.journal.making import BILLED, SUMS, Unjournaled, add_up, make_journal, preview, sums_of
from orders.journal.models import JournalBatch, JournalEntry, JournalLine
from orders.journal.rules import balances, postings
from orders.journal.states import Layout
from orders.payment.recording import reverse_payment
from orders.tests.factories import everybody
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import ExportLog, SettingValue

pytestmark = pytest.mark.usefixtures("english")

D = Decimal
CODES = {"receivable": "1122", "revenue": "6001", "tax": "22210102", "bank": "100201", "bad_debt": "6702"}


@pytest.fixture
def codes(db):
    for name, code in CODES.items():
        SettingValue.objects.update_or_create(key=f"journal_{name}_code", defaults={"value": code})
    register.forget()


@pytest.fixture(scope="module")
def kept(kept_db):
    """What was delivered before the month of the tests begins."""
    people = everybody()
    return SimpleNamespace(people=people, note=signed_delivery(people))


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def month(begun):
    """An invoice, its red letter, a payment and its reversal; gives the first day of the month."""
    people = begun.people
    invoice = post_invoice(bill_delivery(begun.note.pk, people.finance).pk, people.finance)
    post_invoice(credit_invoice(invoice.pk, people.finance, red_reason="1").pk, people.finance)
    payment = confirmed_payment(active_customer(people.rep1), "500.00")
    reverse_payment(payment.pk, people.finance, comment="bounced")
    return today().replace(day=1)


@pytest.mark.parametrize(
    ("kind", "amount", "net", "tax", "sides"),
    [
        (
            "invoice",
            "113.00",
            "100.00",
            "13.00",
            [("receivable", "113.00", "0"), ("revenue", "0", "100.00"), ("tax", "0", "13.00")],
        ),
        (
            "credit",
            "-113.00",
            "-100.00",
            "-13.00",
            [("receivable", "-113.00", "0"), ("revenue", "0", "-100.00"), ("tax", "0", "-13.00")],
        ),
        ("invoice", "50.00", "50.00", "0.00", [("receivable", "50.00", "0"), ("revenue", "0", "50.00")]),
        ("payment", "-500.00", "0", "0", [("bank", "500.00", "0"), ("receivable", "0", "500.00")]),
        ("reversal", "500.00", "0", "0", [("bank", "-500.00", "0"), ("receivable", "0", "-500.00")]),
        ("refund", "30.00", "0", "0", [("receivable", "30.00", "0"), ("bank", "0", "30.00")]),
        ("write_off", "-9.99", "0", "0", [("bad_debt", "9.99", "0"), ("receivable", "0", "9.99")]),
        ("recovery", "9.99", "0", "0", [("bad_debt", "-9.99", "0"), ("receivable", "0", "-9.99")]),
        ("adjustment", "1.00", "0", "0", []),
    ],
)
def test_debit_and_credit_of_each_kind(kind, amount, net, tax, sides):
    found = postings(kind, D(amount), D(net), D(tax))
    assert [(line.subject, line.debit, line.credit) for line in found] == [(s, D(d), D(c)) for s, d, c in sides]
    assert balances(found)


def test_a_missing_account_code_refuses_the_journal_with_its_name(people, month):
    with pytest.raises(
        BusinessError, match="Account codes are not set: Accounts receivable、Sales revenue、Output tax、Bank"
    ):
        make_journal(people.finance, month)
    assert not JournalBatch.objects.exists()


def test_every_movement_is_journaled_once_and_debit_is_credit(people, month, codes):
    batch = make_journal(people.finance, month)
    assert (batch.count, batch.debit) == (LedgerEntry.objects.count(), batch.credit)
    assert set(JournalLine.objects.filter(subject="tax").values_list("code", flat=True)) == {"22210102"}
    assert list(JournalEntry.objects.values_list("place", flat=True)) == list(range(1, batch.count + 1))
    with pytest.raises(BusinessError, match="stands in a journal already"):
        make_journal(people.finance, month)
    confirmed_payment(active_customer(people.rep1), "7.00")
    second = make_journal(people.finance, month)
    assert (second.count, second.debit) == (1, D("7.00"))
    assert second.entries.get().place == batch.count + 1  # numbers run on within the month
    assert [each for each in differences() if each.check == "journal_agrees"] == []


def test_only_finance_makes_and_takes_it(people, month, codes):
    for name in ("rep1", "manager", "gm", "admin"):
        with pytest.raises(PermissionDenied, match="made by finance"):
            make_journal(getattr(people, name), month)
    batch = make_journal(people.finance, month)
    with pytest.raises(PermissionDenied, match="made by finance"):
        take_file(batch, Layout.KINGDEE_K3, people.gm)


@pytest.mark.parametrize("layout", [each for each in Layout.values if not FORMS[each].is_text])
def test_the_sheets_hold_every_line_and_add_up(people, month, codes, layout):
    batch = make_journal(people.finance, month)
    data, name, _mime = take_file(batch, layout, people.finance)
    form = FORMS[layout]
    sheet = openpyxl.load_workbook(io.BytesIO(data))[form.sheet]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [head for head, _value in form.columns]
    rows = [
        dict(zip(heads, row, strict=True))
        for row in sheet.iter_rows(min_row=3 if form.captions else 2, values_only=True)
    ]
    assert len(rows) == JournalLine.objects.count()
    sides = {"kingdee_cosmic": ("FDEBIT", "FCREDIT"), "yonyou_nc": ("本币借方金额", "本币贷方金额")}
    debit, credit = sides.get(layout) or (("借方", "贷方") if layout == "kingdee_k3" else ("借方金额", "贷方金额"))
    assert sum(D(str(row[debit])) for row in rows) == sum(D(str(row[credit])) for row in rows) == batch.debit
    assert name.endswith(".xlsx")
    assert ExportLog.objects.filter(key="journal", user=people.finance).count() == 1


def test_kingdee_k3_has_its_37_columns_and_the_customer_as_dimension(people, month, codes):
    assert len(FORMS[Layout.KINGDEE_K3].columns) == 37
    batch = make_journal(people.finance, month)
    data, _name, _mime = take_file(batch, Layout.KINGDEE_K3, people.finance)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Page1"]
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    customer = JournalEntry.objects.first().movement.account.customer
    assert row["核算项目"] == f"客户---{customer.number}---{customer.name}"
    assert (row["科目代码"], row["科目名称"], row["凭证字"]) == ("1122", "应收账款", "记")


def test_the_text_of_u8_keeps_its_fields_apart(people, month, codes):
    batch = make_journal(people.finance, month)
    data, name, _mime = take_file(batch, Layout.YONYOU_U8, people.finance)
    first, *rows = data.decode("gb18030").splitlines()
    assert (first, name[-4:]) == ("填制凭证,V800", ".txt")
    assert {row.count(",") for row in rows} == {len(FORMS[Layout.YONYOU_U8].columns) - 1}
    assert sum(D(row.split(",")[6]) for row in rows) == sum(D(row.split(",")[7]) for row in rows) == batch.debit


def test_the_page_leads_every_line_to_its_document_and_makes_the_batch(people, month, codes, client):
    client.force_login(people.finance)
    follows = f"{reverse('journal-open')}?month={month:%Y-%m}"
    assert f'hx-get="{follows}"' in client.get(reverse("journal")).content.decode()
    page = client.get(follows).content.decode()
    assert [row.document_url for row, _lines in preview(month) if f'href="{row.document_url}"' not in page] == []
    response = client.post(reverse("journal"), {"month": f"{month:%Y-%m}"})
    batch = JournalBatch.objects.get()
    assert response.url == reverse("journal-batch", args=[batch.pk])
    page = client.get(response.url).content.decode()
    assert all(entry.movement.document_url in page for entry in batch.entries.all())
    address = reverse("journal-file", args=[batch.pk, "yonyou_u8"])
    assert client.get(address).status_code == 200
    assert client.get(reverse("journal-file", args=[batch.pk, "sap"])).status_code == 404
    assert client.post(reverse("journal"), {"month": f"{month:%Y-%m}"}).status_code == 409
    client.force_login(people.rep1)
    assert client.get(reverse("journal")).status_code == client.get(follows).status_code == 403
    assert client.get(address).status_code == 404


def test_the_sums_of_the_page_are_those_of_all_its_lines_read_in_one_query(
    people, month, codes, client, django_assert_num_queries
):
    free = bill_delivery(signed_delivery(people).pk, people.finance)
    Invoice.objects.filter(pk=free.pk).update(net=F("amount"), tax=0)
    assert post_invoice(free.pk, people.finance).tax == 0
    found = preview(month)
    lines = [line for _row, each in found for line in each]
    add_up(month)  # the kind of the documents is looked up once
    with django_assert_num_queries(1):
        whole = add_up(month)
    assert (whole.count, whole.lines, whole.odd) == (len(found), len(lines), None)
    assert whole.debit == whole.credit == sum(line.debit for line in lines)
    assert whole.subjects == {line.subject for line in lines} == {"receivable", "revenue", "tax", "bank"}
    assert [row.pk for row, _lines in preview(month, 2)] == [row.pk for row, _lines in found[:2]]
    make_journal(people.finance, month)
    assert add_up(month) == Unjournaled()


def test_only_what_was_billed_is_looked_up_among_the_invoices(people, month, codes):
    """As the database says it of itself: so many look-ups of an invoice as movements were billed, and none for a payment."""
    kinds = [row.kind for row, _lines in preview(month)]
    assert "payment" in kinds
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_hashjoin = off")
        cursor.execute("SET LOCAL enable_mergejoin = off")
        cursor.execute("SET LOCAL enable_material = off")
        cursor.execute("SET LOCAL enable_memoize = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {SUMS}", sums_of(month))
        asked = list(lookups(cursor.fetchone()[0][0]["Plan"], Invoice._meta.db_table))
    assert asked == [len([kind for kind in kinds if kind in BILLED])]


def lookups(node, table):
    """How often each part of a plan that reads the table was asked."""
    if node.get("Relation Name") == table:
        yield node["Actual Loops"]
    for part in node.get("Plans", ()):
        yield from lookups(part, table)


def test_a_movement_of_which_no_entry_can_be_made_is_named(people, month, codes, client):
    entry = LedgerEntry.objects.filter(kind="invoice").first()
    pk = LedgerEntry.objects.create(
        account=entry.account,
        date=today(),
        kind="adjustment",
        content_type=entry.content_type,
        object_id=entry.object_id,
        reference="ODD-1",
        amount=D("1.00"),
    ).pk
    assert add_up(month).odd.pk == pk
    client.force_login(people.finance)
    page = client.get(reverse("journal-open"), {"month": f"{month:%Y-%m}"}).content.decode()
    assert "ODD-1" in page and 'name="form_token"' not in page
    with pytest.raises(BusinessError, match="ODD-1"):
        make_journal(people.finance, month)


def test_the_button_of_the_month_end_says_what_it_does(people, client):
    client.force_login(people.finance)
    people.finance.language = "zh-hans"
    people.finance.save(update_fields=["language"])
    page = client.get(reverse("month-end-create")).content.decode()
    assert "结账</button>" in page.replace("\n", "").replace("  ", "")
