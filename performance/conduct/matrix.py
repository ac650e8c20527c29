"""Who may do what here: rows of the permission matrix (docs/roles.md); a role that is not named may nothing.

A manager reaches no further than the people below him in the line of superiors (querysets.py).
"""

from salesmgmt.core.permissions import Role

ROWS = {
    "conduct": {
        Role.MGR: "CR g, A g",
        Role.DIR: "CR a, A a",
        Role.GM: "CR a, A a",
    },
}
