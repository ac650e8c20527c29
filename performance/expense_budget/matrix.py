"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "expense_budget": {
        Role.MGR: "CR g",
        Role.DIR: "CR a",
        Role.GM: "R a, A a",
        Role.FIN: "R a",
    },
}
