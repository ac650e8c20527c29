"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "sample_request": {
        Role.REP: "CRU o",
        Role.SUP: "R t",
        Role.MGR: "R g, A g",
        Role.DIR: "R a, A a",
        Role.GM: "R a",
        Role.TEC: "R r",
        Role.QA: "R r",
        Role.PROD: "R r",
        Role.PLN: "R a",
        Role.SVC: "CRU a",
    },
}
