"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "risk": {
        Role.REP: "CR o",
        Role.SUP: "R t",
        Role.MGR: "R g, assess g",
        Role.DIR: "R a, assess a",
        Role.GM: "R a",
        Role.FIN: "R a",
    },
}
