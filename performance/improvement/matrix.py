"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "improvement": {
        Role.SUP: "CRU t",
        Role.MGR: "CRU g, decide g",
        Role.DIR: "CRU a, decide a",
        Role.GM: "R a, decide a",
        Role.FIN: "R a",
    },
}
