"""Who may do what: the 17 roles and the permission matrix of docs/roles.md, as data; a test compares the two cell by cell.
Core keeps the parser and its own rows; the rows of a document stand in ``matrix.py`` of its room.

A cell lists verbs and, after them, the scope they hold in: ``CRU o, E a``. Verbs: C create, R read, U edit, A decide,
E export, and words of their own (assign, reassign, submit, severity ...). Scopes: o own, t team, g region, a all,
r routed to the role or the person. A cell without a scope letter means all. ``-`` is nothing.
Where a source names nobody, the matrix takes the narrower choice (002-1 §5.3). The administrator approves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Role(models.TextChoices):
    REP = "rep", _("Sales representative")
    SUP = "sup", _("Sales supervisor")
    MGR = "mgr", _("Sales manager")
    DIR = "dir", _("Sales director")
    GM = "gm", _("General manager")
    FIN = "fin", _("Finance")
    LEG = "leg", _("Legal")
    TEC = "tec", _("Technical department")
    QA = "qa", _("Quality department")
    PROD = "prod", _("Production department")
    PUR = "pur", _("Purchasing")
    LOG = "log", _("Logistics")
    WH = "wh", _("Warehouse")
    PLN = "pln", _("Planner")
    CMG = "cmg", _("Contract management")
    SVC = "svc", _("Service centre")
    ADM = "adm", _("Administrator")


SCOPES = "otgar"

SALES_ROLES = frozenset({Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM})
DEPARTMENT_ROLES = frozenset(
    {Role.FIN, Role.LEG, Role.TEC, Role.QA, Role.PROD, Role.PUR, Role.LOG, Role.WH, Role.PLN, Role.CMG, Role.SVC}
)
# Roles that read documents without prices (roles.md, row-level rule 3; 002-1 §5.3).
PRICE_ROLES = SALES_ROLES | {Role.FIN, Role.LEG, Role.CMG}
# pricing.view_cost: cost, margin, price floors (SEC-03).
COST_ROLES = frozenset({Role.MGR, Role.DIR, Role.GM, Role.FIN})

# Core's own rows; a room's rows stand in its ``matrix.py``.
ROWS = {
    "task": {
        Role.REP: "RU o",
        Role.SUP: "U o, R t",
        Role.MGR: "U o, R g",
        Role.DIR: "U o, R a",
        Role.GM: "U o, R a",
        Role.FIN: "RU o",
        Role.LEG: "RU o",
        Role.TEC: "RU o",
        Role.QA: "RU o",
        Role.PROD: "RU o",
        Role.PUR: "RU o",
        Role.LOG: "RU o",
        Role.WH: "RU o",
        Role.PLN: "RU o",
        Role.CMG: "RU o",
        Role.SVC: "RU o",
        Role.ADM: "RU o",
    },
    "settings": {
        Role.GM: "R",
        Role.ADM: "CRU",
    },
    "user": {
        Role.GM: "R",
        Role.ADM: "CRU",
    },
    "log": {
        Role.REP: "R o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.FIN: "financial a",
        Role.ADM: "R a",
    },
}


class RoleHolder:
    """Whoever holds these roles. What follows from roles alone is asked of him, and cannot ask for more: who he is, where he
    belongs, what he did."""

    is_authenticated = True

    def __init__(self, roles: tuple[str, ...], is_active: bool) -> None:
        self.roles, self.is_active = roles, is_active

    def has_role(self, *roles: Any) -> bool:
        return any(str(role) in self.roles for role in roles)


def parse_matrix(rows: dict) -> dict:
    """``{object: {role: {verb: scope letter}}}`` of ``{object: {role: cell}}``; ValueError for a malformed cell or role."""
    matrix = {}
    for name, cells in rows.items():
        if unknown := set(cells) - set(Role):
            raise ValueError(f"matrix row {name} names no roles: {unknown}")
        matrix[name] = {role: _parse_cell(cells.get(role, "-")) for role in Role}
    return matrix


def _parse_cell(cell: str) -> dict:
    verbs: dict = {}
    if cell == "-":
        return verbs
    for part in cell.split(","):
        words = part.split()
        scope = words[1] if len(words) == 2 else "a"
        if len(words) > 2 or scope not in SCOPES:
            raise ValueError(f"cannot read matrix cell {cell!r}")
        for verb in words[0] if words[0].isupper() else [words[0]]:
            verbs[verb] = scope
    return verbs


MATRIX = parse_matrix(ROWS)


def add_rows(rows: dict) -> None:
    """Take the rows of one room into the matrix; ValueError for an object that has its row already."""
    if twice := set(rows) & set(MATRIX):
        raise ValueError(f"the matrix has two rows of {twice}")
    MATRIX.update(parse_matrix(rows))


def scopes(user: Any, key: str, verb: str = "R") -> frozenset[str]:
    """The scope letters in which any role of the user gives ``verb`` on ``key``; empty for nobody."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return frozenset(MATRIX[key][Role(role)][verb] for role in user.roles if verb in MATRIX[key][Role(role)])


def may(user: Any, key: str, verb: str, *, owner: Any | None = None, document: Any = None) -> bool:
    """Does any role of the user give ``verb`` on a document of ``owner``? One object; lists use ``visible_to``.

    ``owner`` is the responsible person (a User or None); ``document`` is needed for the scope r (routed).
    """
    granted = scopes(user, key, verb)
    if "a" in granted:
        return True
    if owner is not None and any(owner.pk in user.owner_ids(scope) for scope in granted & set("otg")):
        return True
    if "r" in granted and document is not None:
        return document.is_routed_to(user)
    return False


def _holders(key: str, verb: str) -> str:
    """Who the matrix gives the verb, in the words of the reader."""
    roles = "、".join(str(role.label) for role in Role if verb in MATRIX[key][role])
    return (
        str(_("Those who may do this, each for what is in his charge: %(roles)s.")) % {"roles": roles} if roles else ""
    )


# Made once: a menu asks sixty times for a reason that nobody reads.
_holders_in_words = lazy(_holders, str)


def right_of(key: str, verb: str) -> Any:
    """The reason of a refusal that follows from the matrix alone: which roles have the right. In words when it is shown."""
    return _holders_in_words(key, verb)


def _who_sees(roles: frozenset[Role]) -> str:
    named = "、".join(str(role.label) for role in Role if role in roles)
    return str(_("Prices and amounts stand here. They are seen by: %(roles)s.")) % {"roles": named}


@because(lambda user, key, verb: right_of(key, verb))
def may_at_all(user: Any, key: str, verb: str) -> bool:
    """Shows menus and create buttons: the verb in some scope."""
    return bool(scopes(user, key, verb))


def has_standing(user: Any, role: str) -> bool:
    """May this person be put in the place of a holder of ``role``: by a transfer or as a substitute (SEC-04)?

    Who holds the role himself, a director or a general manager; among reps and supervisors, who approve nothing,
    everybody of the sales side. The administrator's role stands for none.
    """
    if role in (Role.REP, Role.SUP):
        return user.has_role(*SALES_ROLES)
    return user.has_role(role, Role.DIR, Role.GM)


def may_stand_in(user: Any, person: Any) -> bool:
    """Has ``user`` the standing of every role of ``person``, so that he may be his substitute (SEC-04)?

    A colleague of the same role needs no substitution in a department, so one department stands in for another. The
    administrator's own role neither gives nor asks for anything here.
    """
    asked = [role for role in person.roles if role != Role.ADM]
    return user.is_active and all(
        has_standing(user, role) or (role in DEPARTMENT_ROLES and user.has_role(*DEPARTMENT_ROLES)) for role in asked
    )


@because(lazy(_who_sees, str)(PRICE_ROLES))
def sees_prices(user: Any) -> bool:
    """Prices are hidden from departments (docs/roles.md, row-level rule 3)."""
    return bool(PRICE_ROLES & set(user.roles))


def sees_cost(user: Any) -> bool:
    """Cost, margin and price floors are trade secrets (SEC-03, 002-1 §5.3): ``pricing.view_cost``."""
    return bool(COST_ROLES & set(user.roles))


def reads(key: str) -> Callable:
    """can(user) of menus and cards: the matrix lets this person read such documents somewhere."""
    return lambda user: may_at_all(user, key, "R")


def has(*roles: Any) -> Callable:
    return lambda user: user.has_role(*roles)
