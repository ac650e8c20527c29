"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "price_adjustment": {
        Role.REP: "CRU o",
        Role.SUP: "CRU t",
        Role.MGR: "CRU a, A a, E a",
        Role.DIR: "CRU a, A a, E a",
        Role.GM: "R",
        Role.FIN: "R a",
    },
}
