"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "production": {
        Role.REP: "R o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.QA: "R r",
        Role.PROD: "CRU r",
        Role.PUR: "RU r",
        Role.PLN: "R a",
    },
}
