"""Filters of printed documents: figures and dates as Chinese business papers write them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import mark_safe

from salesmgmt.core import calendar, money
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from typing import Any


register = template.Library()


@register.filter
def yuan(value: Decimal) -> str:
    """¥1,234.50, also for zero; nothing for nothing."""
    return "" if value is None or value == "" else f"{'-' if value < 0 else ''}¥{abs(money.cents(value)):,.2f}"


@register.filter
def amount(value: Decimal) -> str:
    """1,234.50, in a table whose head says the unit."""
    return "" if value is None or value == "" else f"{money.cents(value):,.2f}"


@register.filter
def price(value: Decimal | str | None) -> str:
    """A price per piece, in a table whose head says the unit: two places, up to six where it has more."""
    if value is None or value == "":
        return ""
    plain = money.plain_price(money.unit_price(Decimal(value)))
    return f"{plain:,f}"


@register.filter
def quantity(value: Decimal | str) -> str:
    """1,200 or 1.5, without useless zeros."""
    if value is None or value == "":
        return ""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def in_words(value):
    """人民币…整; whether 整 follows 角 is a setting."""
    return money.rmb_in_words(value, whole_after_jiao=policy().round_words_after_jiao)


@register.filter
def words_only(value: Decimal) -> str:
    """The words without 人民币, where the form has printed it already."""
    return money.in_words(value, whole_after_jiao=policy().round_words_after_jiao)


@register.filter
def css_text(value: str) -> str:
    """Text inside a string of the style sheet: a name cannot end the string."""
    return mark_safe("".join(f"\\{ord(character):x} " for character in str(value)))  # noqa: S308  only code points


@register.filter
def chinese_date(day: Any) -> str:
    return calendar.chinese_date(day)
