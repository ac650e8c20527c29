"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "demand": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a, A a",
        Role.GM: "R a, A a",
        Role.FIN: "R a",
        Role.PLN: "R a",
    },
}
