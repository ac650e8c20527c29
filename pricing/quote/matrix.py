"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "quote": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "CRU g, A g",
        Role.DIR: "R a, A a",
        Role.GM: "R a",
        Role.FIN: "R a",
    },
}
