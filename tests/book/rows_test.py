#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each row of docs/BOOK.md and docs/book/ has a command, and the command prints the
line that the row tells. A command that shows nothing of its own fails: one without a
program of ours, an expectation that is empty or stands in the command itself, a line
that a machine prints with nothing on it, or that more than two of all commands print.
What is not there yet is counted. Prints one line a claim.

usage: rows_test.py [ITEM...]   (all, or those)
"""
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import book

BUILD = pathlib.Path(os.environ.get("DRYDOCK_BUILD", book.TOP / "build")).resolve()
OURS = re.compile(r"\b(drydock|show|erratum|tools/[a-z-]+|tests/[a-z_/.-]+)\b")
BARE = ["drydock run -- true", "drydock run --device edu -- true",
        "drydock run --module $S -- true"]
SHARED = 2  # so many rows may use one command, or match one command's output
MAX_SECONDS = 120
SHOWN_LINES = 15  # of what a command printed, if it is wrong


def run(command):
    """What a command prints on both streams, and its status."""
    env = dict(os.environ)
    for name in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL"]:
        env.pop(name, None)
    env["PATH"] = f"{BUILD}:{BUILD}/drivers:{book.TOP}/tests/book:{env['PATH']}"
    env["BUILD"] = env["DRYDOCK_BUILD"] = str(BUILD)
    env["S"] = f"{BUILD}/modules/scullp/scullp.ko"
    with tempfile.TemporaryDirectory() as tmp:
        env["T"] = tmp
        text = re.sub(r"(?<![\w/])build/", f"{BUILD}/", command)
        done = subprocess.run(["bash", "-c", text], cwd=book.TOP, env=env, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, errors="replace",
                              stderr=subprocess.STDOUT, timeout=MAX_SECONDS, check=False)
    return done.stdout, done.returncode


def matches(row, output):
    """Whether the row's line is in that output."""
    expected = row.expected()
    return any(expected.search(line) for line in output.split("\n"))


def shown(output):
    """The end of an output, for messages."""
    return "\n".join(output.rstrip().split("\n")[-SHOWN_LINES:])


def form_errors(row):
    """What is wrong with a row, before anything is run."""
    if row.later:
        if row.heading not in book.LATER:
            yield "this part of the book has to be there: no command"
        if row.prints or row.test:
            yield "not there yet, but it prints or is tested"
        return
    command, prints = row.code("command"), row.code("prints")
    if not command or not OURS.search(command):
        yield "no command of ours"
    elif not prints or len(re.sub(r"[…\s]", "", prints)) < 4:
        yield "nothing that it must print"
    elif prints in command:
        yield "what it must print stands in the command"
    if not row.where:
        yield "no place where it lives"
    tests = re.findall(r"`([^`]+)`", row.test)
    if not tests:
        yield "no test"
    for path in tests:
        if not list(book.TOP.glob(path)):
            yield f"no such test: {path}"


def output_errors(rows, outputs):
    """What is wrong with what the commands printed: pairs of a row and a text."""
    for row in rows:
        output, status = outputs[row.code("command")]
        wanted = re.search(r"status (\d+)", row.notes)
        if status != int(wanted[1] if wanted else 0):
            yield row, f"status {status}\n{shown(output)}"
        elif not matches(row, output):
            yield row, f"it does not print: {row.code('prints')}\n{shown(output)}"
        for bare in BARE:
            if bare != row.code("command") and matches(row, outputs[bare][0]):
                yield row, f"this prints it, too: {bare}"


def own_errors(rows, outputs):
    """Rows whose line is printed by commands that have nothing to do with them."""
    for row in rows:
        also = [c for c, (output, _) in outputs.items()
                if c != row.code("command") and matches(row, output)]
        if len(also) >= SHARED:
            yield row, "these print it, too: " + "; ".join(also[:4])


def shared_errors(rows):
    """Commands that too many rows share, and rows that are another's copy."""
    by_command = collections.defaultdict(list)
    for row in rows:
        by_command[row.code("command")].append(row)
    for sharing in by_command.values():
        if len(sharing) > SHARED:
            yield sharing[-1], f"{len(sharing)} rows share its command"
        lines = [r.code("prints") for r in sharing]
        if len(set(lines)) < len(lines):
            yield sharing[-1], "another row has the same command and line"


def claim(text, errors):
    """Prints the claim; returns whether it failed."""
    errors = list(errors)
    print(f"{'not ok' if errors else 'ok'} - {text}")
    for row, error in errors:
        print("  | " + f"{row.place}: {row.item}: {error}".replace("\n", "\n  |     "))
    return bool(errors)


def main():
    """Runs the rows that the arguments name, or all."""
    rows = [r for r in book.all_rows() if not sys.argv[1:] or r.item in sys.argv[1:]]
    if not rows:
        raise SystemExit("no row")
    failed = claim("each row has all that it needs",
                   ((row, e) for row in rows for e in form_errors(row)))
    if failed:
        return 1
    there = [row for row in rows if not row.later]
    commands = list(dict.fromkeys(BARE + [row.code("command") for row in there]))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        outputs = dict(zip(commands, pool.map(run, commands)))
    failed |= claim(f"each of {len(there)} rows prints its line", output_errors(there, outputs))
    failed |= claim("no line is printed by what has nothing to do with it",
                    own_errors(there, outputs))
    failed |= claim("rows do not share commands", shared_errors(there))
    print(f"# {len(rows) - len(there)} of {len(rows)} rows are not there yet (later issues)")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
