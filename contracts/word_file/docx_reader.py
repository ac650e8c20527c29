"""Reads the clauses of a .docx from outside, as a process of its own under limits of memory and time.

A file may be made to blow up whoever opens it, so nobody but this process opens it; it imports nothing of ours:

    python -I docx_reader.py FILE MEMORY_BYTES CPU_SECONDS

On standard output stands one object: ``{"done": {"key": ..., "clauses": {tag: {"text": ..., "changes": [...]}}, ...}}`` or
``{"refused": word}``. What is marked as inserted counts as text, what is marked as deleted does not; both are named.
"""

from __future__ import annotations

import json
import resource
import sys
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterator


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
LARGEST_PART = 30 * 1024 * 1024
MOST_CHANGES = 500
LONGEST_CHANGE = 2000


class Refused(Exception):
    """The word for what is wrong with the file."""


def part(archive: Any, name: str) -> Any:
    """One part of the package as a tree; None where it is not there. A document type is refused: it can hold bombs."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > LARGEST_PART:
        raise Refused("large")
    with archive.open(info) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise Refused("large")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("damaged")
    return ElementTree.fromstring(data)  # noqa: S314  a document type is refused above, and the process has limits


def read(path: Any) -> dict:
    with zipfile.ZipFile(path) as archive:
        document = part(archive, "word/document.xml")
        if document is None:
            raise Refused("no_word")
        core = part(archive, "docProps/core.xml")
        comments = part(archive, "word/comments.xml")
    key = core.findtext(CORE) if core is not None else ""
    clauses = {}
    for block in document.iter(f"{WORD}sdt"):
        tag = block.find(f"{WORD}sdtPr/{WORD}tag")
        content = block.find(f"{WORD}sdtContent")
        if tag is not None and content is not None:
            clauses[tag.get(f"{WORD}val", "")] = clause_of(content)
    remarks = comments.findall(f"{WORD}comment") if comments is not None else []
    return {
        "key": key or "",
        "clauses": clauses,
        "comments": [
            {"who": each.get(f"{WORD}author", ""), "text": "".join(plain(each))[:LONGEST_CHANGE]}
            for each in remarks[:MOST_CHANGES]
        ],
    }


def clause_of(content: Any) -> dict:
    lines: list = []
    changes: list = []
    for paragraph in content.iter(f"{WORD}p"):
        lines.append("".join(run_texts(paragraph, changes)))
    return {"text": "\n".join(lines), "changes": changes[:MOST_CHANGES]}


def run_texts(node: Any, changes: Any) -> Iterator:
    """The text of a paragraph without what is marked as deleted; each marked change is noted."""
    for child in node:
        if child.tag in (f"{WORD}del", f"{WORD}moveFrom"):
            note(changes, "removed", child, "".join(plain(child)))
        elif child.tag in (f"{WORD}ins", f"{WORD}moveTo"):
            inner = "".join(run_texts(child, changes))
            note(changes, "added", child, inner)
            yield inner
        elif child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag in (f"{WORD}br", f"{WORD}cr"):
            yield "\n"
        elif child.tag == f"{WORD}tab":
            yield "\t"
        else:
            yield from run_texts(child, changes)


def plain(node: Any) -> Iterator:
    for child in node.iter():
        if child.tag in (f"{WORD}t", f"{WORD}delText"):
            yield child.text or ""


def note(changes: Any, kind: Any, node: Any, text: str) -> None:
    if text:
        changes.append(
            {
                "kind": kind,
                "who": node.get(f"{WORD}author", ""),
                "at": node.get(f"{WORD}date", ""),
                "text": text[:LONGEST_CHANGE],
            }
        )


def main(path: Any, memory: Any, seconds: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        answer: dict[str, Any] = {"done": read(path)}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, ValueError, RecursionError, NotImplementedError):
        answer = {"refused": "damaged"}
    except MemoryError:
        answer = {"refused": "large"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
