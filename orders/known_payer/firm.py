"""How the names of payers are compared."""

from __future__ import annotations

import re
import unicodedata

LONG_FORM, SHORT_FORM = "有限责任公司", "有限公司"


def firm_name(name: str) -> str:
    """A name as payers are compared: one width, no case, blanks, brackets or points; 有限责任公司 is 有限公司."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "", plain).replace(LONG_FORM, SHORT_FORM)[:120]
