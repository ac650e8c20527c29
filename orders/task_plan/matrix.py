"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "task_plan": {
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.QA: "R r",
        Role.PROD: "R r, A r",
        Role.PUR: "R r",
        Role.PLN: "CRU a",
    },
}
