"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "training": {
        Role.REP: "R a",
        Role.SUP: "CRU a",
        Role.MGR: "CRU a",
        Role.DIR: "CRU a",
        Role.GM: "R a",
    },
    "training_record": {
        Role.REP: "R o",
        Role.SUP: "CRU t",
        Role.MGR: "CRU g, E g",
        Role.DIR: "CRU a, E a",
        Role.GM: "R a, E a",
    },
}
