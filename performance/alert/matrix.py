"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "alert": {
        Role.REP: "R o, acknowledge o",
        Role.SUP: "R t, acknowledge t",
        Role.MGR: "R g, acknowledge g, close g, E g",
        Role.DIR: "R a, acknowledge a, close a, E a",
        Role.GM: "R a, E a",
        Role.FIN: "R a, E a",
    },
    "alert_rule": {
        Role.SUP: "R a",
        Role.MGR: "R a",
        Role.DIR: "RU a",
        Role.GM: "R a",
        Role.FIN: "R a",
        Role.ADM: "RU a",
    },
}
