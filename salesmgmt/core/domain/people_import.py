"""Units and people from a sheet. New accounts have no password: each person gets a link that works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.domain.people import create_unit, create_user, update_unit, update_user
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Unit, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


UNIT_FIELDS = ("name", "kind")
PERSON_FIELDS = ("name", "email", "mobile", "roles")


def import_units(rows: list, user: User, update: bool, progress: Callable) -> dict:
    """Units by their code, above before below, in whatever order the sheet has them (TEAM-01). All rows or RowErrors."""
    problems = _twice(rows, "code", _("the code stands in row %(row)d already"))
    known = {unit.code: unit for unit in Unit.objects.all()}
    codes = {values["code"] for _number, values in rows} | set(known)
    for number, values in rows:
        if values["parent"] and values["parent"] not in codes:
            problems[number] = _("there is no unit with the code “%(code)s”") % {"code": values["parent"]}
    if problems:
        raise RowErrors(problems)
    outcomes = {}
    for done, (number, values) in enumerate(_parents_first(rows, set(known)), 1):
        try:
            outcomes[number] = _import_unit(values, known, user, update)
        except (BusinessError, PermissionDenied) as refusal:
            problems[number] = str(refusal)
        progress(done)
    if problems:
        raise RowErrors(problems)
    return outcomes


def _twice(rows: list, name: str, words: str) -> dict:
    """{row: reason} of the rows whose key stands in an earlier row."""
    first: dict = {}
    return {
        number: words % {"row": row}
        for number, values in rows
        if (row := first.setdefault(values[name].lower(), number)) != number
    }


def _parents_first(rows: list, known: set[str]) -> list:
    """The rows so that a unit stands after the one it lies in; RowErrors for units that lie in one another."""
    left, there, ordered = list(rows), set(known), []
    while left:
        ready = [row for row in left if not row[1]["parent"] or row[1]["parent"] in there]
        if not ready:
            raise RowErrors(dict.fromkeys((number for number, _values in left), _("These units lie in one another.")))
        ordered += ready
        there |= {values["code"] for _number, values in ready}
        left = [row for row in left if row not in ready]
    return ordered


def _import_unit(values: dict, known: dict, user: User, update: bool) -> str:
    unit = known.get(values["code"])
    fields = {name: values[name] for name in UNIT_FIELDS}
    if unit is None:
        parent = known[values["parent"]] if values["parent"] else _top(known)
        known[values["code"]] = create_unit(user, code=values["code"], parent=parent, **fields)
        return CREATED
    if values["parent"]:
        fields["parent"] = known[values["parent"]]
    differing = {name: value for name, value in fields.items() if getattr(unit, name) != value}
    if not differing or not update:
        return UNCHANGED
    known[values["code"]] = update_unit(unit.pk, user, **differing)
    return UPDATED


def _top(known: dict) -> Unit:
    """Where no unit above is named: below the company, or as the company itself."""
    return next((unit for unit in known.values() if unit.kind == Unit.Kind.COMPANY and unit.parent_id is None), None)


def import_people(rows: list, user: User, update: bool, progress: Callable) -> dict:
    """People by their user name with unit, superior and roles (TEAM-01); superiors may stand further down.

    All rows or RowErrors. First the accounts, then who is whose superior, so that nobody has to sort the sheet.
    """
    problems = _twice(rows, "username", _("the user name stands in row %(row)d already"))
    names = {values["username"].lower() for _number, values in rows}
    people = {person.username.lower(): person for person in User.objects.all()}
    units = {key: unit for unit in Unit.objects.filter(is_active=True) for key in (unit.name, unit.code)}
    for number, values in rows:
        reasons = list(_problems_of(values, names, people, units))
        if reasons and number not in problems:
            problems[number] = "；".join(reasons)
    if problems:
        raise RowErrors(problems)
    outcomes = {}
    for number, values in rows:
        try:
            outcomes[number] = _import_person(values, people, units, user, update)
        except (BusinessError, PermissionDenied) as refusal:
            problems[number] = str(refusal)
    for done, (number, values) in enumerate(rows, 1):
        if number in outcomes:
            try:
                outcomes[number] = _set_superior(values, people, user, update, outcomes[number])
            except (BusinessError, PermissionDenied) as refusal:
                problems[number] = str(refusal)
        progress(done)
    if problems:
        raise RowErrors(problems)
    return outcomes


def _problems_of(values: dict, names: set[str], people: dict, units: dict) -> Iterator:
    """What is wrong with a row, in plain words."""
    try:
        UnicodeUsernameValidator()(values["username"])
        if values["email"]:
            validate_email(values["email"])
    except ValidationError as wrong:
        yield " ".join(wrong.messages)
    if values["unit"] and values["unit"] not in units:
        yield _("there is no unit “%(name)s”") % {"name": values["unit"]}
    superior = values["superior"].lower()
    if superior and superior not in names and superior not in people:
        yield _("there is nobody with the user name “%(name)s”, who is to be the superior") % {
            "name": values["superior"]
        }


def _import_person(values: dict, people: dict, units: dict, user: User, update: bool) -> str:
    person = people.get(values["username"].lower())
    fields = {name: values[name] for name in PERSON_FIELDS if values[name]}
    if values["unit"]:
        fields["unit"] = units[values["unit"]]
    if person is None:
        people[values["username"].lower()] = create_user(user, username=values["username"], **fields)
        return CREATED
    differing = {name: value for name, value in fields.items() if _plain(getattr(person, name)) != _plain(value)}
    if not differing or not update:
        return UNCHANGED
    people[values["username"].lower()] = update_user(person.pk, user, **differing)
    return UPDATED


def _plain(value: list[str] | str) -> list[str] | str:
    return sorted(value) if isinstance(value, list) else value


def _set_superior(values: dict, people: dict, user: User, update: bool, outcome: str) -> str:
    """Of a new account always, of one that was there where existing records may be changed."""
    superior = people[values["superior"].lower()] if values["superior"] else None
    person = people[values["username"].lower()]
    if superior is None or person.superior_id == superior.pk or (outcome == UNCHANGED and not update):
        return outcome
    people[values["username"].lower()] = update_user(person.pk, user, superior=superior)
    return CREATED if outcome == CREATED else UPDATED
