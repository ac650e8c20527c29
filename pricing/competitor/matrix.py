"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "competitor_price": {
        Role.REP: "CU o, R a",
        Role.SUP: "CU t, R a",
        Role.MGR: "CRU a, E a",
        Role.DIR: "CRU a, E a",
        Role.GM: "R a",
        Role.FIN: "R a, E a",
    },
}
