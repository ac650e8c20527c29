"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "month_end": {
        Role.DIR: "R a",
        Role.GM: "R a, A a, E a",
        Role.FIN: "CR a, E a",
    },
}
