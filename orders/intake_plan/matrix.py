"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "intake_plan": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.PLN: "R a, A a",
    },
}
