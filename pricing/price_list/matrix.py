"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "price_adjustment": {
        Role.REP: "CRU o",
        Role.SUP: "CRU t",
        Role.MGR: "RA",
        Role.DIR: "R",
        Role.GM: "R",
        Role.FIN: "R a",
    },
}
