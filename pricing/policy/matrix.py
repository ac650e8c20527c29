"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "price_policy": {
        Role.REP: "R",
        Role.SUP: "R",
        Role.MGR: "CRU",
        Role.DIR: "CRU",
        Role.GM: "R, A",
        Role.FIN: "R",
    },
}
