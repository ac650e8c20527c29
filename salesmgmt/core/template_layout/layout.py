"""What of a template stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Callable

from salesmgmt.core.template_layout.gaps import BLOCK_CLASSES, BLOCKS, INLINE_CLASSES, Flow, Gap
from salesmgmt.core.template_layout.printer import Group, Line, Part, printed
from salesmgmt.core.template_layout.tokens import CONSTRUCT, Token, attributes_of, tag_end, words
from salesmgmt.core.template_layout.tree import Branches, Element, Leaf, classes_of, tree_of

# Where lines are broken, and what no line may exceed (a template tag cannot be broken).
WIDTH, MAXIMUM = 120, 160
# A translated text longer than this stands on lines of its own.
LONG_TEXT = 90
OWN_LINE = words("button input select label img textarea svg details")
OWN_LINE_CLASSES = words("btn nav-link tab")


def laid_out(source: str, included: Callable[[str], str | None] = lambda name: None) -> str:
    """The template, laid out; `included` gives the source of an included template by its name."""
    others = _Others(included)
    laid = _laid_out(source, others)
    while laid != source:  # the end of a line that was made makes room for another
        assert _letters(laid) == _letters(source), "a template may lose nothing but white space"
        source, laid = laid, _laid_out(laid, others)
    return laid


def _letters(source: str) -> str:
    """All of a template but white space and comments; a trimmed text is the text."""
    source = re.sub(r"\{#.*?#\}", "", source).replace("{% blocktranslate trimmed", "{% blocktranslate")
    source = re.sub(r'\{%\s*translate "([^"%]*)"\s*%\}', r"{% blocktranslate %}\1{% endblocktranslate %}", source)
    return "".join(source.split())


def _laid_out(source: str, others: _Others) -> str:
    template = tree_of(source)
    flow = Flow(template, others)
    pen = _Pen(flow.is_paper, flow.is_paper and "white-space: pre" in source)
    text = printed(Group(pen.sequence(template.children), broken=True), WIDTH)
    lead = template.children[0].gap.space if template.children and not flow.extends else ""
    return lead + text + ("\n" if template.gap_at_end.breakable else template.space_at_end)


class _Others:
    """The templates that one includes or extends; one that includes itself is unknown."""

    def __init__(self, source_of: Callable[[str], str | None]) -> None:
        self.source_of = source_of
        self.known: dict = {}

    def __call__(self, name: str) -> Flow | None:
        if name not in self.known:
            self.known[name] = None
            source = self.source_of(name)
            if source is not None:
                self.known[name] = Flow(tree_of(source), self)
        return self.known[name]


class _Pen:
    def __init__(self, is_paper: bool, keeps_lines: bool) -> None:
        self.is_paper, self.keeps_lines = is_paper, keeps_lines

    def sequence(self, nodes: list) -> list:
        parts: list = []
        for before, node in zip([None, *nodes], nodes, strict=False):
            if before is not None:
                parts += self.between(before, node)
            parts.append(self.node(node))
        return parts

    def between(self, before, node) -> list:
        gap: Gap = node.gap
        if not gap.breakable:
            return [gap.space]
        if (
            "\n" in gap.space
            or self.is_block(before)
            or self.is_block(node)
            or (self.own_line(before) and self.own_line(node))
        ):
            return [Line(mode="hard", blank=gap.space.count("\n") > 1)]
        return [Line(" " if gap.space else "", mode="fill")]

    def node(self, node) -> str | Group | Part:
        if isinstance(node, Element):
            return self.element(node)
        if isinstance(node, Branches):
            return self.branches(node)
        if node.token.kind == "translation":
            return _translation(node.token.text)
        if node.token.name == "style" and node.token.text.startswith("{%"):
            return _styles(node.token.text)
        if node.token.name == "translate" and len(node.token.text) > WIDTH:
            return _long_translate(node.token.text)
        if node.token.kind == "comment" and node.gap.breakable:
            return _comment(node.token.text)
        if node.token.name == "textarea":
            end = tag_end(node.token.text, 0)
            return Group([_start_tag(Token("open", node.token.text[:end], "textarea")), node.token.text[end:]])
        return _start_tag(node.token) if node.token.kind in ("open", "void") else node.token.text

    def element(self, node: Element) -> Group:
        if self.keeps_lines and (node.start.name in ("td", "span") or "record" in classes_of(node.start)):
            return Group([_start_tag(node.start), _source(node.children) + node.space_at_end + node.end.text])
        body = self.body(
            node.children, node.gap_at_end, 0 if node.start.name == "html" else 2, self.holds_block(node.children)
        )
        return Group([_start_tag(node.start), *body, node.end.text])

    def branches(self, node: Branches) -> Group:
        parts: list = []
        broken = any(self.holds_block(arm.children) for arm in node.arms)
        for arm in node.arms:
            parts += [arm.tag.text, *self.body(arm.children, arm.gap_at_end, 2, broken)]
        return Group([*parts, node.end.text])

    def body(self, children: list, gap_at_end: Gap, indent: int, broken: bool) -> list:
        if not children:
            return _edge(gap_at_end, broken=False) if gap_at_end.space else []
        first = _edge(children[0].gap, broken)
        return [Part([*first, *self.sequence(children)], indent), *_edge(gap_at_end, broken)]

    def is_block(self, node) -> bool:
        if isinstance(node, Branches):
            return any(self.holds_block(arm.children) for arm in node.arms)
        token: Token = node.start if isinstance(node, Element) else node.token
        if token.kind == "tag":
            return token.name in ("extends", "load")
        if token.kind not in ("open", "close", "void", "kept") or not token.name or token.name == "br":
            return False
        if self.is_paper and token.name in ("dt", "dd"):
            return False
        classes = set() if self.is_paper else classes_of(token)
        return (token.name in BLOCKS and not classes & INLINE_CLASSES) or bool(classes & BLOCK_CLASSES)

    def holds_block(self, nodes: list) -> bool:
        return any(self.is_block(node) for node in nodes)

    def own_line(self, node) -> bool:
        if isinstance(node, Branches):
            return any(self.own_line(each) for arm in node.arms for each in arm.children)
        token: Token = node.start if isinstance(node, Element) else node.token
        if token.kind == "tag":
            return token.name == "include"
        return token.kind in ("open", "void", "kept") and (
            token.name in OWN_LINE or bool(classes_of(token) & OWN_LINE_CLASSES)
        )


def _edge(gap: Gap, broken: bool) -> list:
    if not gap.breakable:
        return [gap.space]
    return [Line(" " if gap.space else "", mode="hard" if broken or "\n" in gap.space else "group")]


def _start_tag(token: Token) -> str | Group:
    if token.name == "!doctype":
        return token.text
    name, attributes, end = attributes_of(token.text)
    if not attributes:
        return name + end
    parts: list = [f"{name} "]
    for number, pieces in enumerate(attributes):
        parts += [Line(" ")] if number else []
        for place, piece in enumerate(pieces):
            parts += [Line(" ", mode="fill")] if place else []
            parts.append(piece)
    return Group([parts[0], Part([*parts[1:], end], indent=len(name) + 1)])


def _comment(text: str) -> str | Group:
    """A long comment becomes several: none may go over lines."""
    words = text[2:-2].split()
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) > WIDTH - 16:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    if not lines or len(text) <= WIDTH:
        return text
    parts: list = []
    for each in [*lines, line]:
        parts += [Line(mode="hard")] if parts else []
        parts.append(f"{{# {each} #}}")
    return Group(parts)


def _translation(text: str) -> str | Group:
    """A long text is trimmed where its msgid stays the same, and then goes over lines."""
    found = re.fullmatch(r"(\{%.*?%\})(.*)(\{%\s*endblocktranslate\s*%\})", text, re.DOTALL)
    assert found, text
    head, body, end = found.groups()
    texts = re.split(r"(\{%\s*plural\s*%\})", body)
    if " trimmed" not in head:
        plain = all(each == " ".join(each.split()) for each in texts)
        if len(text) <= LONG_TEXT or not plain:
            return text
        head = head.replace("{% blocktranslate", "{% blocktranslate trimmed", 1)
    parts: list = []
    for each in texts:
        if each.startswith("{%"):
            parts += [Line(), each]
            continue
        words = re.findall(rf"(?:{CONSTRUCT.pattern}|\S)+", each)
        inner: list = []
        for word in words:
            inner += [Line(" ", mode="fill")] if inner else []
            inner.append(word)
        parts.append(Part([Line(), *inner], indent=2))
    return Group([head, *parts, Line(), end])


def _long_translate(text: str) -> str | Group:
    """What is too long for a tag of one line is the same msgid as a trimmed text over lines."""
    found = re.fullmatch(r'\{%\s*translate "([^"%]*)"\s*%\}', text)
    if not found or found.group(1) != " ".join(found.group(1).split()):
        return text
    return _translation(f"{{% blocktranslate trimmed %}}{found.group(1)}{{% endblocktranslate %}}")


def _styles(text: str) -> Group:
    """The rules of a paper's block css, one a line."""
    found = re.fullmatch(r"(\{%.*?%\})\s*(.*?)\s*(\{%\s*endblock\s*%\})", text, re.DOTALL)
    assert found, text
    head, body, end = found.groups()
    if not body or CONSTRUCT.search(body):
        return Group([text])
    rules = [" ".join(rule.split()) for rule in re.findall(r"[^{}]+\{[^{}]*\}", body)]
    return Group(
        [head, Part([each for rule in rules for each in (Line(mode="hard"), rule)], 2), Line(mode="hard"), end]
    )


def _source(nodes: list) -> str:
    return "".join(node.space + _whole(node) for node in nodes)


def _whole(node) -> str:
    if isinstance(node, Leaf):
        return node.token.text
    if isinstance(node, Element):
        return node.start.text + _source(node.children) + node.space_at_end + node.end.text
    return "".join(arm.tag.text + _source(arm.children) + arm.space_at_end for arm in node.arms) + node.end.text
