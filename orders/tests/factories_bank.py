"""Bank statements for the tests: files as banks give them, brought in through the import."""

import csv
import datetime as dt
import io
from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from orders.bank_account.models import BankAccount, BankProfile
from orders.bank_account.shipped import ship
from orders.bank_statement.models import BankLine
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import imports
from salesmgmt.core.models import ImportJob
from salesmgmt.core.tests.factories import received

OURS = "3100021909000099999"
SERIAL = count(1)
CMB = ["交易日", "交易时间", "借方金额", "贷方金额", "余额", "摘要", "流水号", "收(付)方名称", "收(付)方账号"]
ICBC = [
    "凭证号",
    "本方账号",
    "对方账号",
    "交易时间",
    "借方发生额",
    "贷方发生额",
    "摘要",
    "用途",
    "对方单位名称",
    "余额",
]


def our_account(number=OURS, bank="cmb"):
    ship(BankProfile)
    return BankAccount.objects.get_or_create(number=number, defaults={"bank": bank, "name": "重庆某某公司"})[0]


def cmb_line(amount, payer="", account="", text="货款", day=None, number=None, balance=None):
    """A line of 招商: money in, or out where the amount is negative."""
    figure = Decimal(amount)
    out, came = (str(-figure), "") if figure < 0 else ("", str(figure))
    day = day or today()
    number = f"T{next(SERIAL):08d}" if number is None else number
    return [f"{day:%Y%m%d}", "101500", out, came, "" if balance is None else str(balance), text, number, payer, account]


def cmb_file(*lines, name="cmb.csv", encoding="gb18030", account=OURS):
    return csv_file([["银行账号", account], CMB, *lines], name, encoding)


def icbc_line(amount, payer="", account="", text="", day=None, balance=None, ours=OURS):
    """A line of 工商, which has no transaction number."""
    figure = Decimal(amount)
    out, came = (str(-figure), "") if figure < 0 else ("", str(figure))
    day = day or today()
    return [
        "",
        ours,
        account,
        f"{day} 10:15:00",
        out,
        came,
        "货款",
        text,
        payer,
        "" if balance is None else str(balance),
    ]


def icbc_file(*lines, name="历史明细.csv", encoding="gb18030"):
    return csv_file([["账户明细"], ICBC, *lines], name, encoding)


def csv_file(rows, name="bank.csv", encoding="utf-8-sig"):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def checked(user, file):
    """The import as its check page shows it; nothing is taken over."""
    our_account()
    return received(user, "bank_lines", file)


def bring_in(user, file, skip_bad_rows=False):
    """The file taken over; the job as it ended."""
    job = checked(user, file)
    assert job.status == ImportJob.Status.READY, (job.status, job.error, job.headers)
    return imports.import_file(job.pk, user, skip_bad_rows=skip_bad_rows)


def line_of(user, amount, payer="", **about):
    """One line on a statement of its own, as it was matched."""
    number = f"T{next(SERIAL):08d}"
    bring_in(user, cmb_file(cmb_line(amount, payer, number=number, **about)))
    return BankLine.objects.get(transaction_no=number)


def days(number):
    return today() + dt.timedelta(days=number)
