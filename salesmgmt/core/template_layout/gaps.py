"""Where white space means nothing: at both sides of what is a block on the page, seen along every way through the branches.

Between two nodes of a template stands a gap. White space may be put there when everything that can stand before it, or
everything that can follow it, is the edge of a block (or the end of a line): a browser drops it there. What a template
cannot know of (the inside of a block that others fill, an included file of unknown name) counts as text.

White space that is there already may become the end of a line, unless it may stand between two wide letters: browsers show a
blank between Chinese characters, but drop the end of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from salesmgmt.core.template_layout.tokens import Token, words
from salesmgmt.core.template_layout.tree import Branches, Element, Leaf, Template, classes_of

BLOCKS = words(
    "!doctype html head body title meta link script style div p h1 h2 h3 h4 h5 h6 section article aside header footer main nav "
    "form fieldset legend details summary dialog figure figcaption blockquote ul ol li dl dt dd hr br table caption colgroup col "
    "thead tbody tfoot tr td th option optgroup template rect path circle g line polyline"
)
# Text on their inside begins and ends as in a block, whatever surrounds them.
BOXES = words("button select svg")
# Classes of app.css and Tabler that make a flex or grid container at every width.
FLEX = words(
    "annex approval-applicant approval-beside approval-foot approval-mark approval-state approval-step badge board board-acts "
    "board-card board-cards board-foot board-name board-tags brand btn btn-list btn-group bulk-bar calendar-add calendar-date "
    "calendar-head calendar-legend calendar-tools calendar-visit campaign-counts card card-header check-in-mark chip chips clock "
    "clock-card clock-marks comments confirmation-list criterion crumbs d-flex d-grid decide decide-buttons desk-ways detail-grid "
    "effect-row empty-icon evaluation-grid facts filter-row form-foot gate gate-acts gate-contact gate-facts gate-line gate-needs "
    "gate-tags gate-tile gate-tiles grade-steps home-card home-card-icon home-cards home-chips inbox inbox-facts inbox-icon "
    "inbox-item inbox-wait input-group lines-foot lines-tools lines-total list-foot list-group list-menu metric metrics "
    "modal-content modal-footer modal-header nav notice-line page-head page-head-actions pager pair-acts pair-files part-grid "
    "period-step period-tools person plain points preference-list progress quarter-cell range result-total round-bar round-figure "
    "round-head round-legend round-row row search-button search-group search-hit setting settings-grid shell shell-main "
    "sidebar-head sign-in sign-in-languages sign-in-main sign-in-side status step-dot steps stepper summary supply-bar-text "
    "survey-scale survey-send tab tab-tools tabs tabs-bar tag timeline-head topbar-end tree-name two-cards user-button "
    "views-form views-row why-not"
)
# Blocks by their name that stand in a line of text by their class.
INLINE_CLASSES = words(
    "d-inline d-inline-block d-inline-flex badge btn calendar-add check-in-mark chip clock empty-icon home-card-icon "
    "approval-mark period-step person status step-dot tab tag tree-name list-inline-item form-check-inline"
)
BLOCK_CLASSES = words(
    "board-more d-block list-group-item form-check form-label form-check-label dropdown-header dropdown-item"
)
BLOCK_CLASSES |= FLEX - INLINE_CLASSES
# Lists whose entries begin with a sign of the style sheet: white space after it would be seen.
SIGNED = words("calendar-legend crumbs round-legend")
# What begins and ends with figures or narrow signs.
NARROW_FILTERS = re.compile(r'\|\s*(datefmt|money|amount|quantity|(date|time):"[YmdHijn: -]+")\s*\}\}$')
SILENT = ("load", "extends", "csrf_token", "regroup")


@dataclass
class Gap:
    """White space between two nodes as it stands in the source, and whether a line may end there."""

    space: str
    breakable: bool = False


@dataclass(frozen=True)
class Edge:
    """Something a template puts out: may white space be added before it, and after it? Can a wide letter be there?"""

    before: bool
    after: bool
    wide_before: bool = True
    wide_after: bool = True
    opens: int = 0
    closes: int = 0


TEXT = Edge(False, False)
LINE_END = Edge(True, True)
THING = Edge(False, False, False, False)  # a picture, a field: no letters


@dataclass
class Ends:
    """How a template begins and ends, for who includes it."""

    first: set[Edge]
    last: set[Edge]
    may_be_empty: bool


UNKNOWN = Ends({TEXT}, {TEXT}, True)


class Flow:
    """The ways through a template: places, what is put out between two of them, and steps that put out nothing."""

    def __init__(self, template: Template, others: Callable[[str], Flow | None]) -> None:
        self.others = others
        self.is_paper = "core/pdf/base.html" in template.source or "{% load paper" in template.source
        self.empties = "table-cards" in template.source
        self.outward: dict[int, list[tuple[int, Edge | None]]] = defaultdict(list)
        self.inward: dict[int, list[tuple[int, Edge | None]]] = defaultdict(list)
        self.gaps: list[tuple[int, Gap]] = []
        self.count = 1
        extends = re.match(r'\s*(?:\{#.*?#\}\s*)*\{% extends "([^"]+)"', template.source)
        self.extends = bool(extends)
        self.parent = others(extends.group(1)) if extends else None
        self.blocks: dict[str, tuple[int, int]] = {}
        self.start = 0
        end = self.sequence(template.children, self.start, False, dead=self.extends)
        self.end = self.gap(template, "gap_at_end", template.space_at_end, end, dead=self.extends)
        for place, gap in self.gaps:
            gap.breakable = gap.breakable or "\n" in gap.space or self.may_break(place, bool(gap.space))

    def ends(self) -> Ends:
        first, over = self.reached(self.start, self.outward)
        last, _ = self.reached(self.end, self.inward)
        return Ends(first - {None}, last - {None}, self.end in over)

    def around(self, block: str) -> tuple[set[Edge], set[Edge]]:
        """What stands before and after a block that another template fills."""
        if block not in self.blocks:
            return self.parent.around(block) if self.parent else ({TEXT}, {TEXT})
        place, end = self.blocks[block]
        before, after = self.reached(place, self.inward)[0], self.reached(end, self.outward)[0]
        return {edge or TEXT for edge in before}, {edge or TEXT for edge in after}

    def new(self) -> int:
        self.count += 1
        return self.count

    def join(self, here: int, there: int, edge: Edge | None = None) -> int:
        self.outward[here].append((there, edge))
        self.inward[there].append((here, edge))
        return there

    def gap(self, node, name: str, space: str, place: int, dead: bool = False) -> int:
        gap = Gap(space, breakable=dead)
        setattr(node, name, gap)
        after = self.join(place, self.new(), LINE_END if "\n" in space else None)
        self.gaps.append((place, gap))
        return after

    def sequence(self, nodes: list, place: int, flex: bool, dead: bool = False) -> int:
        for node in nodes:
            place = self.gap(node, "gap", node.space, place, dead)
            place = self.node(node, place, flex)
        return place

    def node(self, node, place: int, flex: bool) -> int:
        if isinstance(node, Leaf):
            return self.leaf(node.token, place, flex)
        if isinstance(node, Branches):
            return self.branches(node, place, flex)
        return self.element(node, place, flex)

    def element(self, node: Element, place: int, flex: bool) -> int:
        outer, inner = self.sides(node.start, flex)
        classes = self.classes_of(node.start)
        mark = self.new() if (node.start.name == "td" and self.empties) or "action-bar" in classes else 0
        wide = node.start.name not in BOXES
        inner = inner and not node.is_signed
        if classes & SIGNED:
            _sign(node.children)
        place = self.join(place, self.new(), Edge(outer, inner, wide, wide, opens=mark))
        place = self.sequence(node.children, place, bool(classes & FLEX) and node.start.name != "td")
        place = self.gap(node, "gap_at_end", node.space_at_end, place)
        return self.join(place, self.new(), Edge(inner, outer, wide, wide, closes=mark))

    def branches(self, node: Branches, place: int, flex: bool) -> int:
        name, end = node.arms[0].tag.name, self.new()
        for arm in node.arms:
            start = self.join(place, self.new())
            last = self.sequence(arm.children, start, flex)
            last = self.gap(arm, "gap_at_end", arm.space_at_end, last)
            self.join(last, end)
            if arm.tag.name == "for":
                self.join(last, start)
            if name == "block":
                self.fill_block(arm.tag.text.split()[2], (place, end), (start, last))
        if name in ("if", "for") and node.arms[-1].tag.name not in ("else", "empty"):
            self.join(place, end)
        return end

    def fill_block(self, name: str, outside: tuple[int, int], inside: tuple[int, int]) -> None:
        """Other templates may put something else here; what stands around it is known to the template that is extended."""
        self.blocks[name] = outside
        self.join(*outside, TEXT)
        before, after = self.parent.around(name) if self.parent else ({TEXT}, {TEXT})
        for edge in before:
            self.join(self.new(), inside[0], edge)
        for edge in after:
            self.join(inside[1], self.new(), edge)

    def leaf(self, token: Token, place: int, flex: bool) -> int:
        end = self.new()
        silent = token.kind == "comment" or (token.kind == "kept" and token.text.startswith(("{% comment", "<!--")))
        silent = silent or (token.kind == "tag" and token.name in SILENT)
        silent = silent or (token.kind == "tag" and bool(re.search(r"\sas\s+\w+\s*%\}$", token.text)))
        if silent or (token.name == "input" and 'type="hidden"' in token.text):
            return self.join(place, end)
        if token.kind == "variable":
            self.join(place, end)
            return self.join(place, end, THING if NARROW_FILTERS.search(token.text) else TEXT)
        if token.kind == "word":
            return self.join(place, end, Edge(False, False, _is_wide(token.text[0]), _is_wide(token.text[-1])))
        if token.name == "include":
            return self.include(token, place, end)
        if token.kind in ("open", "close", "void", "kept") and token.name:
            outer, inner = self.sides(token, flex)
            sides = {"open": (outer, inner), "close": (inner, outer)}.get(token.kind, (outer, outer))
            wide = token.kind in ("open", "close") and token.name not in BOXES
            return self.join(place, end, Edge(*sides, wide, wide))
        return self.join(place, end, Edge(flex, flex, False, False) if token.name == "icon" else TEXT)

    def include(self, token: Token, place: int, end: int) -> int:
        name = re.match(r'\{%\s*include\s+"([^"]+)"', token.text)
        flow = self.others(name.group(1)) if name else None
        ends = flow.ends() if flow else UNKNOWN
        if ends.may_be_empty:
            self.join(place, end)
        for edge in ends.first:
            self.join(place, self.new(), edge)
        for edge in ends.last:
            self.join(self.new(), end, edge)
        return end

    def classes_of(self, token: Token) -> set[str]:
        """A paper has style sheets of its own."""
        return set() if self.is_paper else classes_of(token)

    def sides(self, token: Token, flex: bool) -> tuple[bool, bool]:
        """May white space stand outside and inside of an element?"""
        classes = self.classes_of(token)
        block = token.name in BLOCKS or bool(classes & BLOCK_CLASSES)
        if self.is_paper and token.name in ("dt", "dd"):
            return False, False
        if self.is_paper and token.name in ("td", "th"):
            return True, False  # the width of a column counts a blank at its edge
        if classes & INLINE_CLASSES:
            return flex, "d-inline" not in classes
        return block or flex, block or flex or token.name in BOXES or bool(classes & FLEX)

    def may_break(self, place: int, has_space: bool) -> bool:
        before, _ = self.reached(place, self.inward)
        after, _ = self.reached(place, self.outward)
        if not has_space and {edge.opens for edge in before if edge} & {edge.closes for edge in after if edge} - {0}:
            return False
        if all(edge and edge.after for edge in before) or all(edge and edge.before for edge in after):
            return True
        narrow = all(edge and not edge.wide_after for edge in before) or all(
            edge and not edge.wide_before for edge in after
        )
        return has_space and (narrow or self.is_paper)  # a paper shows a blank for either

    def reached(self, place: int, steps: dict) -> tuple[set, set]:
        """What is put out next from here, None for the end of the file, and the places passed."""
        edges: set = set()
        seen, waiting = set(), [place]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            if here == (self.start if steps is self.inward else self.end):
                edges.add(None)
            for there, edge in steps[here]:
                if edge:
                    edges.add(edge)
                else:
                    waiting.append(there)
        return edges, seen


def _sign(nodes: list) -> None:
    """The entries of a list with signs, whatever branch they stand in."""
    for node in nodes:
        if isinstance(node, Element):
            node.is_signed = True
        elif isinstance(node, Branches):
            for arm in node.arms:
                _sign(arm.children)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WFH"
