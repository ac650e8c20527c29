"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "policy_document": {
        Role.REP: "R a",
        Role.SUP: "R a",
        Role.MGR: "CRU a",
        Role.DIR: "CRU a, audit a",
        Role.GM: "R a, audit a, A a",
        Role.FIN: "R a",
        Role.LEG: "R a, audit a",
        Role.TEC: "R a",
        Role.QA: "R a",
        Role.PROD: "R a",
        Role.PUR: "R a",
        Role.LOG: "R a",
        Role.WH: "R a",
        Role.PLN: "R a",
        Role.CMG: "R a",
        Role.SVC: "R a",
        Role.ADM: "R a",
    },
}
