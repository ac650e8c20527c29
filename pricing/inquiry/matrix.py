"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "inquiry": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "CRU g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a",
    },
}
