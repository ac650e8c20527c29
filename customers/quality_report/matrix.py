"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "quality_report": {
        Role.REP: "CRU o",
        Role.SUP: "CRU t",
        Role.MGR: "RU g",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.TEC: "R a",
        Role.QA: "R a",
        Role.PROD: "R a",
        Role.SVC: "CRU a",
    },
}
