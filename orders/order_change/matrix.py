"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "order_change": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g, A g",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.PROD: "R r, opinion r",
        Role.PUR: "R r, opinion r",
        Role.LOG: "R r, opinion r",
        Role.PLN: "R a",
    },
}
