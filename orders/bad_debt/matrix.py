"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "doubtful": {
        Role.REP: "CR o",
        Role.SUP: "R t",
        Role.MGR: "R g, E g",
        Role.DIR: "R a, E a",
        Role.GM: "R a, E a",
        Role.FIN: "RU a, E a",
    },
    "write_off": {
        Role.REP: "CRU o",
        Role.DIR: "R a",
        Role.GM: "R a, A a",
        Role.FIN: "R a, A a",
    },
}
