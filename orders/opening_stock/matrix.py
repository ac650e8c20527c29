"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "opening_stock": {
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.FIN: "R a, E a",
        Role.WH: "CR a, E a",
        Role.PLN: "CR a, E a",
    },
}
