"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "price": {
        Role.REP: "R",
        Role.SUP: "R",
        Role.MGR: "CRU, E",
        Role.DIR: "CRU, E",
        Role.GM: "RA",
        Role.FIN: "R",
    },
}
