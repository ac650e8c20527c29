"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "customer": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "RU g, reassign g, merge g, E g",
        Role.DIR: "RU a, reassign a, merge a, E a",
        Role.GM: "R a",
        Role.FIN: "CR a, E a",
        Role.LEG: "R r",
        Role.SVC: "R a",
    },
}
