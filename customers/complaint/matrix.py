"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "complaint": {
        Role.REP: "CRU o",
        Role.SUP: "CRU t",
        Role.MGR: "RU g, severity g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a, E a",
        Role.TEC: "R r",
        Role.QA: "RU r, severity r",
        Role.PROD: "R r",
        Role.SVC: "CRU a",
    },
}
