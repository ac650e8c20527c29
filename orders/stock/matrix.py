"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "stock": {
        Role.REP: "R",
        Role.SUP: "R",
        Role.MGR: "R",
        Role.DIR: "R",
        Role.GM: "R",
        Role.FIN: "R a, E a",
        Role.QA: "R a",
        Role.PROD: "R a",
        Role.PUR: "R a",
        Role.LOG: "R a",
        Role.WH: "CRU a, E a",
        Role.PLN: "CRU a, E a",
    },
    "stock_movement": {
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.FIN: "R a, E a",
        Role.QA: "R a",
        Role.PROD: "R a",
        Role.LOG: "R a",
        Role.WH: "R a, E a",
        Role.PLN: "R a, E a",
    },
}
