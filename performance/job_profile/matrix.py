"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "job_profile": {
        Role.REP: "R a",
        Role.SUP: "R a",
        Role.MGR: "R a",
        Role.DIR: "CRU a",
        Role.GM: "CRU a",
    },
}
