"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "promotion_plan": {
        Role.REP: "R a",
        Role.SUP: "R a",
        Role.MGR: "CRU a",
        Role.DIR: "R a, A a",
        Role.GM: "R a",
        Role.FIN: "R a",
    },
}
