"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "intelligence": {
        Role.REP: "CRU o",
        Role.SUP: "CRU t",
        Role.MGR: "CRU g",
        Role.DIR: "RU a",
        Role.GM: "R a",
    },
}
