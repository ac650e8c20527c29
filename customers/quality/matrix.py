"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "quality_opinion": {
        Role.REP: "CRU o",
        Role.SUP: "CRU t",
        Role.MGR: "RU g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a",
        Role.TEC: "RU r",
        Role.QA: "RU r",
        Role.PROD: "RU r",
        Role.PUR: "RU r",
        Role.LOG: "RU r",
        Role.SVC: "CRU a",
    },
}
