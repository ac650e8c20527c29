"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "metric": {
        Role.REP: "R o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a, market a",
        Role.GM: "R a, market a",
        Role.FIN: "R a",
    },
}
