"""Search by Chinese text, pinyin and initials, asked of PostgreSQL itself."""

import pytest
from django.db import connection

from salesmgmt.core import search

NAME = "重庆机械有限公司"


def found(name: str, typed: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [search.vector(name), search.query(typed)])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "zqjx",
        "cqjx",
        "zhongqing",
        "chongqing",
        "chongqingji",
        "重庆",
        "重庆机械",
        "机械",
        "重",
        "cq",
        "jxyxgs",
        "jixie",
        "CQJX",
        "chong qing",
        "重庆 机械",
        "jixieyouxian",
        "ＣＱ",
        "重庆jixie",
    ],
)
def test_a_company_is_found_as_people_type(typed):
    assert found(NAME, typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["重械", "qingdao", "xjqc", "重庆 上海", "庆重"])
def test_other_names_are_not_found(typed):
    assert not found(NAME, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("HT-2026-0001", "ht-2026"),
        ("HT-2026-0001", "20260001"),
        ("HT-2026-0001", "0001"),
        ("13812345678", "5678"),
        ("长城ABC精密", "ccabc"),
        ("长城ABC精密", "abc"),
        ("O'Neil & Söhne", "oneil"),
        ("O'Neil & Söhne", "söh"),
        ("曾国强", "zgq"),
        ("a\\b'c", "abc"),
        ("=1+1", "11"),
    ],
)
def test_numbers_codes_and_mixed_names(text, typed):
    assert found(text, typed)


@pytest.mark.parametrize("typed", ["", "   ", "---", "'", "&|!:*()"])
def test_punctuation_alone_asks_nothing(typed):
    assert search.query(typed) == ""


def test_names_are_ordered_by_pinyin():
    names = ["重庆机械", "安徽叉车", "北京现代", "Acme"]
    assert sorted(names, key=search.pinyin_key) == ["Acme", "安徽叉车", "北京现代", "重庆机械"]
