"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "work_report": {
        Role.REP: "CRU o",
        Role.SUP: "CU o, R t, comment t",
        Role.MGR: "R g, comment g",
        Role.DIR: "R a, comment a",
        Role.GM: "R a, comment a",
    },
}
