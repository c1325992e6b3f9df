# SPDX-License-Identifier: MIT
"""The tables of docs/BOOK.md and docs/book/*.md, read.

A table of ours begins with the header

    | item | where | command | prints | test | notes |

and a row of it is a Row. A command and what it prints stand in backquotes; a bar
within them is written \\|. What is printed is a piece of one line, in which an
ellipsis (…) stands for anything.
"""
import os
import pathlib
import re

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
# BOOK_PAGES: other pages, of the test of the tests.
PAGES = [pathlib.Path(p) for p in os.environ.get("BOOK_PAGES", "").split()] or \
    [TOP / "docs" / "BOOK.md", TOP / "docs" / "ERRATA.md"] + \
    sorted((TOP / "docs" / "book").glob("*.md"))
COLUMNS = ["item", "where", "command", "prints", "test", "notes"]
NOT_YET = "not yet (later issue)"
# What a later issue may bring, by the page's heading above the table. All else must
# have a command.
LATER = {"Performing Direct I/O", "Direct Memory Access", "Quick Reference"}


class Row:
    """One row: cells by column, the page, the line and the heading above."""

    def __init__(self, page, line, heading, cells):
        self.page, self.line, self.heading = page, line, heading
        self.item, self.where, self.command, self.prints, self.test, self.notes = cells
        self.item = self.code("item") or self.item

    @property
    def place(self):
        """For messages: the file and the line."""
        return f"{os.path.relpath(self.page, TOP)}:{self.line}"

    @property
    def later(self):
        """True if it is told that this is not there yet."""
        return self.command == NOT_YET

    def code(self, column):
        """What stands in backquotes in that column, or None."""
        text = getattr(self, column)
        found = re.fullmatch(r"`([^`]+)`", text)
        return found[1] if found else None

    def expected(self):
        """A compiled pattern for the line, or None."""
        text = self.code("prints")
        if text is None:
            return None
        return re.compile(".*?".join(map(re.escape, text.split("…"))))


def cells_of(line):
    """The cells of a table's line."""
    parts = re.split(r"(?<!\\)\|", line.strip()[1:-1])
    return [p.strip().replace("\\|", "|") for p in parts]


def rows_of(page):
    """The rows of a page's tables, in order."""
    heading, inside = "", False
    for number, line in enumerate(page.read_text().split("\n"), 1):
        if line.startswith("## "):
            heading = line[3:].strip()
        if not line.startswith("|"):
            inside = False
            continue
        cells = cells_of(line)
        if cells == COLUMNS:
            inside = True
        elif inside and not set(line) <= set("|-: "):
            if len(cells) != len(COLUMNS):
                raise SystemExit(f"{page}:{number}: {len(cells)} cells, not {len(COLUMNS)}")
            yield Row(page, number, heading, cells)


def all_rows():
    """The rows of all pages."""
    return [row for page in PAGES for row in rows_of(page)]
