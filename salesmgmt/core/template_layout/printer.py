"""A small printer of documents: a group stands on one line when it fits, else its lines break."""

from dataclasses import dataclass


@dataclass
class Line:
    """A possible break: within its group ("group"), where the next piece does not fit ("fill"), or always ("hard")."""

    flat: str = ""
    mode: str = "group"
    blank: bool = False


@dataclass
class Group:
    parts: list
    indent: int = 0
    broken: bool = False

    def __post_init__(self) -> None:
        self.broken = self.broken or any(_breaks(part) for part in self.parts)


@dataclass
class Part:
    """Pieces without a choice of their own: they break with the group around them."""

    parts: list
    indent: int = 0


def _breaks(part) -> bool:
    if isinstance(part, str):
        return "\n" in part
    if isinstance(part, Line):
        return part.mode == "hard"
    if isinstance(part, Group):
        return part.broken
    return any(_breaks(each) for each in part.parts)


def printed(document, width: int) -> str:
    out: list[str] = []
    column = 0
    stack = [(0, True, document)]
    while stack:
        indent, broken, part = stack.pop()
        if isinstance(part, str):
            out.append(part)
            column = len(part) - part.rfind("\n") - 1 if "\n" in part else column + len(part)
        elif isinstance(part, Line):
            wraps = part.mode == "hard" or broken
            if wraps and part.mode == "fill":
                wraps = not _fits(len(part.flat), stack, width - column)
            if wraps:
                while out and out[-1].strip(" ") == "":
                    out.pop()
                out.append(("\n\n" if part.blank else "\n") + " " * indent)
                column = indent
            else:
                out.append(part.flat)
                column += len(part.flat)
        elif isinstance(part, Part):
            stack.extend((indent + part.indent, broken, each) for each in reversed(part.parts))
        else:
            flat = not part.broken and _fits(0, [*stack, (indent, False, Part(part.parts))], width - column)
            stack.extend((indent + part.indent, not flat, each) for each in reversed(part.parts))
    return "".join(out)


def _fits(used: int, stack: list, room: int) -> bool:
    """Does what comes stand on this line, up to the next place where it may break?"""
    rest = len(stack) - 1
    here: list = []
    room -= used
    while room >= 0:
        if not here:
            if rest < 0:
                return True
            here = [stack[rest]]
            rest -= 1
        _, broken, part = here.pop()
        if isinstance(part, str):
            if "\n" in part:
                return room >= part.index("\n")
            room -= len(part)
        elif isinstance(part, Line):
            if part.mode == "hard" or broken:
                return True
            room -= len(part.flat)
        elif isinstance(part, Part):
            here.extend((0, broken, each) for each in reversed(part.parts))
        else:
            here.extend((0, broken and part.broken, each) for each in reversed(part.parts))
    return False
