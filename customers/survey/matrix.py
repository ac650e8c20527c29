"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "survey": {
        Role.REP: "R o",
        Role.SUP: "R t",
        Role.MGR: "CRU g, E g",
        Role.DIR: "CRU a, E a",
        Role.GM: "R a",
        Role.QA: "R a",
        Role.SVC: "CRU a",
    },
}
