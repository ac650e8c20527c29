"""Lays templates out to be read: one element a line, no line too long, and nothing changed for who sees the page.

`tokens` cuts a template into words, tags and template tags; `tree` makes elements and branches of them; `gaps` decides where
white space means nothing; `layout` says what stands on a line of its own; `printer` breaks what is too wide.
"""

from salesmgmt.core.template_layout.layout import MAXIMUM, laid_out

__all__ = ["MAXIMUM", "laid_out"]
