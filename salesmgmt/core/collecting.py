"""What the rooms of the apps say about themselves without being asked: rows of the matrix, settings.

Core names no app and no room: each app lists its rooms in ``rooms.py``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

from salesmgmt.core.permissions import add_rows
from salesmgmt.core.settings_register import add_settings

if TYPE_CHECKING:
    from collections.abc import Callable


def rooms_of(app: str) -> dict:
    """``{room: what it is}`` of an app by its name, in the order of the arrows; {} where it has none."""
    return import_module(f"{app}.rooms").ROOMS if find_spec(f"{app}.rooms") else {}


def collect() -> None:
    """Read ``matrix.py`` and ``settings.py`` of every room, once, when the models are there."""
    for config in apps.get_app_configs():
        for room in rooms_of(config.name):
            _read(f"{config.name}.{room}.matrix", "ROWS", add_rows)
            _read(f"{config.name}.{room}.settings", "SETTINGS", add_settings)


def _read(module: str, name: str, add: Callable) -> None:
    if find_spec(module):
        add(getattr(import_module(module), name))
