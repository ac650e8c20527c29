"""The trail of links above a page's title."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Crumb:
    label: Any
    address: str = ""
