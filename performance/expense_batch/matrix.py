"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "expense_batch": {Role.GM: "R a", Role.FIN: "CRU a, pay a, E a"},
    "payee_account": {
        Role.REP: "CRU o",
        Role.SUP: "CRU o",
        Role.MGR: "CRU o",
        Role.DIR: "CRU o",
        Role.FIN: "CRU a",
    },
}
