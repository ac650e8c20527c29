"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "research": {
        Role.REP: "CRU o",
        Role.SUP: "CRU t",
        Role.MGR: "R g, review g",
        Role.DIR: "R a",
        Role.GM: "R a",
    },
}
