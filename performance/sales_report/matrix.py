"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "sales_report": {
        Role.SUP: "R t",
        Role.MGR: "RU g, E g",
        Role.DIR: "RU a, archive a, E a",
        Role.GM: "R a, archive a, E a",
        Role.FIN: "R a, E a",
    },
}
