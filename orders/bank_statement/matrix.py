"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "bank_statement": {Role.GM: "R a", Role.FIN: "CR a, E a"},
    "bank_line": {
        Role.REP: "R o, claim o",
        Role.SUP: "R t, claim t",
        Role.MGR: "R g, claim g",
        Role.GM: "R a",
        Role.FIN: "R a, A a, claim a, E a",
    },
}
