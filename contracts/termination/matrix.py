"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "termination": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g, A g",
        Role.DIR: "R a",
        Role.GM: "R a, A a",
        Role.FIN: "R a",
        Role.LEG: "R a",
        Role.CMG: "R a",
    },
}
