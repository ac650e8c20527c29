"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "cost": {
        Role.MGR: "RU a",
        Role.DIR: "RU a",
        Role.GM: "R a",
        Role.FIN: "R a",
    },
}
