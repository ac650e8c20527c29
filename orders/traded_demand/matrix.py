"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "traded_demand": {
        Role.REP: "RU o",
        Role.SUP: "R t",
        Role.MGR: "R g",
        Role.DIR: "R a",
        Role.GM: "R a",
        Role.PUR: "RU r",
        Role.PLN: "RU a",
    },
}
