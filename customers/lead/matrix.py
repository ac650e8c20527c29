"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "lead": {
        Role.REP: "CRU o, convert o",
        Role.SUP: "CRU t, assign t",
        Role.MGR: "R g, assign g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a",
        Role.SVC: "C",
    },
}
