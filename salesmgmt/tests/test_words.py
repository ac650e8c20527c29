"""What is stored is a key; what is shown is in the language of whoever reads it, on every document."""

import ast
import re
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module

import django_filters
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.template import Context, Template
from django.urls import get_resolver
from django.utils import translation

from customers.lead.models import LeadAssessment
from customers.visit.models import VisitReport
from salesmgmt.core import audit, change_words, words
from salesmgmt.core.domain import import_columns, import_specs
from salesmgmt.core.domain.attachments import add
from salesmgmt.core.models import Attachment, CompanyProfile, Unit, User
from salesmgmt.core.models.attachment import label_of_kind
from salesmgmt.core.money import MoneyField
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_attachments import upload
from salesmgmt.core.web.filters import BaseFilterSet
from salesmgmt.tests.test_layers import APPS, ROOT, files
from salesmgmt.tests.test_test_laws import name_of

OURS = ("core", "customers", "pricing", "contracts", "orders", "performance")
CHINESE = re.compile("[\u4e00-\u9fff]")
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]
WITH_KINDS = [model for model in MODELS if isinstance(getattr(model, "ATTACHMENT_KINDS", None), tuple)]


@pytest.mark.parametrize("model", WITH_KINDS, ids=lambda model: model._meta.label)
def test_kinds_of_attachments_are_stored_as_keys_and_shown_in_words(model):
    for key, label in model.ATTACHMENT_KINDS:
        assert re.fullmatch("[a-z_]+", key)
        with translation.override("zh-hans"):
            assert label_of_kind(model, key) == str(label)
            assert CHINESE.search(str(label))


@pytest.mark.parametrize(
    ("stored", "chinese", "english"),
    [
        ("Signed delivery note", "签收的送货单", "Signed delivery note"),
        ("Technical agreement", "技术协议", "Technical agreement"),
        ("Sample confirmation", "样品确认单", "Sample confirmation"),
        ("设计方案", "设计方案", "设计方案"),
        ("", "", ""),
    ],
)
def test_a_kind_that_an_act_gives_is_translated_and_a_part_of_a_template_is_not(stored, chinese, english):
    with translation.override("zh-hans"):
        assert label_of_kind(None, stored) == chinese
    with translation.override("en"):
        assert label_of_kind(None, stored) == english


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("Photo: gate.jpg", "照片：gate.jpg"),
        ("Nobody knows: gate.jpg", "Nobody knows: gate.jpg"),
        ("The terms were changed.", "条款已修改。"),
        ("客户电话：13800000000", "客户电话：13800000000"),
        ("", ""),
    ],
)
def test_a_remark_of_the_program_is_read_in_the_readers_language_and_what_people_typed_stays(stored, read):
    with translation.override("zh-hans"):
        assert words.read(stored) == read


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "stored", "key"),
    [
        ("customers.serviceticket", "('photo', '照片')", "photo"),
        ("customers.complaint", "('letter', '客戶來函')", "letter"),
        ("customers.visit", "现场照片", "site_photo"),
        ("customers.visit", "會議紀要", "minutes"),
        ("customers.samplerequest", "sample confirmation", "sample_confirmation"),
        ("customers.lead", "样品确认", "Sample confirmation"),
        ("orders.deliverynote", "签收的送货单", "Signed delivery note"),
        ("contracts.contract", "技术协议", "Technical agreement"),
        ("customers.solution", "技术协议", "技术协议"),
        ("contracts.contract", "('other", "('other"),
    ],
)
def test_what_was_stored_as_a_tuple_or_in_words_becomes_its_key(model, stored, key):
    person = company().rep1
    kind = ContentType.objects.get_for_model(apps.get_model(model))
    file = add(person, upload(), person, stored)
    Attachment.objects.filter(pk=file.pk).update(content_type=kind)
    import_module("salesmgmt.core.migrations.0009_attachment_kinds").keep_keys(apps, None)
    assert Attachment.objects.get(pk=file.pk).kind == key


# What the course of a document may name: the documents, their lines, what belongs to them one to one, people and units.
DOCUMENTS = [model for model in MODELS if hasattr(model, "KIND") and not model._meta.abstract]
LINES = {
    model._meta.get_field(relation).related_model
    for model in DOCUMENTS
    for relation in getattr(model, "SNAPSHOT_LINES", ())
}
PARTS = {each.related_model for model in DOCUMENTS for each in model._meta.related_objects if each.one_to_one}
AUDITED = [*DOCUMENTS, *sorted(LINES | (PARTS & {LeadAssessment, VisitReport}), key=str), User, Unit, CompanyProfile]


def audited_fields(model):
    """What an edit may change: not the key, not the document that a line or a part belongs to."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    if model in LINES | PARTS:
        fields = [field for field in fields if field.related_model not in DOCUMENTS]
    return [field for field in fields if field.name not in audit.TECHNICAL and not isinstance(field, audit.NOT_TEXT)]


def example_of(field):
    """``(stored value, what a Chinese reader reads)``."""
    choices = getattr(getattr(field, "base_field", field), "flatchoices", None)
    if choices:
        keys = [key for key, _label in choices if key != ""][: 2 if hasattr(field, "base_field") else 1]
        return audit.as_text(keys if len(keys) > 1 else keys[0]), "、".join(str(dict(choices)[key]) for key in keys)
    if isinstance(field, models.DateTimeField):
        return audit.as_text(datetime(2026, 1, 5, 18, 30, tzinfo=UTC)), "2026-01-06 02:30"
    if isinstance(field, models.BooleanField):
        return audit.as_text(True), "是"
    if isinstance(field, MoneyField):
        return audit.as_text(Decimal("1234.50")), "1,234.50"
    if isinstance(field, models.DecimalField):
        return audit.as_text(Decimal("1200.000000")), "1,200"
    return "as stored", "as stored"


@pytest.mark.parametrize("model", AUDITED, ids=lambda model: model._meta.label)
def test_every_field_of_every_document_is_read_with_its_label_its_choice_and_local_time(model):
    """DOC-04: "what changed" in the reader's language, whichever field of whichever document it is."""
    with translation.override("zh-hans"):
        for field in audited_fields(model):
            stored, shown = example_of(field)
            for name in {field.name, field.attname}:
                [(label, old, new)] = change_words.in_words(model, {name: ["", stored]})
                assert CHINESE.search(label), f"{model._meta.label}.{field.name} has no Chinese name: {label}"
                assert (label, old, new) == (str(field.verbose_name), "", shown), f"{model._meta.label}.{field.name}"


@pytest.mark.parametrize(
    ("model", "name", "pair", "shown"),
    [
        ("orders.order", "lines 2", ["", "曲轴 × 20.00"], ("第 2 行", "", "曲轴 × 20.00")),
        ("pricing.quote", "lines 2 price", ["158.0000", "157.0000"], ("第 2 行 含税单价", "158.00", "157.00")),
        ("contracts.contract", "1", ["a", "b"], ("第 1 行", "a", "b")),
        ("orders.order", "曲轴: due_date", ["2026-01-05", ""], ("曲轴：交货日期", "2026-01-05", "")),
        ("customers.customer", "contacts", ["", "王工"], ("联系人", "", "王工")),
        ("customers.customer", "product categories", ["", "锻件"], ("产品类别", "", "锻件")),
        ("customers.campaign", "invitations status", ["invited", "attended"], ("答复", "已邀请", "已参加")),
        ("customers.customerevaluation", "scores 3 value", ["1.00", "2.50"], ("评分 3 实际情况", "1", "2.5")),
        ("customers.lead", "credit_standing", ["", "high"], ("信誉状况", "", "高")),
        ("pricing.pricelist", "DJ-001", ["110.00", "108.50"], ("DJ-001", "110.00", "108.50")),
        ("orders.planrelease", "departments", ["['pur', 'qa']", "prod"], ("下达部门", "采购、品质部", "生产部")),
        ("core.user", "is_active", ["True", "False"], ("启用", "是", "否")),
    ],
)
def test_names_of_lines_parts_and_criteria_are_read_in_words(model, name, pair, shown):
    with translation.override("zh-hans"):
        assert change_words.in_words(apps.get_model(model), {name: pair}) == [shown]


def test_a_value_that_was_stored_in_words_before_is_no_change_to_its_key():
    """Rounds opened before keys were stored hold the words."""
    with translation.override("zh-hans"):
        assert change_words.in_words(apps.get_model("orders.order"), {"kind": ["合同供货", "contract"]}) == []


CHOSEN = [
    (spec.kind, column, key, label)
    for spec in import_specs.all_specs()
    for column in spec.columns
    for key, label in getattr(column.parse, "labels", {}).items()
]


@pytest.mark.parametrize(("kind", "column", "key", "label"), CHOSEN, ids=lambda each: getattr(each, "name", str(each)))
def test_the_check_of_every_import_shows_labels_instead_of_keys(kind, column, key, label):
    with translation.override("zh-hans"):
        assert column.in_words(key) == str(label) != key
        assert CHINESE.search(column.in_words(key)), f"{kind}: {column.name} shows {key}"


TELLING = {"notify", "notify_roles", "notify_department", "open_task", "open_tasks", "tell_departments"}
AT_ONCE = {"_", "gettext", "ngettext", "pgettext"}


def words_said_at_once(tree):
    """Sentences translated where somebody is told, in the language of who acts or of the clock."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func) in TELLING:
            later = {id(word) for each in ast.walk(node) if isinstance(each, ast.Lambda) for word in ast.walk(each)}
            for word in ast.walk(node):
                if isinstance(word, ast.Call) and name_of(word.func) in AT_ONCE and id(word) not in later:
                    yield word.lineno


def test_who_is_told_reads_his_own_language_because_the_sentence_is_a_function():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for app in APPS
        for path in files(app)
        for line in words_said_at_once(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("notify([a], _('Done'))", [1]),
        ("open_tasks(K, [(r, r.owner, _('Late: %s') % r) for r in rows])", [1]),
        ("notify([a], lambda: _('Done'))", []),
        ("open_tasks(K, [(r, r.owner, lambda r=r: _('Late: %s') % r) for r in rows])", []),
    ],
)
def test_a_sentence_said_at_once_is_seen(code, lines):
    assert list(words_said_at_once(ast.parse(code))) == lines


def test_the_check_of_an_import_writes_amounts_as_amounts():
    money = import_specs.ImportColumn("amount", "Amount", parse=import_columns.amount())
    assert money.in_words(Decimal("1234.5")) == "1,234.50"
    assert money.in_words(Decimal("-0.05")) == "-0.05"
    plain = import_specs.ImportColumn("quantity", "Quantity", parse=import_columns.whole_number)
    assert plain.in_words(1234) == "1234"


def kinds_under(cls):
    for each in cls.__subclasses__():
        yield each
        yield from kinds_under(each)


@pytest.mark.django_db
def test_every_yes_or_no_filter_offers_all_yes_and_no():
    """A filter that offers a dash and one word is read by nobody."""
    assert get_resolver().url_patterns  # the pages bring their filters along
    wrong = []
    with translation.override("zh-hans"):
        for kind in set(kinds_under(BaseFilterSet)):
            if kind._meta.model is None:
                continue
            for name, each in kind(None, kind._meta.model._default_manager.all(), user=User()).filters.items():
                if isinstance(each, django_filters.BooleanFilter):
                    shown = [str(label) for _value, label in each.field.widget.choices]
                    wrong += [] if shown == ["全部", "是", "否"] else [f"{kind.__name__}.{name}: {shown}"]
    assert wrong == []


HALF_WIDTH = re.compile(r"(\{% translate [^%]*%\}|\{\{ *[\w.]*(label|name) *\}\})(</\w+>)?:(</\w+>)? ")


def test_no_template_writes_a_half_width_colon_after_a_word():
    """Between a label and its value stands {% colon %}; a sentence with its colon is one message of the catalogue."""
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = re.sub(r"\{% blocktrans.*?endblocktrans\w* %\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in HALF_WIDTH.finditer(text)]
    assert found == []


def test_the_colon_after_a_label_is_of_the_readers_script():
    shown = {}
    for language in ("en", "zh-hans", "zh-hant"):
        with translation.override(language):
            shown[language] = Template("{% load salesmgmt %}{{ label }}{% colon %}1").render(Context({"label": "A"}))
    assert shown == {"en": "A: 1", "zh-hans": "A：1", "zh-hant": "A：1"}


@pytest.mark.parametrize(
    ("label", "shown"),
    [("销售经理", "销售经理：同意"), ("金额（元）", "金额（元）：同意"), ("Tax no.", "Tax no.: 同意"), ("", ": 同意")],
)
def test_a_remark_stands_behind_a_colon_of_the_script_of_its_label(label, shown):
    assert words.beside(label, "同意") == shown
