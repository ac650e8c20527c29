"""The files of the banks, as rows: layouts, labels, several tables, signs, days, balances. Headers: facts/money.md."""

import datetime as dt
from decimal import Decimal as D
from types import SimpleNamespace

import pytest
from django.utils import translation

from orders.bank_account.balance import Movement, agreement
from orders.bank_account.reading import Profile, read, recognise
from orders.bank_account.shipped import LABELS, PROFILES
from salesmgmt.core.domain.import_files import Row

BLANK = {"in_words": "", "out_words": "", "is_signed": False}
SHIPPED = [Profile.of(SimpleNamespace(**{**BLANK, "labels": LABELS, **row})) for row in PROFILES]


def rows(*lines):
    return [Row(number, tuple(line)) for number, line in enumerate(lines, 1) if any(cell is not None for cell in line)]


def found(*lines):
    read_rows = rows(*lines)
    profile = recognise(read_rows, SHIPPED)
    return read(read_rows, profile)


ICBC_OLD = [
    "凭证号",
    "本方账号",
    "对方账号",
    "交易时间",
    "借/贷",
    "借方发生额",
    "贷方发生额",
    "对方行号",
    "摘要",
    "用途",
    "对方单位名称",
    "余额",
    "个性化信息",
]
ICBC_NEW = [
    "凭证号",
    "本方账号",
    "对方账号",
    "交易时间",
    "对方单位",
    "转入金额",
    "转出金额",
    "余额",
    "摘要",
    "附言",
    "用途",
]
CCB = [
    "账号",
    "账户名称",
    "交易时间",
    "借方发生额（支取）",
    "贷方发生额（收入）",
    "余额",
    "币种",
    "对方户名",
    "对方账号",
    "对方开户机构",
    "记账日期",
    "摘要",
    "备注",
    "账户明细编号-交易流水号",
    "企业流水号",
    "凭证种类",
    "凭证号",
]
ABC = ["交易时间", "收入金额", "支出金额", "账户余额", "对方户名", "对方账号", "摘要"]
BOC = [
    "交易类型[ Transaction Type ]",
    "业务类型[ Business type ]",
    "付款人开户行名[ Name ]",
    "付款人账号[ Debit Account No. ]",
    "付款人名称[ Payer's Name ]",
    "收款人账号[ Payee's Account Number ]",
    "收款人名称[ Payee's Name ]",
    "交易日期[ Transaction Date ]",
    "交易时间[ Transaction time ]",
    "交易货币[ Trade Currency ]",
    "交易金额[ Trade Amount ]",
    "交易后余额[ Balance ]",
    "交易流水号[ Transaction reference number ]",
    "摘要[ Reference ]",
    "用途[ Purpose ]",
    "交易附言[ Remark ]",
]
CMB = [
    "交易日",
    "交易时间",
    "起息日",
    "交易类型",
    "借方金额",
    "贷方金额",
    "余额",
    "业务摘要",
    "其它摘要",
    "用途",
    "流水号",
    "业务名称",
    "业务参考号",
    "收(付)方名称",
    "收(付)方账号",
]
COMM = ["交易时间", "摘要", "借贷标志", "发生额", "余额", "对方账号", "对方户名"]


def one_line(name):
    day = "2026-07-01 16:37:03"
    return {
        "工商银行（旧版明细）": [
            ["账户明细查询"],
            ICBC_OLD,
            [
                None,
                "3100001",
                "6222001",
                day,
                "贷",
                None,
                "1,000.00",
                None,
                "货款",
                "INV-1",
                "甲公司",
                "5,000.00",
                None,
            ],
        ],
        "工商银行（新版 historydetail）": [
            ["[HISTORYDETAIL]"],
            ICBC_NEW,
            [None, "3100001", "6222001", day, "甲公司", "1,000.00", None, "5,000.00", "货款", "INV-1", None],
        ],
        "建设银行": [
            CCB,
            [
                "3100001",
                "我公司",
                "20260701163703",
                "0.00",
                "1000",
                "5000",
                "人民币元",
                "甲公司",
                "6222001",
                None,
                "20260701",
            ]
            + ["货款", "INV-1", "T-1", None, None, None],
        ],
        "农业银行": [
            ["户名: 我公司", None, "账号: 31 0000 1"],
            ABC,
            [day, "1000.00", None, "5000.00", "甲公司", "6222001", "货款 INV-1"],
        ],
        "中国银行": [
            ["查询账号[ Inquirer account number ]", "3100001"],
            ["总笔数[ Total ]", "1"],
            BOC,
            [
                "来账",
                "转账",
                None,
                "6222001",
                "甲公司",
                "3100001",
                "我公司",
                "20260701",
                "16:37:03",
                "人民币",
                "+1,000.00",
            ]
            + ["5,000.00", "T-1", "货款", "INV-1", None],
        ],
        "招商银行": [
            ["公司名称", "我公司"],
            ["银行账号", "3100001"],
            CMB,
            ["20260701", "163703", None, None, None, "1,000.00", "5,000.00", "货款", None, "INV-1", "T-1", None, None]
            + ["甲公司", "6222001"],
        ],
        "交通银行": [
            ["户  名:我公司", "查询账号:3100001"],
            COMM,
            [day, "货款 INV-1", "贷", "1,000.00", "5,000.00", "6222001", "甲公司"],
        ],
    }[name]


@pytest.mark.parametrize("name", [row["name"] for row in PROFILES if "打印" not in row["name"]])
def test_the_file_of_each_bank_is_known_by_its_headers_and_read(name):
    result = found(*one_line(name))
    [block] = result.blocks
    [line] = block.lines
    assert (result.profile.name, line.problem) == (name, "")
    assert (line.own_account, line.day, line.time) == ("3100001", dt.date(2026, 7, 1), "16:37:03")
    assert (line.money_in, line.money_out, line.balance) == (D("1000.00"), None, D("5000.00"))
    assert (line.payer, line.payer_account) == ("甲公司", "6222001")
    assert "INV-1" in f"{line.summary} {line.purpose}"


def test_the_headers_of_two_rows_are_joined():
    """建设银行: 发生额/元 over 借方 and 贷方"""
    upper = ["本方账户名称", "本方账号", "交易时间", "发生额/元", None, "余额/元", "对方户名"]
    lower = [None, None, None, "借方", "贷方", None, None]
    [block] = found(["标题"], upper, lower, ["我", "3100001", "2026/7/1", None, "8.00", "9.00", "甲公司"]).blocks
    [line] = block.lines
    assert (line.money_in, line.money_out, line.balance, line.payer) == (D("8.00"), None, D("9.00"), "甲公司")


def test_debit_is_money_out_and_a_negative_one_is_a_correction():
    """借 is the bank's view; negative in red arrives as a negative figure, in brackets as (5.00)"""
    lines = [
        ["2026-07-01", None, "借", "100.00", "900.00", "1", "甲"],
        ["2026.07.02", None, "贷", "(5.00)", "895.00", "1", "甲"],
        [20260703, None, "借", -7, "902.00", 1, "甲"],
        ["2026-07-04", None, "?", "1.00", "903.00", "1", "甲"],
    ]
    with translation.override("en"):
        [block] = found(["查询账号:3100001"], COMM, *lines).blocks
    assert [(line.money_in, line.money_out) for line in block.lines] == [
        (None, D("100.00")),
        (D("-5.00"), None),
        (None, D("-7.00")),
        (None, None),
    ]
    assert [bool(line.problem) for line in block.lines] == [False, False, False, True]
    assert "not said" in block.lines[3].problem


def test_a_file_may_hold_several_tables_each_with_its_account_and_sums_between():
    def line(account, amount):
        return ["2026-07-01", amount, None, "9.00", "甲公司", account, "货款"]

    result = found(
        ["账户号: 111"],
        ABC,
        line("a", "1.00"),
        line("b", "2.00"),
        ["合计", "3.00", None],
        ["打印时间 2026-07-02"],
        ["账户号: 222"],
        ABC,
        line("c", "4.00"),
    )
    assert [[(each.own_account, each.money_in) for each in block.lines] for block in result.blocks] == [
        [("111", D("1.00")), ("111", D("2.00"))],
        [("222", D("4.00"))],
    ]
    assert result.left_out == []


def test_a_line_with_an_amount_and_no_day_is_an_error_and_not_the_end_of_the_table():
    with translation.override("en"):
        [block] = found(
            ["账号: 111"],
            ABC,
            ["someday", "1.00", None, "9.00", "甲", "1", "x"],
            ["2026-07-01", None, None, "9.00", "甲", "1", "x"],
            ["2026-07-01", "2.00", None, "9.00", "甲", 6.22e17, "x"],
            ["2026-02-30", "2.00", None, "9.00", "甲", "1", "x"],
            ["2026-07-01", "1.234", None, "9.00", "甲", "1", "x"],
        ).blocks
    words = [line.problem for line in block.lines]
    expected = ["is not a date", "no amount", "digits", "is not a date", "two decimals"]
    assert [part in text for part, text in zip(expected, words, strict=True)] == [True] * 5


def test_a_foreign_currency_is_refused_by_the_line():
    lines = [list(row) for row in one_line("建设银行")]
    lines[1][6] = "美元"
    with translation.override("en"):
        [block] = found(*lines).blocks
    assert "foreign currency" in block.lines[0].problem


def test_an_unknown_file_is_no_layout():
    assert recognise(rows(["姓名", "部门", "工资"], ["王", "销售", "9"]), SHIPPED) is None


def movements(*pairs):
    return [
        Movement(row, D(amount), None if balance is None else D(balance))
        for row, (amount, balance) in enumerate(pairs, 5)
    ]


def test_the_closing_balance_agrees_with_the_lines_in_either_order():
    lines = movements(("100.00", "600.00"), ("-50.00", "550.00"), ("7.00", "557.00"))
    told = agreement(lines)
    assert (told.opening, told.closing, told.difference, told.gap) == (D("500.00"), D("557.00"), 0, None)
    turned = agreement(list(reversed(lines)))
    assert (turned.opening, turned.closing, turned.difference, turned.newest_first) == (
        D("500.00"),
        D("557.00"),
        0,
        True,
    )


def test_a_missing_line_shows_as_a_difference_and_where():
    told = agreement(movements(("100.00", "600.00"), ("7.00", "557.00"), ("1.00", "558.00")))
    assert (told.difference, told.gap) == (D("-50.00"), 6)


def test_without_balances_nothing_is_said_and_gaps_of_the_column_are_bridged():
    assert agreement(movements(("1.00", None), ("2.00", None))).closing is None
    told = agreement(movements(("1.00", None), ("2.00", "13.00"), ("4.00", None)))
    assert (told.opening, told.closing, told.difference, told.gap) == (D("10.00"), D("17.00"), 0, None)
