"""Chinese fonts for printing, made once from npm's @fontsource packages (`python -m salesmgmt.launch.fonts`).

What lies in var/fonts afterwards, for @font-face rules in printed documents:

    NotoSansSC-Regular.ttf  NotoSansSC-Bold.ttf    family "Noto Sans SC", weights 400 and 700
    NotoSansTC-Regular.ttf  NotoSansTC-Bold.ttf    family "Noto Sans TC", weights 400 and 700

The packages cut a font into a hundred woff2 files for browsers. WeasyPrint would decode them at each print (measured
3.8 s a page); one merged TrueType file takes 0.17 s. Characters beyond these fonts come from an installed CJK font.
"""

import logging
import os
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ROOT / "node_modules" / "@fontsource"
FONTS = ROOT / "var" / "fonts"
# (language, weight, style name)
FACES = [("SC", 400, "Regular"), ("SC", 700, "Bold"), ("TC", 400, "Regular"), ("TC", 700, "Bold")]
# Layout tables refer to glyphs of their own piece; running text in Chinese needs none of them.
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "prep", "gasp")


def font_path(language, style):
    return FONTS / f"NotoSans{language}-{style}.ttf"


def pieces(language, weight):
    """The woff2 files of one face, the largest first: where two hold a character, the larger set keeps it."""
    folder = PACKAGES / f"noto-sans-{language.lower()}" / "files"
    found = folder.glob(f"noto-sans-{language.lower()}-*-{weight}-normal.woff2")
    return sorted(found, key=lambda path: (-path.stat().st_size, path.name))


def merged(paths, scratch):
    """One font of all pieces, each character from the first piece that has it."""
    taken, plain = set(), []
    for path in paths:
        font = TTFont(path)
        own = set(font.getBestCmap()) - taken
        if not own:
            continue
        for tag in DROPPED:
            if tag in font:
                del font[tag]
        for table in font["cmap"].tables:
            table.cmap = {code: glyph for code, glyph in table.cmap.items() if code in own}
        taken |= own
        font.flavor = None
        plain.append(scratch / f"{path.stem}.ttf")
        font.save(plain[-1])
    return Merger().merge([str(path) for path in plain])


def make(face):
    language, weight, style = face
    logging.disable(logging.WARNING)  # the merger counts aloud
    target = font_path(language, style)
    scratch = target.with_suffix(".parts")
    scratch.mkdir(parents=True, exist_ok=True)
    font = merged(pieces(language, weight), scratch)
    family = f"Noto Sans {language}"
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"NotoSans{language}-{style}"}
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
    unfinished = target.with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(target)
    for path in scratch.iterdir():
        path.unlink()
    scratch.rmdir()
    return target


def main():
    wanted = [face for face in FACES if not font_path(face[0], face[2]).exists()]
    if not wanted:
        return
    print(f"Converting {len(wanted)} Chinese fonts for printing, once ...", flush=True)
    with ProcessPoolExecutor(max_workers=min(len(wanted), os.cpu_count() or 1)) as pool:
        for path in pool.map(make, wanted):
            print(f"  {re.sub(f'^{ROOT}/', '', str(path))}  {path.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
