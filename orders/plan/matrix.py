"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "plan_release": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a, A a",
        Role.GM: "R a, A a",
        Role.QA: "R r",
        Role.PROD: "R r",
        Role.PUR: "R r",
        Role.LOG: "R r",
        Role.WH: "R r",
        Role.PLN: "R a",
    },
}
