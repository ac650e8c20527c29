"""The demo company's bank statements: two files that overlap, and a line in every state with every act to be done."""

import csv
import datetime as dt
import io
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from orders.bank_account.keeping import create_account
from orders.bank_account.models import BankProfile
from orders.bank_account.shipped import ship
from orders.bank_account.states import Bank
from orders.bank_match.claiming import claim_line, set_aside
from orders.bank_match.posting import OTHER, confirm_line
from orders.bank_statement.models import BankLine
from orders.bank_statement.states import AsideReason, BankLineStatus
from orders.invoice.models import Invoice
from orders.known_payer.keeping import create_payer
from orders.known_payer.states import PayerKind
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import imports
from salesmgmt.core.money import cents

ICBC, CMB = "3100021909000066688", "123906789010902"
HEADER_ICBC = [
    "凭证号",
    "本方账号",
    "对方账号",
    "交易时间",
    "借/贷",
    "借方发生额",
    "贷方发生额",
    "摘要",
    "用途",
    "对方单位名称",
    "余额",
]
ABOVE = [["账户历史明细"], HEADER_ICBC]
# What falls due later than this is retention money.
RETAINED = dt.timedelta(days=120)
HEADER_CMB = ["交易日", "交易时间", "借方金额", "贷方金额", "余额", "摘要", "流水号", "收(付)方名称", "收(付)方账号"]


def build(company):
    """Certain, claimed, in the pool, posted, set aside, paid out; one file whose balances do not agree."""
    ship(BankProfile)
    finance = company.finance
    create_account(finance, number=ICBC, name="本公司基本户", bank=Bank.ICBC, branch="重庆渝北支行")
    create_account(finance, number=CMB, name="本公司一般户", bank=Bank.CMB, branch="重庆分行")
    bills = list(_open_bills())
    if len(bills) < 8:
        raise RuntimeError("the demo company has too few customers with open invoices")
    payer = create_payer(
        finance,
        customer=bills[6].customer,
        kind=PayerKind.FOR_HIM,
        name="重庆渝富集团财务有限公司",
        account="6222083100009988776",
        note="集团统一付款",
    )
    lines = _lines(bills, payer)
    rows = _icbc(lines)
    _bring_in(finance, [*ABOVE, *rows[:9]], "历史明细_1.csv")
    _bring_in(finance, [*ABOVE, *rows[5:]], "历史明细_2.csv")
    _bring_in(finance, _cmb(bills), "招行流水.csv")
    _decide(company, bills)


def _open_bills():
    """The invoice that falls due last of each of several customers; what is retained for a warranty is not paid before."""
    seen = set()
    rows = Invoice.objects.filter(
        open_amount__gt=0,
        disputed=False,
        due_date__lt=today() + RETAINED,
        customer__owner__isnull=False,
        customer__owner__is_active=True,
    )
    for bill in rows.select_related("customer__owner").order_by("-due_date", "pk"):
        if bill.customer_id not in seen:
            seen.add(bill.customer_id)
            yield bill


def _lines(bills, payer):
    """(days ago, amount, payer, account, purpose): as the bank writes them, the oldest first."""
    exact = [
        (9, bills[0].open_amount, bills[0].customer.name, "6222080000000000011", "货款"),
        (9, bills[1].open_amount, bills[1].customer.name, "6222080000000000022", f"付{bills[1].number}"),
        (
            8,
            bills[2].open_amount,
            bills[2].customer.name.replace("有限公司", "有限责任公司"),
            "6222080000000000033",
            "货款",
        ),
        (8, cents(bills[3].open_amount / 2), bills[3].customer.name, "6222080000000000044", "部分货款"),
    ]
    unknown = [
        (7, Decimal("38500.00"), "重庆长江物资贸易有限公司", "6222080000000000055", "代付货款"),
        (7, Decimal("126.48"), "中国工商银行", "", "结息"),
        (6, Decimal("-4860.00"), "重庆市电力公司", "6222080000000000066", "电费"),
        (6, Decimal("52000.00"), "李建国", "6222080000000000077", "货款"),
        (5, cents(bills[6].open_amount / 3), payer.name, payer.account, "集团代付"),
    ]
    last = [
        (4, bills[4].open_amount, "重庆某某代付有限公司", "6222080000000000088", f"代付 {bills[4].number} 货款"),
        (3, Decimal("17300.00"), bills[5].customer.name.replace("有限公司", "股份有限公司"), "", "货款"),
        (2, Decimal("9600.00"), "成都蓉城建材有限公司", "6222080000000000099", "货款"),
    ]
    return [*exact, *unknown, *last]


def _icbc(lines):
    """The lines of the 工商 layout, which has no transaction numbers, with their running balance."""
    rows, balance = [], Decimal("860000.00")
    for days_ago, amount, payer, account, purpose in lines:
        balance += amount
        day = today() - dt.timedelta(days=days_ago)
        out, came = (-amount, "") if amount < 0 else ("", amount)
        word = "借" if amount < 0 else "贷"
        rows.append(["", ICBC, account, f"{day} 10:20:30", word, out, came, "转账", purpose, payer, balance])
    return rows


def _cmb(bills):
    """A line is missing between the two: the statement says so."""
    day = today() - dt.timedelta(days=2)
    rows = [["公司名称", "本公司"], ["银行账号", CMB], HEADER_CMB]
    balance = Decimal("200000.00")
    for place, (amount, missing) in enumerate(((bills[7].open_amount, 0), (Decimal("6400.00"), 1000)), 1):
        balance += amount + missing
        name = bills[7].customer.name if place == 1 else "上海浦江设备有限公司"
        rows.append([f"{day:%Y%m%d}", "093000", "", amount, balance, "货款", f"CMB{day:%Y%m%d}{place:06d}", name, ""])
    return rows


def _bring_in(finance, rows, name):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    job = imports.receive(finance, "bank_lines", SimpleUploadedFile(name, text.getvalue().encode("gb18030")))
    job = imports.run(job.pk)
    if job.status != job.Status.READY or job.bad_rows:
        raise RuntimeError(f"{name}: {job.error} {job.first_errors}")
    imports.import_file(job.pk, finance)


def _decide(company, bills):
    finance = company.finance
    rows = {line.payer: line for line in BankLine.objects.in_pool()}
    set_aside(rows["中国工商银行"].pk, finance, AsideReason.INTEREST)
    person = rows["李建国"]
    claim_line(
        person.pk, bills[5].customer.owner, customer=bills[5].customer, remark="客户老板个人账户转账", remembers=True
    )
    claim_line(rows["成都蓉城建材有限公司"].pk, finance, customer=bills[2].customer, remark="电话与客户确认")
    certain = BankLine.objects.filter(status=BankLineStatus.PROPOSED, customer=bills[0].customer).first()
    confirm_line(certain.pk, finance, acknowledged=True, same_as=OTHER)
