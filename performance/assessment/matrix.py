"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing."""

from salesmgmt.core.permissions import Role

ROWS = {
    "assessment": {
        Role.REP: "R o",
        Role.SUP: "R t, score t",
        Role.MGR: "R g, review g",
        Role.DIR: "R a, confirm a",
        Role.GM: "R a, confirm a",
        Role.FIN: "R a, apply a",
    },
}
