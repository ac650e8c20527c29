"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "expense_claim": {
        Role.REP: "CRU o",
        Role.SUP: "CRU o",
        Role.MGR: "R g, CU o, A g",
        Role.DIR: "R a, CU o, A a",
        Role.GM: "R a, A a",
        Role.FIN: "R a, audit a, pay a, E a",
    },
}
