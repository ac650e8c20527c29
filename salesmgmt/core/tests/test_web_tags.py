"""Figures, dates, durations and icons as the whole product shows them."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import models
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django_tables2.columns.base import library

from salesmgmt.core.money import MoneyField
from salesmgmt.core.templatetags import salesmgmt as tags
from salesmgmt.core.web.status import register_tones, status_tone
from salesmgmt.core.web.tables import MoneyColumn, QuantityColumn


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1234.5", "¥1,234.50"),
        ("0", "¥0.00"),
        ("-0.05", "−¥0.05"),
        (None, "—"),
        ("", "—"),
        ("1234567890.12", "¥1,234,567,890.12"),
    ],
)
def test_money_has_a_sign_separators_and_two_places(value, shown):
    assert tags.money(Decimal(value) if value else value) == shown


def test_management_figures_are_in_ten_thousands():
    assert tags.wan(Decimal("12345678")) == "1,234.57"
    assert tags.wan(Decimal("-5000")) == "−0.50"


def test_quantities_lose_useless_zeros():
    assert [tags.quantity(Decimal(each)) for each in ("10.000", "1.500", "1200", "0")] == ["10", "1.5", "1,200", "0"]


def test_a_ratio_is_shown_in_per_cent():
    assert tags.percent(Decimal("0.125")) == "12.5%"


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (dt.timedelta(seconds=30), "less than a minute"),
        (dt.timedelta(minutes=1), "1 minute"),
        (dt.timedelta(hours=26), "26 hours"),
        (dt.timedelta(days=12), "12 days"),
        (dt.timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_durations_are_words(delta, words):
    assert tags.duration_words(delta) == words


@time_machine.travel("2025-03-10 08:00+08:00")
def test_due_dates_are_words_with_a_colour():
    day = dt.date(2025, 3, 10)
    shown = {
        n: (tags.due_words(day + dt.timedelta(days=n)), tags.due_tone(day + dt.timedelta(days=n)))
        for n in (-12, 0, 2, 9)
    }
    assert shown == {
        -12: ("overdue by 12 days", "bad"),
        0: ("due today", "warn"),
        2: ("in 2 days", "warn"),
        9: ("in 9 days", "muted"),
    }


@time_machine.travel("2025-03-10 20:00+00:00")
def test_times_are_shown_in_shanghai():
    assert tags.datefmt(dt.datetime(2025, 3, 10, 20, tzinfo=dt.UTC)) == "2025-03-11 04:00"
    assert tags.datefmt(dt.date(2025, 1, 15)) == "2025-01-15"


def test_facts_are_shown_by_their_kind():
    assert tags.fact(Decimal("2")) == "¥2.00"
    assert tags.fact(True) == "yes"
    assert tags.fact("a\nb") == "a<br>b"
    assert tags.fact("<b>") == "&lt;b&gt;"
    assert "—" in tags.fact(None)


def test_an_icon_is_drawn_inline_and_an_unknown_one_is_our_mistake():
    drawn = tags.icon("home")
    assert drawn.startswith("<svg")
    assert 'aria-hidden="true"' in drawn
    assert 'aria-label="Remove"' in tags.icon("x", label="Remove")
    with pytest.raises(KeyError):
        tags.icon("no-such-icon")
    with pytest.raises(KeyError):
        tags.icon("../home")


def test_every_status_has_a_tone():
    assert status_tone("draft") == "neutral"
    assert status_tone("rejected") == "bad"
    assert status_tone("something_new") == "neutral"
    with pytest.raises(ValueError, match="tone"):
        register_tones(purple="x")


@pytest.mark.parametrize(
    ("field", "column"),
    [
        (MoneyField(), MoneyColumn),
        (models.DecimalField(max_digits=14, decimal_places=2), QuantityColumn),
        (models.DecimalField(max_digits=14, decimal_places=3), QuantityColumn),
        (models.IntegerField(), QuantityColumn),
    ],
)
def test_only_amounts_of_money_are_shown_as_money(field, column):
    """A quantity has two places too, and departments that see no prices must see it."""
    field.set_attributes_from_name("field")
    assert type(library.column_for_field(field)) is column


def test_what_stands_still_is_put_together_once_a_language():
    page = Template(
        "{% load i18n salesmgmt %}{% still %}{% icon 'user' %}{% translate 'Users' %}{% endstill %} {{ name }}"
    )
    english = page.render(Context({"name": "Li"}))
    with translation.override("zh-hans"):
        chinese = page.render(Context({"name": "Li"}))
    assert "Users Li" in english and "用户 Li" in chinese
    tags._decoration.cache_clear()
    drawn = tags._decoration.cache_info().misses
    assert page.render(Context({"name": "Wang"})) == english.replace("Li", "Wang")
    assert tags._decoration.cache_info().misses == drawn


@pytest.mark.parametrize("inside", ["{{ user }}", "{% csrf_token %}", "{% if user %}x{% endif %}"])
def test_what_stands_still_asks_for_nothing_of_a_person(inside):
    with pytest.raises(TemplateSyntaxError, match="stands still"):
        Template("{% load salesmgmt %}{% still %}" + inside + "{% endstill %}")
