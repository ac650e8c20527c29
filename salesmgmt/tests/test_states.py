"""States are a leaf: what a document can be stands in the states.py of its room and is named by everybody else."""

import ast

from salesmgmt.tests.test_layers import APPS, files, name_of

# The roles are core's own and no choice of a document.
APART = {"salesmgmt.core.permissions"}


def declared(tree):
    """The names of the choices and tables of transitions that a file declares, in it and in its classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("TextChoices") for base in node.bases):
            yield node.name
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            yield from (ast.unparse(target) for target in node.targets if ast.unparse(target).endswith("TRANSITIONS"))


def test_choices_and_transitions_stand_in_states():
    elsewhere = [
        f"{name_of(path)}: {name}"
        for app in APPS
        for path in files(app)
        if path.stem != "states" and name_of(path) not in APART
        for name in declared(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert elsewhere == []
