"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "pre_draw": {
        Role.DIR: "R o",
        Role.GM: "R a, A a",
        Role.FIN: "R a, pay a, E a",
    },
}
