"""Cuts a template into words, HTML tags, template tags and what is kept as it is."""

import re
from dataclasses import dataclass

# What a browser or Django reads to the letter.
KEPT_TAGS = ("script", "style", "pre", "textarea")
KEPT_BLOCKS = ("comment", "verbatim")


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = words("area base br col embed hr img input link meta source track wbr")
CONSTRUCT = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
# What HTML calls white space: a wide Chinese blank and a no-break space are letters.
SPACE = " \t\n\r\f"
WORD = re.compile(rf"(?:(?!\{{[%{{#])[^{SPACE}<])+|<")


@dataclass
class Token:
    kind: str  # word, variable, tag, comment, translation, open, close, void, kept
    text: str
    name: str = ""
    space: str = ""  # the white space before it


def tokens_of(source: str) -> tuple[list[Token], str]:
    """All tokens, and the white space after the last."""
    tokens: list[Token] = []
    place = 0
    while place < len(source):
        start = place
        while place < len(source) and source[place] in SPACE:
            place += 1
        if place == len(source):
            return tokens, source[start:]
        token = _token_at(source, place)
        token.space = source[start:place]
        place += len(token.text)
        tokens.append(token)
    return tokens, ""


def _token_at(source: str, place: int) -> Token:
    construct = CONSTRUCT.match(source, place)
    if construct:
        return _construct(source, place, construct.group())
    if source.startswith("<!--", place):
        return Token("kept", source[place : source.index("-->", place) + 3])
    if re.compile(r"</?[a-zA-Z]|<!").match(source, place):
        return _html_tag(source, place)
    word = WORD.match(source, place)
    return Token("word", word.group() if word else source[place])


def _construct(source: str, place: int, text: str) -> Token:
    if text.startswith("{#"):
        return Token("comment", text)
    if text.startswith("{{"):
        return Token("variable", text)
    name = text[2:-2].split()[0]
    if name == "blocktranslate":
        return Token("translation", _until(source, place, r"\{%\s*endblocktranslate\s*%\}"), name)
    if name in KEPT_BLOCKS:
        return Token("kept", _until(source, place, rf"\{{%\s*end{name}\s*%\}}"), name)
    if re.match(r"\{%\s*block css\s*%\}", text):
        return Token("kept", _until(source, place, r"\{%\s*endblock\s*%\}"), "style")
    return Token("tag", text, name)


def _until(source: str, place: int, end: str) -> str:
    found = re.compile(end).search(source, place)
    assert found, source[place : place + 80]
    return source[place : found.end()]


def _html_tag(source: str, place: int) -> Token:
    text = source[place : tag_end(source, place)]
    name = re.match(r"</?(!?[\w-]+)", text).group(1).lower()
    if text.startswith("</"):
        return Token("close", text, name)
    if name in KEPT_TAGS:
        return Token("kept", _until(source, place, rf"</{name}\s*>"), name)
    if text.endswith("/>") or name in VOID or text.startswith("<!"):
        return Token("void", text, name)
    return Token("open", text, name)


def tag_end(source: str, place: int) -> int:
    """Where the HTML tag ends that begins here: quotes and template tags within it are passed over."""
    quote = ""
    while place < len(source):
        construct = CONSTRUCT.match(source, place)
        if construct:
            place = construct.end()
            continue
        sign = source[place]
        place += 1
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == ">":
            return place
    raise ValueError("an HTML tag without its end")


def attributes_of(text: str) -> tuple[str, list[list[str]], str]:
    """`<a`, its attributes in pieces between which a line may end, and `>` or `/>`; a condition around attributes is one of them."""
    end = "/>" if text.endswith("/>") else ">"
    attributes: list[list[str]] = [[""]]
    quote, depth, inside_branch, place = "", 0, 0, 0
    inside = text[: -len(end)]
    while place < len(inside):
        construct = CONSTRUCT.match(inside, place)
        piece = construct.group() if construct else inside[place]
        place += len(piece)
        if piece.startswith("{%"):
            name = piece[2:-2].split()[0]
            change = (name in ("if", "for", "with")) - (name in ("endif", "endfor", "endwith"))
            depth, inside_branch = (depth, inside_branch + change) if quote else (depth + change, inside_branch)
        if quote:
            quote = "" if piece == quote else quote
        elif piece in ("'", '"'):
            quote = piece
        in_class = quote and not inside_branch and attributes[-1][0].startswith("class=")
        if piece not in SPACE or (quote and not in_class):
            attributes[-1][-1] += piece
        elif depth or in_class:
            attributes[-1].append("")
        else:
            attributes.append([""])
    attributes = [kept for kept in ([piece for piece in pieces if piece] for pieces in attributes) if kept]
    if len(attributes[0]) > 1:  # conditions that begin at the name itself
        attributes[0:1] = [["".join(attributes[0][:1])], attributes[0][1:]]
    return attributes[0][0], attributes[1:], end
