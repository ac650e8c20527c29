"""Packages that are large and seldom used: loaded by whoever prints, exports or writes pinyin, not by every process."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class OnUse:
    """``openpyxl = OnUse("openpyxl")``: the package is imported when something of it is asked for first."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._package), name)
        setattr(self, name, found)
        return found
