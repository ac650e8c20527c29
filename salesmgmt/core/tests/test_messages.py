"""manage.py messages finds what is not translated, in code and in templates."""

import polib
import pytest
from django.core.management import CommandError, call_command
from opencc import OpenCC

from salesmgmt.core.management.commands import messages
from salesmgmt.core.management.traditional import converter


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Two rooms on disk: core with a model and a template, customers with one line of code."""
    monkeypatch.setattr(messages, "rooms", lambda: ["core", "customers"])
    monkeypatch.setattr(messages, "folder", lambda room: tmp_path / ("salesmgmt/core" if room == "core" else room))
    monkeypatch.setattr(messages.settings, "BASE_DIR", tmp_path)
    write(tmp_path / "salesmgmt" / "core" / "models.py", '_("Unit")\nngettext("%(n)s day", "%(n)s days", 2)\n')
    write(tmp_path / "templates" / "base.html", "{% load i18n %}{% translate 'Sign out' %}")
    write(
        tmp_path / "templates" / "customers" / "list.html",
        "{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}",
    )
    write(tmp_path / "customers" / "views.py", '_("Unit")\n_("Owner of %(customer)s")\n')
    write(tmp_path / "customers" / "tests" / "test_x.py", '_("Not a text of the product")\n')
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def translate(room, language="zh_Hans", **words):
    """Give the catalogue of a room these translations; everything else in it stays."""
    po = messages.catalogue(room, language)
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: words.get(entry.msgid, "%(n)s 天")}
        else:
            entry.msgstr = words.get(entry.msgid, entry.msgstr or f"译 {entry.msgid}")
    messages.save(po, room, language)


def test_msgids_come_from_code_and_templates_of_the_room_but_not_from_its_tests(house):
    assert {entry.msgid for entry in messages.extracted("core")} == {"Unit", "%(n)s day", "Sign out"}
    assert {entry.msgid for entry in messages.extracted("customers")} == {
        "Unit",
        "Owner of %(customer)s",
        "Hello %(name)s",
    }


def test_update_adds_what_is_missing_and_core_lends_its_words(house):
    call_command("messages", "--update", "core", verbosity=0)
    translate("core")
    call_command("messages", "--update", "customers")
    assert [entry.msgid for entry in messages.catalogue("customers", "zh_Hans")] == [
        "Hello %(name)s",
        "Owner of %(customer)s",
    ]


def test_update_drops_what_nobody_uses_and_keeps_what_is_translated(house):
    call_command("messages", "--update")
    translate("core", Unit="单位")
    write(house / "templates" / "base.html", "nothing to say")
    call_command("messages", "--update", "core")
    assert {e.msgid: e.msgstr for e in messages.catalogue("core", "zh_Hans")} == {"%(n)s day": "", "Unit": "单位"}


def test_check_passes_when_all_is_translated(house, capsys):
    call_command("messages", "--update")
    translate("core")
    translate("customers")
    capsys.readouterr()
    call_command("messages", "--check")
    assert capsys.readouterr().err == ""


def test_check_names_what_is_missing_empty_fuzzy_or_has_other_placeholders(house, capsys):
    call_command("messages", "--update")
    translate("core")
    po = messages.catalogue("core", "zh_Hans")
    po.find("Unit").flags.append("fuzzy")
    po.remove(po.find("Sign out"))
    messages.save(po, "core", "zh_Hans")
    translate("customers", **{"Owner of %(customer)s": "%(client)s 的负责人", "Hello %(name)s": ""})
    po = messages.catalogue("customers", "zh_Hans")
    po.find("Hello %(name)s").msgstr = ""
    messages.save(po, "customers", "zh_Hans")
    with pytest.raises(CommandError, match="4 translations are not complete"):
        call_command("messages", "--check")
    assert sorted(capsys.readouterr().err.strip().splitlines()) == [
        "core zh_Hans: fuzzy: 'Unit'",
        "core zh_Hans: missing: 'Sign out'",
        "customers zh_Hans: not translated: 'Hello %(name)s'",
        "customers zh_Hans: placeholders differ: %(client)s 的负责人: 'Owner of %(customer)s'",
    ]


def test_check_names_what_a_converted_catalogue_has_left_over(house, capsys):
    call_command("messages", "--update")
    translate("core")
    translate("customers")
    call_command("messages", "--hant")
    write(house / "templates" / "base.html", "nothing to say")
    call_command("messages", "--update", "core")
    capsys.readouterr()
    with pytest.raises(CommandError, match="1 translations are not complete"):
        call_command("messages", "--check")
    assert capsys.readouterr().err.strip() == "core zh_Hant: not in zh_Hans any more: 'Sign out'"


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ('_("Closed")\n', "'Closed'"),
        ('pgettext("order", "Closed")\n', "'Closed' (context 'order')"),
        ('ngettext("Closed", "%(n)s closed", 2)\n', "'Closed'"),
    ],
    ids=["plain", "with a context", "with a plural"],
)
def test_check_refuses_a_msgid_with_two_translations(house, capsys, monkeypatch, code, named):
    monkeypatch.setattr(messages, "rooms", lambda: ["core", "customers", "orders"])
    for room in ("customers", "orders"):
        write(house / room / "views.py", code)
    call_command("messages", "--update")
    translate("core")
    translate("customers", Closed="已关闭%(n)s" if "ngettext" in code else "已关闭")
    translate("orders", Closed="已完成%(n)s" if "ngettext" in code else "已完成")
    capsys.readouterr()
    with pytest.raises(CommandError, match="1 translations are not complete"):
        call_command("messages", "--check", "core")
    said = capsys.readouterr().err.strip()
    assert f"several translations, give it a context: {named}: customers 已关闭" in said
    assert "orders 已完成" in said


def test_check_allows_a_msgid_two_meanings_in_two_contexts(house, capsys):
    write(house / "customers" / "views.py", '_("Closed")\npgettext("order", "Closed")\n')
    call_command("messages", "--update")
    translate("core")
    translate("customers")
    po = messages.catalogue("customers", "zh_Hans")
    po.find("Closed", msgctxt="order").msgstr = "已完成"
    messages.save(po, "customers", "zh_Hans")
    call_command("messages", "--check")


@pytest.mark.parametrize("language", messages.CHECKED)
def test_no_msgid_of_the_product_has_two_translations(language):
    assert [(context, msgid, texts) for context, msgid, texts in messages.conflicts(language)] == []


def test_traditional_script_is_converted_and_what_was_written_by_hand_stays(house):
    call_command("messages", "--update")
    translate("core", Unit="单位", **{"Sign out": "退出登录"})
    call_command("messages", "--hant", "core")
    po = messages.catalogue("core", "zh_Hant")
    assert po.find("Unit").msgstr == "單位"
    po.find("Sign out").msgstr, po.find("Sign out").tcomment = "登出", messages.BY_HAND
    messages.save(po, "core", "zh_Hant")
    call_command("messages", "--hant", "core")
    assert messages.catalogue("core", "zh_Hant").find("Sign out").msgstr == "登出"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("已通过", "已通過"),
        ("已确认的订单只能通过批准的订单变更取消。", "已確認的訂單只能通過批准的訂單變更取消。"),
        ("类型", "類型"),
        ("单据只显示一次", "單據只顯示一次"),
        ("会签，须全部同意", "會簽，須全部同意"),
        ("冲红后余额", "沖紅後餘額"),
        ("第 %(n)s 周，下周一", "第 %(n)s 週，下週一"),
        ("编制报价单并发给客户", "編製報價單並發給客戶"),
        ("可查看双方并合并", "可查看雙方並合併"),
        ("用户、网络、信息、数据、默认、文件", "用戶、網絡、信息、數據、默認、文件"),
        ("干部复核头发，发票开具里程", "幹部複核頭髮，發票開具里程"),
    ],
)
def test_traditional_script_changes_characters_and_no_words(simplified, traditional):
    assert converter()(simplified) == traditional


def test_no_traditional_catalogue_holds_another_word_than_the_simplified_one():
    """Character for character: a word of another region would have another length or another reading back."""
    back = OpenCC("t2s").convert
    apart = []
    for room in messages.rooms():
        simplified = {messages.key(entry): entry.msgstr for entry in messages.catalogue(room, "zh_Hans")}
        for entry in messages.catalogue(room, "zh_Hant"):
            if messages.BY_HAND not in entry.tcomment and back(entry.msgstr) != back(simplified[messages.key(entry)]):
                apart.append((room, entry.msgstr))
    assert apart == []


def test_a_room_that_does_not_exist_is_refused(house):
    with pytest.raises(CommandError, match="No such app: stock"):
        call_command("messages", "--check", "stock")


def test_a_catalogue_is_valid_for_gettext(house):
    call_command("messages", "--update", "core")
    assert (
        polib.pofile(str(messages.catalogue_path("core", "zh_Hans"))).metadata["Plural-Forms"]
        == "nplurals=1; plural=0;"
    )
