"""Search by Chinese text, pinyin and initials, asked of PostgreSQL itself."""

import pytest
from django.db import connection
from opencc import OpenCC
from pypinyin import lazy_pinyin

from salesmgmt.core import search
from salesmgmt.core.readings import PLACES, SURNAMES
from salesmgmt.core.scripts import SIMPLIFIED, TRADITIONAL

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
        "重慶",
        "重慶機械",
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
        ("13812345678", "138 1234 5678"),
        ("138 1234 5678", "13812345678"),
        ("023-6888 7777", "02368887777"),
        ("023-68887777", "6888 7777"),
        ("０２３-68887777", "023-6888"),
    ],
)
def test_numbers_codes_and_mixed_names(text, typed):
    assert found(text, typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ord-2026", "ORD-2026-00123", "2026-00123", "202600123", "00123", "123", "0123"])
def test_a_document_is_found_by_each_part_of_its_number_that_people_type(typed):
    assert found("ORD-2026-00123", typed)


def test_a_document_brings_no_more_words_into_the_index_than_are_typed():
    """Five of its number, which are its own alone; a code of the customer's, of which nobody knows the parts, in every one."""
    assert search.tokens("ORD-2026-12345") == {"ord202612345", "202612345", "12345", "2345", "345"}
    assert {"511a", "25411"} <= search.tokens("ZB-2511-A", "DIN-25411")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("广州机床厂", "廣州"),
        ("廣州機床廠", "广州机床厂"),
        ("廣州機床廠", "guangzhou"),
        ("浙江宏达机械", "浙江 宏达"),
        ("浙江 宏达机械", "浙江宏达"),
        ("浙江 宏达机械", "zhejianghongda"),
        ("曾氏重工有限公司", "zengshi"),
        ("重庆曾氏重工有限公司", "zengshi"),
        ("重庆曾氏重工有限公司", "cqzs"),
        ("曾国强机械加工厂", "zengguoqiang"),
        ("山东单县铸造有限公司", "shanxian"),
        ("山东单县铸造有限公司", "danxian"),
        ("单县铸造", "sxzz"),
        ("六合齿轮", "luhe"),
    ],
)
def test_names_are_found_in_either_script_with_or_without_blanks_and_as_names_are_read(text, typed):
    assert found(text, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "typed"), [("人工智能科技", "nai"), ("产品不锈钢", "fou"), ("浙江宏达", "浙江达宏")])
def test_a_character_is_read_as_a_surname_only_where_one_stands(text, typed):
    assert not found(text, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "reading"), [*PLACES.items(), *((f"{each}氏", f"{SURNAMES[each]} shi") for each in SURNAMES)]
)
def test_every_reading_of_the_list_is_found_and_needed(name, reading):
    typed = reading.replace(" ", "")
    assert found(f"{name}机械厂", typed)
    assert "".join(lazy_pinyin(name)) != typed


def test_traditional_characters_are_those_of_the_library():
    convert = OpenCC("t2s").convert
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL)) > 2000
    assert [one for one, other in zip(TRADITIONAL, SIMPLIFIED, strict=True) if convert(one) != other] == []


@pytest.mark.parametrize("typed", ["", "   ", "---", "'", "&|!:*()"])
def test_punctuation_alone_asks_nothing(typed):
    assert search.query(typed) == ""


def test_names_are_ordered_by_pinyin():
    names = ["重庆机械", "安徽叉车", "北京现代", "Acme"]
    assert sorted(names, key=search.pinyin_key) == ["Acme", "安徽叉车", "北京现代", "重庆机械"]
