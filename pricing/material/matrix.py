"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "material_index": {
        Role.REP: "R",
        Role.SUP: "R",
        Role.MGR: "CRU, E",
        Role.DIR: "CRU, E",
        Role.GM: "R",
        Role.FIN: "R",
        Role.PUR: "CRU a",
        Role.PLN: "CRU a",
    },
    "price_review": {
        Role.SUP: "R",
        Role.MGR: "RU, E",
        Role.DIR: "RU, E",
        Role.GM: "R",
        Role.FIN: "R",
    },
}
