"""Search without an extension: 重庆机械 is found by zqjx, zhongqing, 重庆, 重慶 and 重庆机械, also half typed.

Python makes the words (bigrams of the Chinese text, pinyin and initials from every syllable on, codes from every
character on) and PostgreSQL only stores and finds them: the database's own parser would depend on its locale.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from salesmgmt.core.on_use import OnUse
from salesmgmt.core.readings import AFTER_SURNAMES, PLACES, SURNAMES
from salesmgmt.core.scripts import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from typing import Any


pypinyin = OnUse("pypinyin")

WAY = 2  # of making words: one more whenever tokens() finds other words in the same text
MAX_SYLLABLES = 16  # a name is found by any run of its syllables up to this length
MAX_CODE = 40  # and a number by any part of it
DOCUMENT_NUMBER = re.compile(r"[a-z]+-20\d\d-\d{5,}")  # as numbering.py makes them: ORD-2026-00123
SHORTEST_TAIL = 3  # of a document's number: thousands end in the same two digits
MAX_WORD = 60
LONGEST_PERSON = 4
MAX_TEXT = 500  # long remarks are searched by their beginning
HAN = re.compile(r"[㐀-鿿豈-\ufaff\U00020000-\U000323af]")
# A blank inside a name or a telephone number says nothing: 浙江 宏达 is 浙江宏达, 023-6888 7777 is 02368887777.
BLANK_WITHIN = re.compile(rf"(?<={HAN.pattern})\s+(?={HAN.pattern})|(?<=\d)\s+(?=\d)")


def _parts(word: str) -> list[str]:
    """The word without punctuation, as single Chinese characters and runs of letters or digits: HT-2026 is one run."""
    parts: list[str] = []
    for character in word:
        if HAN.match(character):
            parts.append(character)
        elif character.isalnum():
            if parts and not HAN.match(parts[-1]):
                parts[-1] += character
            else:
                parts.append(character)
    return parts


def _normal(text: str) -> str:
    """One width, one case, one script: 廣州 is 广州."""
    return unicodedata.normalize("NFKC", str(text)).lower()[:MAX_TEXT].translate(TO_SIMPLIFIED)


def _words(normal: str, but: Container[str] = ()) -> list[list[str]]:
    return [parts for word in normal.split() if word not in but and (parts := _parts(word))]


def _chinese_runs(parts: list[str]) -> list[str]:
    """The stretches of Chinese characters in a word."""
    return "".join(part if HAN.match(part) else " " for part in parts).split()


def _bigrams(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(len(run))]


def _syllables(parts: list[str], style: Any) -> list[str]:
    """Pinyin syllables (or initials) of the word. Read as a whole, so that 重庆 is chongqing and not zhongqing."""
    readings = iter(pypinyin.lazy_pinyin("".join(_chinese_runs(parts)), style=style))
    return [next(readings) if HAN.match(part) else part for part in parts]


def _tails(syllables: list[str]) -> set[str]:
    """The joined syllables from each one on, so that a prefix query finds any run of them."""
    return {"".join(syllables[start : start + MAX_SYLLABLES])[:MAX_WORD] for start in range(len(syllables))}


def tokens(*texts: str) -> set[str]:
    """All the words under which these texts are to be found."""
    found: set[str] = set()
    normal = [_normal(text) for text in texts if text]
    written = dict.fromkeys(form for text in normal for form in (text, BLANK_WITHIN.sub("", text)))
    numbers = {word for text in written for word in text.split() if DOCUMENT_NUMBER.fullmatch(word)}
    found.update(*map(_document_number, numbers))
    for parts in (word for text in written for word in _words(text, but=numbers)):
        for run in _chinese_runs(parts):
            found.update(_bigrams(run))
        if any(HAN.match(part) for part in parts):
            for readings in _readings(parts):
                found |= _tails(readings)
        for code in (part[:MAX_CODE] for part in parts if not HAN.match(part)):
            found.update(code[start:] for start in range(len(code)))
    return found


def _document_number(word: str) -> set[str]:
    """What a document's number is found by: from its letters, its year and each digit of its count on. People type no other part
    of it, and every further word would stand in the index for this one document."""
    letters, year, count = word.split("-")
    tails = {count[start:] for start in range(max(len(count) - SHORTEST_TAIL + 1, 1))}
    return {letters + year + count, year + count, *tails}


def _readings(parts: list[str]) -> Iterator:
    """Pinyin and initials: as a phrase, with each character's most common reading, with the readings of surnames and
    places that readings.py knows, and a person's surname in all of its readings."""
    named = _name_readings(parts)
    for style in (pypinyin.Style.NORMAL, pypinyin.Style.FIRST_LETTER):
        together = _syllables(parts, style)
        yield together
        yield [pypinyin.lazy_pinyin(part, style=style)[0] if HAN.match(part) else part for part in parts]
        if named:
            yield _in_place(together, named, style)
        if len(parts) <= LONGEST_PERSON and HAN.match(parts[0]):
            for reading in pypinyin.pinyin(parts[0], style=style, heteronym=True)[0]:
                yield [reading, *together[1:]]


def _name_readings(parts: list[str]) -> dict[int, str]:
    """{position: syllable} where the word holds a surname or a place that is read in its own way."""
    text = "".join(part if HAN.match(part) else " " for part in parts)
    found: dict = {}
    for place, reading in PLACES.items():
        for match in re.finditer(place, text):
            found.update(enumerate(reading.split(), match.start()))
    for position, character in enumerate(text):
        begins = position == 0 or text[position + 1 : position + 2] in tuple(AFTER_SURNAMES)
        if begins and character in SURNAMES:
            found.setdefault(position, SURNAMES[character])
    return found


def _in_place(syllables: list[str], named: dict[int, str], style: Any) -> list[str]:
    short = style == pypinyin.Style.FIRST_LETTER
    return [named[at][:1] if short and at in named else named.get(at, each) for at, each in enumerate(syllables)]


def vector(*texts: str) -> str:
    """The tokens as a tsvector literal."""
    return " ".join(f"'{token}'" for token in sorted(tokens(*texts)))


def query(text: str) -> str:
    """What was typed, as a tsquery literal: every word must be found, the last character of each may be unfinished."""
    terms: list[str] = []
    for parts in _words(_normal(text)):
        for run in _chinese_runs(parts):
            pairs = [pair for pair in _bigrams(run) if len(pair) == 2]
            terms += [f"'{pair}'" for pair in pairs] or [f"'{run}':*"]
        terms += [f"'{part[:MAX_CODE]}':*" for part in parts if not HAN.match(part)]
    return " & ".join(dict.fromkeys(terms))


def matches(text: str, typed: str) -> bool:
    """The same decision without the database, for a handful of words such as a menu."""
    known = tokens(text)
    terms = [term.partition(":") for term in query(typed).split(" & ") if term]
    return bool(terms) and all(
        any(token.startswith(word.strip("'")) for token in known) if prefix else word.strip("'") in known
        for word, prefix, _star in terms
    )


def pinyin_key(text: str) -> str:
    """By this names are ordered as in a Chinese telephone book."""
    return " ".join(pypinyin.lazy_pinyin(str(text).strip().lower()))[:255]


class SearchField(SearchVectorField):
    """A tsvector that is written and searched but never read: lists would carry kilobytes a row for nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def select_format(self, compiler: Any, sql: Any, params: Any) -> tuple:
        return "NULL::tsvector", []


@SearchField.register_lookup
class Found(models.Lookup):
    lookup_name = "found"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs]


class SearchQuerySet(models.QuerySet):
    """Mix in before ScopedQuerySet: `Customer.objects.visible_to(user).search("zqjx")`."""

    def search(self, text: str) -> Any:
        if not text or not text.strip():
            return self
        literal = query(text)
        return self.filter(search__found=literal) if literal else self.none()


class Searchable(models.Model):
    """A record found by Chinese text, pinyin and initials.

    SEARCH_FIELDS are names or paths (`customer__name`); the first gives the order by pinyin. Models declare
    `search_index("<app>_<model>_search")` in Meta.indexes. Whoever renames what another record is found by, or
    writes with update(), calls reindex() on those rows; so does who writes a row of SEARCH_ROWS, which are fields of
    the record's own rows (`contacts__phone`).
    """

    SEARCH_FIELDS: tuple[str, ...] = ("name",)
    SEARCH_ROWS: tuple[str, ...] = ()

    search = SearchField()
    sort_key = models.CharField(max_length=255, blank=True, default="", editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        if update_fields is None:
            prepare([self])
        elif {path.split("__")[0] for path in self.SEARCH_FIELDS} & set(update_fields):
            prepare([self])
            update_fields = {*update_fields, "search", "sort_key"}
        super().save(*args, update_fields=update_fields, **kwargs)


def prepare(instances: Any) -> list:
    """Sets search and sort_key, for bulk_create and bulk_update; returns the instances."""
    instances = list(instances)
    for instance in instances:
        found = texts(instance)
        instance.search = vector(*found, *row_texts(instance))
        instance.sort_key = pinyin_key(found[0])
    return instances


def texts(instance: Any) -> list[str]:
    """What the record is found by, in the order of SEARCH_FIELDS."""
    return [_follow(instance, path) for path in instance.SEARCH_FIELDS]


def row_texts(instance: Any) -> list[str]:
    """What the record is found by of its own rows, such as the people at a customer."""
    return [text for row in _own_rows(instance) for text in row]


def rows_in_words(instance: Any) -> list[str]:
    """Each of these rows on one line: 张伟 138 0000 0001."""
    return [" ".join(filter(None, row)) for row in _own_rows(instance)]


def _own_rows(instance: Any) -> list[list[str]]:
    paths = getattr(instance, "SEARCH_ROWS", ())
    if not paths or instance.pk is None:
        return []
    found = []
    for relation in sorted(row_relations(type(instance))):
        names = [path.removeprefix(f"{relation}__") for path in paths if path.startswith(f"{relation}__")]
        found += [[str(getattr(row, name)) for name in names] for row in getattr(instance, relation).all()]
    return found


def row_relations(model: type[Any]) -> set[str]:
    """What prefetch_related() needs for row_texts()."""
    return {path.rpartition("__")[0] for path in model.SEARCH_ROWS}


def relations(model: type[Any]) -> set[str]:
    """What select_related() needs for texts()."""
    return {path.rpartition("__")[0] for path in model.SEARCH_FIELDS} - {""}


def _follow(instance: Any, path: str) -> str:
    for name in path.split("__"):
        instance = getattr(instance, name, None)
    return "" if instance is None else str(instance)


def reindex(queryset: Any, batch_size: int = 1000) -> int:
    """Writes both columns anew for these rows; returns how many. No more than a batch of them is in memory."""
    related = relations(queryset.model)
    found = queryset.select_related(*related) if related else queryset
    rows = found.prefetch_related(*row_relations(queryset.model)).iterator(chunk_size=batch_size)
    written = 0
    while batch := prepare(islice(rows, batch_size)):
        queryset.model._base_manager.bulk_update(batch, ["search", "sort_key"])
        written += len(batch)
    return written


def made_of(model: type[Any]) -> str:
    """What the search columns of this model are written from: kept beside them, so that an update sees what it changes."""
    return f"{WAY} {' '.join((*model.SEARCH_FIELDS, *model.SEARCH_ROWS))}"


def dependants(model: type[Any]) -> list:
    """The searchable models of all apps that are found by a field of ``model``: (model, path to it)."""
    found = []
    for each in apps.get_models():
        if issubclass(each, Searchable):
            paths = {path.rpartition("__")[0] for path in each.SEARCH_FIELDS if "__" in path}
            found += [(each, path) for path in sorted(paths) if _end_of(each, path) is model]
    return found


def names_others(model: type[Any]) -> bool:
    """Whether other records are found by its name, as documents by their customer."""
    return issubclass(model, Searchable) and bool(dependants(model))


def _end_of(model: type[Any], path: str) -> type[Any]:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def reindex_dependants(instance: Any) -> int:
    """A record was renamed: everything that is found by its name is indexed anew, in whatever app; returns how many."""
    return sum(reindex(model._base_manager.filter(**{path: instance.pk})) for model, path in dependants(type(instance)))


def search_index(name: str) -> GinIndex:
    """For Meta.indexes: what search() reads."""
    return GinIndex(fields=["search"], name=name)
