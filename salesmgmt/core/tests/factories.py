"""People for the tests of every app: one small company with one user per role."""

from types import SimpleNamespace

import factory
from django.db import connection
from django.utils import timezone

from salesmgmt.core.domain import imports
from salesmgmt.core.models import Substitute, Unit, User
from salesmgmt.core.permissions import Role

# code: (kind, parent)
UNITS = {
    "company": (Unit.Kind.COMPANY, None),
    "east": (Unit.Kind.REGION, "company"),
    "team1": (Unit.Kind.TEAM, "east"),
    "team2": (Unit.Kind.TEAM, "east"),
    "west": (Unit.Kind.REGION, "company"),
    "team3": (Unit.Kind.TEAM, "west"),
    "departments": (Unit.Kind.DEPARTMENT, "company"),
}

# user name: (role, unit, superior), superiors first
PEOPLE = {
    "gm": (Role.GM, "company", None),
    "director": (Role.DIR, "company", "gm"),
    "manager": (Role.MGR, "east", "director"),
    "manager2": (Role.MGR, "west", "director"),
    "supervisor": (Role.SUP, "team1", "manager"),
    "supervisor2": (Role.SUP, "team2", "manager"),
    "rep1": (Role.REP, "team1", "supervisor"),
    "rep2": (Role.REP, "team2", "supervisor2"),
    "rep3": (Role.REP, "team3", "manager2"),
    "finance": (Role.FIN, "departments", "gm"),
    "legal": (Role.LEG, "departments", "gm"),
    "technical": (Role.TEC, "departments", "gm"),
    "quality": (Role.QA, "departments", "gm"),
    "production": (Role.PROD, "departments", "gm"),
    "purchasing": (Role.PUR, "departments", "gm"),
    "logistics": (Role.LOG, "departments", "gm"),
    "warehouse": (Role.WH, "departments", "gm"),
    "planner": (Role.PLN, "departments", "gm"),
    "contracts": (Role.CMG, "departments", "gm"),
    "service": (Role.SVC, "departments", "gm"),
    "admin": (Role.ADM, "departments", "gm"),
}


class UnitFactory(factory.django.DjangoModelFactory):
    """A unit with its path, as the administrator's page makes it."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Unit {n}")
    code = factory.Sequence(lambda n: f"U{n}")
    kind = Unit.Kind.TEAM

    @factory.post_generation
    def set_path(unit, create, extracted, **kwargs):
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])


class UserFactory(factory.django.DjangoModelFactory):
    """``UserFactory(roles=[Role.REP], unit=..., superior=...)``; a person who logs in by ``client.force_login``."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.LazyAttribute(lambda user: user.username.capitalize())
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")
    roles = factory.LazyFunction(lambda: [Role.REP])


def stand_in(person, by, day=None, *, confirmed=True):
    """``by`` substitutes ``person`` on one day, today by default, confirmed by the person himself."""
    day = day or timezone.localdate()
    by_whom = {"confirmed_by": person, "confirmed_at": timezone.now()} if confirmed else {}
    return Substitute.objects.create(person=person, substitute=by, valid_from=day, valid_to=day, **by_whom)


def _next_ids(model, number):
    """So many new primary keys, so that all rows go into the database at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [pk for (pk,) in cursor.fetchall()]


def company():
    """Two regions, three teams and one user per role, as attributes: ``people.rep1``, ``people.units.team1``.

    rep1 and rep2 are of two teams of one region; rep3 belongs to the other region. Superiors: rep, supervisor,
    manager, director, gm.
    """
    units = {}
    for pk, (code, (kind, parent)) in zip(_next_ids(Unit, len(UNITS)), UNITS.items(), strict=True):
        above = units.get(parent)
        path = f"{above.path if above else '/'}{pk}/"
        units[code] = Unit(pk=pk, code=code, name=code.capitalize(), kind=kind, parent=above, path=path)
    Unit.objects.bulk_create(units.values())
    people = {}
    for pk, (name, (role, unit, superior)) in zip(_next_ids(User, len(PEOPLE)), PEOPLE.items(), strict=True):
        people[name] = User(
            pk=pk,
            username=name,
            name=name.capitalize(),
            email=f"{name}@example.com",
            roles=[str(role)],
            unit=units[unit],
            superior=people.get(superior),
        )
    User.objects.bulk_create(people.values())
    return SimpleNamespace(units=SimpleNamespace(**units), **people)


def received(user, kind, uploaded):
    """An uploaded file of an import that the worker has read."""
    return imports.run(imports.receive(user, kind, uploaded).pk)
