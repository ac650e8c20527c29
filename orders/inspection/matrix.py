"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "inspection": {
        Role.REP: "R o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.QA: "CRU r, A r",
        Role.PROD: "R r",
        Role.WH: "R r",
        Role.PLN: "R a",
    },
}
