"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "price_notice": {
        Role.REP: "RU o",
        Role.SUP: "R t",
        Role.MGR: "RU g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a",
    },
}
