"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "analysis": {
        Role.REP: "R o",
        Role.SUP: "R t",
        Role.MGR: "R g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a, E a",
        Role.FIN: "R a, E a",
    },
}
