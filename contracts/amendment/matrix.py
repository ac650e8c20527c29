"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "amendment": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g, A g",
        Role.DIR: "R a, A a",
        Role.GM: "R a, A a",
        Role.FIN: "R a",
        Role.LEG: "R a, A r",
        Role.TEC: "R r, A r",
        Role.QA: "R r, A r",
        Role.PROD: "CR r, A r",
        Role.CMG: "R a",
    },
}
