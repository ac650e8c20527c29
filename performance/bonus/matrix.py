"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "bonus": {
        Role.REP: "R",
        Role.SUP: "R",
        Role.MGR: "R",
        Role.DIR: "R",
        Role.GM: "CRU",
        Role.FIN: "R",
    },
    "award": {
        Role.REP: "R o",
        Role.MGR: "CR g",
        Role.DIR: "CR a",
        Role.GM: "R a, A a",
        Role.FIN: "R a",
    },
}
