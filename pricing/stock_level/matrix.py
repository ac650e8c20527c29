"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "stock_level": {
        Role.REP: "R",
        Role.SUP: "R",
        Role.MGR: "R",
        Role.DIR: "R",
        Role.GM: "R",
        Role.FIN: "R",
        Role.PROD: "R a",
        Role.PUR: "R a",
        Role.LOG: "R a",
        Role.WH: "CRU a, E a",
        Role.PLN: "CRU a, E a",
    },
}
