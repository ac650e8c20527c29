"""Elements and branches of a template, as a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from salesmgmt.core.template_layout.tokens import Token, tokens_of

BETWEEN = ("elif", "else", "empty")


@dataclass
class Leaf:
    token: Token
    space: str = ""


@dataclass
class Element:
    start: Token
    children: list
    end: Token
    space: str = ""
    space_at_end: str = ""
    gap_at_end: Any = None
    is_signed: bool = False


@dataclass
class Arm:
    """`{% if … %}` and what stands under it."""

    tag: Token
    children: list
    space_at_end: str = ""
    gap_at_end: Any = None


@dataclass
class Branches:
    arms: list[Arm]
    end: Token
    space: str = ""


@dataclass
class Template:
    children: list
    space_at_end: str
    source: str
    classes: dict = field(default_factory=dict)
    gap_at_end: Any = None


def tree_of(source: str) -> Template:
    tokens, rest = tokens_of(source)
    ends = {token.name[3:] for token in tokens if token.kind == "tag" and token.name.startswith("end")}
    reader = _Reader(tokens, ends)
    children = reader.sequence(())
    assert reader.place == len(tokens), tokens[reader.place].text
    return Template(_paired(children), rest, source)


class _Reader:
    def __init__(self, tokens: list[Token], ends: set[str]) -> None:
        self.tokens, self.ends, self.place = tokens, ends, 0

    def sequence(self, stops: tuple) -> list:
        nodes: list = []
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.kind == "tag" and token.name in stops:
                break
            self.place += 1
            if token.kind == "tag" and token.name in self.ends:
                nodes.append(self.branches(token))
            else:
                nodes.append(Leaf(token, token.space))
        return nodes

    def branches(self, tag: Token) -> Branches:
        result = Branches([], tag, tag.space)
        end = f"end{tag.name}"
        while True:
            children = _paired(self.sequence((*BETWEEN, end)))
            stop = self.tokens[self.place]
            self.place += 1
            result.arms.append(Arm(tag, children, stop.space))
            if stop.name == end:
                result.end = stop
                return result
            tag = stop


def _paired(nodes: list) -> list:
    """Start and end tags that stand in one sequence become an element; what has no partner stays a leaf."""
    stack: list[tuple[Leaf | None, list]] = [(None, [])]
    for node in nodes:
        kind = node.token.kind if isinstance(node, Leaf) else ""
        if kind == "open":
            stack.append((node, []))
        elif kind == "close" and any(start and start.token.name == node.token.name for start, _ in stack):
            while stack[-1][0].token.name != node.token.name:
                _flatten(stack)
            start, children = stack.pop()
            stack[-1][1].append(Element(start.token, children, node.token, start.space, node.space))
        else:
            stack[-1][1].append(node)
    while len(stack) > 1:
        _flatten(stack)
    return stack[0][1]


def _flatten(stack: list) -> None:
    start, children = stack.pop()
    stack[-1][1].extend([start, *children])


def classes_of(token: Token) -> set[str]:
    found = re.search(r'\sclass="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', token.text)
    return (
        set(re.findall(r"(?<![\w{-])[a-z][\w-]*", re.sub(r"\{[%{].*?[%}]\}", " ", found.group(1)))) if found else set()
    )
