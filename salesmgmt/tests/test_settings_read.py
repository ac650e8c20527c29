"""What the settings promise: whoever changes one changes what the program does."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse

from salesmgmt.core.models import SettingValue
from salesmgmt.core.settings_register import BY_NAME, NOT_READ_YET, REGISTER, shown
from salesmgmt.core.tests.factories import company

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["salesmgmt/core", "customers", "pricing", "contracts", "orders", "performance"]
NOT_THE_PROGRAM = re.compile(r"(^|/)(tests|migrations)/|(^|/)(conftest|demo\w*)\.py$")
# What the program calls the values of the register where they are handed on.
HANDED_ON = {"policy", "rules", "limits"}


def is_policy(node):
    """``policy()``, ``settings.policy()`` or the name under which a function was handed its result."""
    if isinstance(node, ast.Call):
        called = node.func
        return (called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")) == "policy"
    return isinstance(node, ast.Name) and node.id in HANDED_ON


def read_in(tree):
    """Names read of the register: ``policy().name`` or ``getattr(policy(), "name")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_policy(node.value):
            yield node.attr
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr" and is_policy(node.args[0]):
            yield getattr(node.args[1], "value", "")


def program():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if not NOT_THE_PROGRAM.search(path.relative_to(ROOT).as_posix()):
                yield ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read():
    return {name for tree in program() for name in read_in(tree)} & set(BY_NAME)


def test_every_setting_shown_is_read_by_the_program_and_none_that_is_hidden(read):
    assert {setting.name for setting in shown()} - read == set()
    assert NOT_READ_YET & read == set()


def test_the_hidden_ones_are_of_the_register():
    assert NOT_READ_YET - set(BY_NAME) == set()
    assert len(shown()) + len(NOT_READ_YET) == len(REGISTER)


def test_a_read_is_recognised_by_attribute_and_by_name():
    source = 'a = policy().one; b = register.policy().two; c = getattr(rules, "three"); d = customer.four; "five"'
    assert set(read_in(ast.parse(source))) == {"one", "two", "three"}


@pytest.mark.django_db
def test_the_pages_show_exactly_the_settings_that_are_read(client):
    client.force_login(company().admin)
    found = set()
    for group in {setting.group for setting in shown()}:
        page = client.get(reverse("settings"), {"group": group}).content.decode()
        found |= set(re.findall(r'name="seen-(\w+)"', page))
    assert found == {setting.name for setting in shown()} - {"profile"}


@pytest.mark.django_db
def test_a_group_without_a_setting_that_is_read_is_no_page_and_a_hidden_setting_has_no_history(client):
    client.force_login(company().admin)
    hidden = {setting.group for setting in REGISTER} - {setting.group for setting in shown()}
    page = client.get(reverse("settings")).content.decode()
    assert [group for group in hidden if f"group={group}" in page] == []
    assert {client.get(reverse("settings"), {"group": group}).status_code for group in [*hidden, "x"]} == {404}
    assert {client.get(reverse("setting-history", args=[name])).status_code for name in NOT_READ_YET} <= {404}


@pytest.mark.django_db
def test_a_hidden_setting_is_not_changed_by_a_form_made_by_hand(client):
    client.force_login(company().admin)
    for name in NOT_READ_YET:
        address = f"{reverse('settings')}?group={BY_NAME[name].group}"
        client.post(address, {f"seen-{name}": '"5"', name: "7"})
    assert SettingValue.objects.count() == 0
