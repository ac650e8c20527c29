"""What the names of columns and the title of a sheet say about money: unit, tax, currency. Pure; asks, never guesses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any

YUAN, TEN_THOUSAND, THOUSAND = "yuan", "ten_thousand", "thousand"
FACTORS = {YUAN: Decimal(1), THOUSAND: Decimal(1000), TEN_THOUSAND: Decimal(10_000)}
GROSS, NET = "gross", "net"
# What was written in a header or title and means neither yuan nor 10,000 yuan for certain.
UNCLEAR = "unclear"

MONEY = re.compile(
    r"金额|价税|货款|账款|帐款|余额|欠款|应收|实收|已收|未收|已付|未付|回款|到账|核销|总额|总价|合计|税额|税金|税款|销售额|发票额|amount|total|balance|\bsum\b|\btax\b|gross|\bnet\b|paid|outstanding",
    re.IGNORECASE,
)
NO_MONEY = re.compile(
    r"单价|数量|件数|日期|日|时间|大写|税率|率|比例|状态|编号|号码|号|人$|账期|天数|备注|方式|摘要|date|\brate|\bday|status|\bno\b|number|quantity",
    re.IGNORECASE,
)
PART = re.compile(r"已收|未收|已付|未付|余额|欠款|实收|回款|到账|核销|balance|paid|outstanding", re.IGNORECASE)
NET_WORDS = re.compile(
    r"不含税|未含税|未税|税前|除税|去税|净额|不含增值税|\bnet\b|untaxed|excl|without\s*tax|before\s*tax", re.IGNORECASE
)
GROSS_WORDS = re.compile(r"价税合计|含税|价税|税价合计|incl|gross|with\s*tax", re.IGNORECASE)
TAX_WORDS = re.compile(r"税额|税金|税款|\btax\s*amount|\bvat\b|^tax$", re.IGNORECASE)
FOREIGN = re.compile(
    r"美元|美金|欧元|港币|港元|日元|日币|英镑|韩元|卢布|澳元|加元|台币|外币|原币|us\$|\busd\b|\beur\b|\bhkd\b|\bjpy\b|\bgbp\b|[$€£]",
    re.IGNORECASE,
)
ODD_UNIT = re.compile(
    r"[千仟百佰十拾亿]\s*万?\s*元?(?=$|[\W_])|[千仟百佰十拾]万|亿元?|千元|\bthousand|\bmillion|\bbillion|\bk\b|'000",
    re.IGNORECASE,
)
TEN_THOUSANDS = re.compile(r"万元?", re.IGNORECASE)
YUANS = re.compile(r"元|￥|¥|\bcny\b|\brmb\b|人民币|yuan", re.IGNORECASE)
# 单位：万元 in a title; 单位 is also the word for a firm, so nothing but a unit may follow.
UNIT_NAMED = re.compile(r"[:：(（\s]((?:人民币|rmb|cny)?\s*[千仟百佰十拾万亿]*元)(?=$|[\s,，;；)）])", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """What is settled about an amount column: how many yuan its 1 is, in which unit it was found to be written."""

    unit: str = YUAN

    @property
    def factor(self) -> Decimal:
        return FACTORS[self.unit]


def is_money(header: str) -> bool:
    return bool(MONEY.search(header)) and not NO_MONEY.search(re.sub(r"合计|小计", "", header))


def money_headers(headers: list[str]) -> list[str]:
    return [header for header in headers if is_money(header)]


def unit_of(text: str) -> str:
    """The unit a header or title writes, "" where it writes none."""
    written = " ".join(re.findall(r"[(（\[【/:：]\s*([^)）\]】]*)", text)) or text
    for part in (written, text):
        if ODD_UNIT.search(part):
            return UNCLEAR
        if TEN_THOUSANDS.search(part):
            return TEN_THOUSAND
        if YUANS.search(part):
            return YUAN
    return ""


def with_unit(header: str, unit: str) -> str:
    """The header with the unit that was settled, so that a correction file is read as the file it comes from."""
    if unit == (unit_of(header) or YUAN):
        return header
    return f"{header}（{ {YUAN: '元', THOUSAND: '千元', TEN_THOUSAND: '万元'}[unit] }）".replace(" ", "")


def unit_of_title(title: str) -> str:
    """A title counts only where a unit stands in it by itself: 单位：万元, or in brackets."""
    found = {unit for text in UNIT_NAMED.findall(title) if (unit := unit_of(text))}
    return found.pop() if len(found) == 1 else UNCLEAR if found else ""


def tax_of(header: str) -> str:
    """GROSS, NET, or "" where the header does not say; the tax itself counts as NET, for it is no sum to be paid."""
    if NET_WORDS.search(header) or TAX_WORDS.search(header):
        return NET
    return GROSS if GROSS_WORDS.search(header) else ""


def proposal(headers: list[str]) -> str:
    """The one column that is the sum to be paid for certain; "" where a person has to choose.

    价税合计 beside 金额 and 税额 is certain; beside 已收 or 余额 nothing is, for what is open may be less.
    """
    found = money_headers(headers)
    if len(found) == 1:
        return found[0]
    gross = [header for header in found if tax_of(header) == GROSS]
    if len(gross) != 1 or any(PART.search(header) for header in found):
        return ""
    return gross[0]


def meaning(label: Any, header: str, headers: list[str], title: str, unit: str = "", tax: str = "") -> Meaning:
    """What the figures of a chosen amount column mean. BusinessError says what has to be answered or cannot be taken.

    `unit` and `tax` are the person's answers, "" where he leaves it to the names of the columns.
    """
    names = {"column": label, "header": header}
    if FOREIGN.search(header) or FOREIGN.search(title):
        raise BusinessError(
            _("%(column)s: “%(header)s” is in a foreign currency. Convert it to yuan in the file first.") % names
        )
    if tax_of(header) == NET or tax == NET:
        raise BusinessError(
            _(
                "%(column)s: “%(header)s” is without tax or tax alone. What a customer has to pay includes the tax: "
                "choose such a column, or add one to the file."
            )
            % names
        )
    if not tax and not tax_of(header) and any(tax_of(other) for other in headers if is_money(other)):
        raise BusinessError(
            _("%(column)s: say whether “%(header)s” includes the tax; the file has other columns about tax.") % names
        )
    return Meaning(_unit(names, header, title, unit))


def _unit(names: dict, header: str, title: str, answer: str) -> str:
    if answer:
        return answer
    written = {unit for unit in (unit_of(header), unit_of_title(title)) if unit}
    if len(written) > 1 or UNCLEAR in written:
        raise BusinessError(_("%(column)s: say in which unit the figures of “%(header)s” are written.") % names)
    return written.pop() if written else YUAN
