"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "coaching_note": {
        Role.REP: "R o",
        Role.SUP: "CRU t",
        Role.MGR: "CRU g",
        Role.DIR: "CRU a",
        Role.GM: "CRU a",
    },
}
