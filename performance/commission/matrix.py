"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "commission": {
        Role.REP: "R o",
        Role.MGR: "R g",
        Role.DIR: "R a, review a",
        Role.GM: "R a, A a",
        Role.FIN: "R a, pay a, E a",
    },
}
