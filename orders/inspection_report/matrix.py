"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "check_point": {
        Role.REP: "R",
        Role.SUP: "R",
        Role.MGR: "R",
        Role.DIR: "R",
        Role.GM: "R",
        Role.TEC: "R a",
        Role.QA: "CRU a, E a",
        Role.PROD: "R a",
        Role.WH: "R a",
    },
}
