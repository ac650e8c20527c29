"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "product_info": {
        Role.REP: "R a",
        Role.SUP: "R a",
        Role.MGR: "CRU a",
        Role.DIR: "CRU a",
        Role.GM: "R a",
        Role.TEC: "CRU a",
        Role.QA: "R a",
        Role.PROD: "R a",
        Role.SVC: "CRU a",
    },
}
