"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "clause": {
        Role.REP: "CRU o",
        Role.SUP: "R",
        Role.MGR: "CRU o",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.FIN: "R a",
        Role.LEG: "CRU a, A a",
        Role.CMG: "R a",
    },
}
