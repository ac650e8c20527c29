"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "return": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a, E a",
        Role.FIN: "R a, credit a, E a",
        Role.QA: "R r, A r",
        Role.WH: "R r, receive r",
    },
}
