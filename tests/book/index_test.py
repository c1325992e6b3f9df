#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The index of the book is complete, and each of its items has its row in docs/.

Where the texts are at hand (../shared/book): every heading, every listing and every
name of them is in the index, and what the index names is where it says. Always: each
item has a row of docs/BOOK.md or docs/book/, and each row of docs/book/ an item; what
is not there yet is in no header. Prints one line a claim.
"""
import os
import pathlib
import re
import sys

import book

HERE = pathlib.Path(__file__).resolve().parent
INDEX = pathlib.Path(os.environ.get("BOOK_INDEX", HERE / "index"))
TEXTS = book.TOP.parent / "shared" / "book"
KINDS = {"chapter", "part", "section", "term", "session", "listing", "field", "header", "function",
         "method", "driver", "constant", "variable", "type", "inside"}
NAMED = {"field", "function", "method", "driver", "constant", "variable", "type", "inside"}


def read_index():
    """The rows: kind, item, places."""
    rows = []
    for line in INDEX.read_text().split("\n"):
        if line and not line.startswith("#"):
            kind, item, places = line.split(" | ")
            rows.append((kind, item, places.split()))
    return rows


def lines_of(place):
    """The text of a place and the lines it names, none for the whole text."""
    text, _, numbers = place.partition(":")
    if not numbers:
        return text, range(0)
    first, _, last = numbers.partition("-")
    return text, range(int(first), int(last or first) + 1)


def read_texts():
    """The chapter and the notes, as lists of lines, by their numbers."""
    return {f.name[:3]: f.read_text().split("\n") for f in sorted(TEXTS.glob("[0-9]*.txt"))}


# --- what the texts have ---------------------------------------------------------------

def fences(lines):
    """The lines (from 1) where a listing begins, and whether each line is in one."""
    starts, inside, marks = [], False, []
    for number, line in enumerate(lines, 1):
        fence = line.startswith("```")
        if fence and not inside:
            starts.append(number)
        marks.append(inside or fence)
        inside ^= fence
    return starts, marks


def is_heading(text, lines, number, in_listing):
    """Whether that line is a heading; the chapter's stand alone, the notes' are marked."""
    line = lines[number - 1].strip()
    if in_listing or not line:
        return False
    if text in ("000", "003"):
        return bool(re.match(r"#+ ", line))
    if text == "002":
        return bool(re.match(r"(•|\d\.|i+\)|\* [A-Z][a-z_ ]*:)", line))
    around = lines[number - 2] + (lines[number] if number < len(lines) else "")
    return text == "001" and not around.strip() and len(line) < 70 and \
        line[-1] not in ".:;,?!" and line[0].isupper()


def is_code_of_notes(line):
    """Note 002 has its listings behind a tab, with sentences about arguments between."""
    return line.startswith("\t") and not re.match(r"\t(@|};|$|The )", line)


def words_of(text, lines):
    """The words that look like names of C: in listings, in backquotes, or by their form."""
    _, marks = fences(lines)
    words = set()
    for line, marked in zip(lines, marks):
        code = marked or text == "002" and line.startswith("\t")
        pieces = [line] if code else re.findall(r"`([^`]*)`", line)
        words |= {w for p in pieces for w in re.findall(r"\b[A-Za-z_]\w*(?= ?\()", p, re.A)}
        words |= set(re.findall(r"\b(?:[A-Za-z]\w*_\w*|__\w+|[A-Z]{2,}_\w+)", line, re.A))
        words |= set(re.findall(r"\b\w+(?=\(\))", line, re.A))
        words |= set(re.findall(r"(?<=[*`])[A-Za-z_]\w*(?=[*`])", line, re.A))
    return words


# --- claims ------------------------------------------------------------------------------

def claim(text, errors):
    """Prints the claim; returns whether it failed."""
    errors = list(errors)
    print(f"{'not ok' if errors else 'ok'} - {text}")
    for error in errors:
        print(f"  | {error}")
    return bool(errors)


def form_errors(rows):
    """Kinds that there are none of, and items that are named twice."""
    seen = set()
    for kind, item, places in rows:
        if kind not in KINDS or not places:
            yield f"{kind}: {item}: no such kind, or no place"
        if (kind, item) in seen:
            yield f"{kind}: {item}: twice"
        seen.add((kind, item))


def row_errors(rows):
    """Items without a row in the documents."""
    items = {row.item for row in book.all_rows()}
    headings = set(re.findall(r"^##? (.*)$", (book.TOP / "docs/BOOK.md").read_text(), re.M))
    for kind, item, _ in rows:
        if item not in (headings if kind in ("part", "chapter") else items):
            yield f"{kind}: {item}"


def unindexed_rows(rows):
    """Rows of the documents that no item of the index has."""
    items = {item for _, item, _ in rows}
    for row in book.all_rows():
        if row.item not in items and row.page.name != "ERRATA.md":
            yield f"{row.place}: {row.item}"


def present_errors():
    """Names that are told not to be there, and that a header has."""
    headers = "\n".join(p.read_text() for p in (book.TOP / "include").rglob("*.h"))
    for row in book.all_rows():
        if row.later and re.fullmatch(r"\w+", row.item) and \
                re.search(rf"\b{row.item}\b", headers):
            yield f"{row.place}: {row.item} is in include/"


def heading_errors(texts, places):
    """Headings that no place of the index names."""
    for text, lines in texts.items():
        _, marks = fences(lines)
        for number in range(1, len(lines) + 1):
            if is_heading(text, lines, number, marks[number - 1]) and \
                    (text, number) not in places:
                yield f"{text}:{number}: {lines[number - 1].strip()}"


def listing_errors(texts, places):
    """Listings that no place of the index names."""
    for text, lines in texts.items():
        starts = fences(lines)[0]
        if text == "002":
            starts = [n for n, line in enumerate(lines, 1) if is_code_of_notes(line)]
        for number in starts:
            if (text, number) not in places:
                yield f"{text}:{number}: {lines[number - 1 + (text != '002')].strip()}"


def name_errors(texts, rows):
    """Names of the texts that are neither in the index nor known to be none of Linux's."""
    known = {w for _, item, _ in rows for w in re.findall(r"\w+", item)}
    known |= {w for line in (HERE / "words").read_text().split("\n")
              if not line.startswith("#") for w in line.split()}
    for text, lines in texts.items():
        for word in sorted(words_of(text, lines) - known):
            yield f"{text}: {word}"


def place_errors(texts, rows):
    """Places where there is no such line, or no such name."""
    for kind, item, item_places in rows:
        for place in item_places:
            text, numbers = lines_of(place)
            if text not in texts or numbers and max(numbers) > len(texts[text]):
                yield f"{item}: {place}: no such place"
            elif kind in NAMED and not numbers and \
                    not re.search(rf"\b{item}\b", "\n".join(texts[text])):
                yield f"{item}: {place}: not in that text"


def errata_errors(texts):
    """Errata without a place, or with one that is in no text."""
    for row in book.rows_of(book.TOP / "docs" / "ERRATA.md"):
        for place in row.where.split():
            text, numbers = lines_of(place)
            if text not in texts or not numbers or max(numbers) > len(texts[text]):
                yield f"{row.place}: {row.item}: {place}"


def main():
    """Checks the index by itself, and with the texts if they are there."""
    rows = read_index()
    failed = claim(f"the index has {len(rows)} items, each once", form_errors(rows))
    failed |= claim("each item of the index has a row", row_errors(rows))
    failed |= claim("each row has an item of the index", unindexed_rows(rows))
    failed |= claim("what is told not to be there is in no header", present_errors())
    texts = read_texts()
    if texts:
        places = {(text, n) for _, _, ps in rows for p in ps for text, ns in [lines_of(p)]
                  for n in ns}
        failed |= claim("each heading is in the index", heading_errors(texts, places))
        failed |= claim("each listing is in the index", listing_errors(texts, places))
        failed |= claim("each name is in the index", name_errors(texts, rows))
        failed |= claim("each place is right", place_errors(texts, rows))
        failed |= claim("each erratum's place is right", errata_errors(texts))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
