"""Who may do what: the 17 roles and the permission matrix of docs/roles.md, as data; a test compares the two cell by cell.

A cell lists verbs and, after them, the scope they hold in: ``CRU o, E a``. Verbs: C create, R read, U edit, A decide,
E export, and words of their own (assign, reassign, submit, severity ...). Scopes: o own, t team, g region, a all,
r routed to the role or the person. A cell without a scope letter means all. ``-`` is nothing.
Where a source names nobody, the matrix takes the narrower choice (002-1 §5.3). The administrator approves nothing.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
# Widest first, except r, which is asked document by document.
SCOPE_ORDER = "agto"

SALES_ROLES = frozenset({Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM})
DEPARTMENT_ROLES = frozenset(
    {Role.FIN, Role.LEG, Role.TEC, Role.QA, Role.PROD, Role.PUR, Role.LOG, Role.WH, Role.PLN, Role.CMG, Role.SVC}
)
# Roles that read documents without prices (roles.md, row-level rule 3; 002-1 §5.3).
PRICE_ROLES = SALES_ROLES | {Role.FIN, Role.LEG, Role.CMG}
# pricing.view_cost: cost, margin, price floors (SEC-03).
COST_ROLES = frozenset({Role.MGR, Role.DIR, Role.GM, Role.FIN})

COLUMNS = [role.name for role in Role]

TABLE = """
object           | REP              | SUP             | MGR                  | DIR            | GM    | FIN         | LEG   | TEC | QA              | PROD  | PUR   | LOG     | WH    | PLN | CMG   | SVC    | ADM
lead             | CRU o, convert o | CRU t, assign t | R g, assign g, E g   | R a, E a       | R a   | -           | -     | -   | -               | -     | -     | -       | -     | -   | -     | C      | -
opportunity      | CRU o            | CRU t, assign t | R g, assign g, E g   | R a, E a       | R a   | -           | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
customer         | CRU o | R t | RU g, reassign g, merge g, E g | RU a, reassign a, merge a, E a | R a | CR a, E a | R r | - | - | - | - | - | - | - | - | R a | -
task             | RU o             | U o, R t        | U o, R g             | U o, R a       | U o, R a | RU o     | RU o  | RU o | RU o           | RU o  | RU o  | RU o    | RU o  | RU o | RU o | RU o   | RU o
visit            | CRU o            | R t             | CRU g                | CRU a          | R a   | -           | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
follow_up        | CRU o | R t | R g | R a | R a | - | - | - | - | - | - | - | - | - | - | - | -
campaign         | R a | R a | CRU a | R a, A a | R a | R a | - | - | - | - | - | - | - | - | - | - | -
festival         | -                | -               | -                    | CRU            | -     | -           | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | CRU
evaluation       | CRU o, submit o  | R t             | R g, A g             | R a, A a       | R a, A a | R a      | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
complaint        | CRU o | CRU t | RU g, severity g, E g | R a, E a | R a, E a | - | - | R r | RU r, severity r | R r | - | - | - | - | - | CRU a | -
ticket           | CRU o | CRU t | RU g | R a | R a | - | - | R r | RU r | R r | - | - | - | - | - | CRU a | -
survey           | R o              | R t             | CRU g, E g           | CRU a, E a     | R a   | -           | -     | -   | R a             | -     | -     | -       | -     | -   | -     | CRU a  | -
quality_report   | CRU o            | CRU t           | RU g                 | R a            | R a   | -           | -     | R a | R a             | R a   | -     | -       | -     | -   | -     | CRU a  | -
quality_opinion  | CRU o            | CRU t           | RU g, E g            | R a, E a       | R a   | -           | -     | RU r | RU r           | RU r  | RU r  | RU r    | -     | -   | -     | CRU a  | -
product_info     | R a              | R a             | CRU a                | CRU a          | R a   | -           | -     | CRU a | R a           | R a   | -     | -       | -     | -   | -     | CRU a  | -
sample_request   | CRU o            | R t             | R g, A g             | R a, A a       | R a   | -           | -     | R r | R r             | R r   | -     | -       | -     | R a | -     | CRU a  | -
research         | CRU o | CRU t | R g, review g | R a | R a | - | - | - | - | - | - | - | - | - | - | - | -
intelligence     | CRU o            | CRU t           | CRU g                | RU a           | R a   | -           | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
strategy         | -                | -               | CRU g                | CRU a, A a     | R a, A a | -        | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
price            | R                | R               | CRU                  | CRU            | RA    | R           | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
cost             | -                | -               | RU a                 | RU a           | R a   | R a         | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
price_adjustment | CRU o | CRU t | RA | R | R | R a | - | - | - | - | - | - | - | - | - | - | -
quote            | CRU o | R t | CRU g, A g | R a, A a | R a | R a | - | - | - | - | - | - | - | - | - | - | -
special_discount | CRU o | R t | R g, A g | R a, A a | R a | - | - | - | - | - | - | - | - | - | - | - | -
contract         | CRU o            | R t             | R g, A g             | R a, A a       | R a, A a | R a, remark a | R a, A r | R r, A r | R r, A r   | R r, A r | -  | -       | -     | -   | R a, file a | -  | -
amendment        | CRU o            | R t             | R g, A g             | R a, A a       | R a, A a | R a      | R a, A r | R r, A r | R r, A r   | CR r, A r | - | -      | -     | -   | R a   | -      | -
termination      | CRU o            | R t             | R g, A g             | R a            | R a, A a | R a      | R a   | -   | -               | -     | -     | -       | -     | -   | R a   | -      | -
demand           | CRU o            | R t             | R g                  | R a, A a       | R a, A a | R a      | -     | -   | -               | -     | -     | -       | -     | R a | -     | -      | -
order            | CRU o | R t | R g, A g | R a | R a | R a | - | - | - | R r | R r | R r | R r | R a | - | - | -
order_change     | CRU o            | R t             | R g, A g             | R a            | R a   | -           | -     | -   | -               | R r, opinion r | R r, opinion r | R r, opinion r | - | R a | - | - | -
plan_release     | CRU o            | R t             | R g                  | R a, A a       | R a, A a | -        | -     | -   | R r             | R r   | R r   | R r     | R r   | R a | -     | -      | -
production       | R o              | R t             | R g                  | R a            | R a   | -           | -     | -   | R r             | CRU r | CRU r | -       | -     | R a | -     | -      | -
inspection       | R o              | R t             | R g                  | R a            | R a   | -           | -     | -   | CRU r, A r      | R r   | -     | -       | R r   | R a | -     | -      | -
delivery         | CRU o            | R t             | R g                  | R a            | R a   | R a         | -     | -   | -               | -     | -     | CRU r, ship r | R r, A r | - | - | -    | -
return           | CRU o            | R t             | R g                  | R a            | R a   | R a, credit a | -   | -   | R r, A r        | -     | -     | -       | R r, receive r | - | - | -   | -
invoice          | R o              | R t             | R g, E g             | R a, E a       | R a, E a | CRU a, E a | -   | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
payment          | CR o             | R t             | R g                  | R a            | R a   | CRU a, A a, E a | - | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
quota            | R o              | R t             | CR g                 | CRU a          | R a, A a | R a      | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | -
settings         | -                | -               | -                    | -              | R     | -           | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | CRU
user             | -                | -               | -                    | -              | R     | -           | -     | -   | -               | -     | -     | -       | -     | -   | -     | -      | CRU
log              | R o | R t | R g | R a | R a | financial a | - | - | - | - | - | - | - | - | - | - | R a
"""


def parse_matrix(table):
    """``{object: {role: {verb: scope letter}}}`` from the text table; a malformed cell raises ValueError."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    if rows[0][1:] != COLUMNS:
        raise ValueError("the matrix header does not list the 17 roles in order")
    matrix = {}
    for name, *cells in rows[1:]:
        if len(cells) != len(COLUMNS):
            raise ValueError(f"matrix row {name} has {len(cells)} cells")
        matrix[name] = {Role[column]: _parse_cell(cell) for column, cell in zip(COLUMNS, cells, strict=True)}
    return matrix


def _parse_cell(cell):
    verbs = {}
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


MATRIX = parse_matrix(TABLE)


def scopes(user, key, verb="R"):
    """The scope letters in which any role of the user gives ``verb`` on ``key``; empty for nobody."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return frozenset(MATRIX[key][Role(role)][verb] for role in user.roles if verb in MATRIX[key][Role(role)])


def may(user, key, verb, *, owner=None, document=None):
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


def may_at_all(user, key, verb):
    """Shows menus and create buttons: the verb in some scope."""
    return bool(scopes(user, key, verb))


def has_standing(user, role):
    """May this person be put in the place of a holder of ``role``: by a transfer or as a substitute (SEC-04)?

    Who holds the role himself, a director or a general manager; among reps and supervisors, who approve nothing,
    everybody of the sales side. The administrator's role stands for none.
    """
    if role in (Role.REP, Role.SUP):
        return user.has_role(*SALES_ROLES)
    return user.has_role(role, Role.DIR, Role.GM)


def may_stand_in(user, person):
    """Has ``user`` the standing of every role of ``person``, so that he may be his substitute (SEC-04)?

    A colleague of the same role needs no substitution in a department, so one department stands in for another. The
    administrator's own role neither gives nor asks for anything here.
    """
    asked = [role for role in person.roles if role != Role.ADM]
    return user.is_active and all(
        has_standing(user, role) or (role in DEPARTMENT_ROLES and user.has_role(*DEPARTMENT_ROLES)) for role in asked
    )


def sees_prices(user):
    """Prices are hidden from departments (docs/roles.md, row-level rule 3)."""
    return bool(PRICE_ROLES & set(user.roles))


def sees_cost(user):
    """Cost, margin and price floors are trade secrets (SEC-03, 002-1 §5.3): ``pricing.view_cost``."""
    return bool(COST_ROLES & set(user.roles))
