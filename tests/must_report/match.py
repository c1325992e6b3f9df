#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""match.py REPORT.json EXPECT SOURCE.c - is what must be reported reported?

The expectation has one line for each thing, beside "options", "poke", "log", "data"
and "machine", which must_report_test.sh and dma_test.sh read:

  count N                    how many reports; "any"; 1 if there is no such line
  rule NAME                  a report of this rule; what follows is about it
  say TEXT                   its sentence; * stands for anything
  fact NAME: TEXT            TEXT is in a fact of that name; * as above
  frame TITLE: FUNCTION @M   the stack TITLE has a frame of FUNCTION, in the line
                             of SOURCE.c with the comment "HERE M"

@M in another TEXT is that line's number. Reports come in the order of the
file. Prints what is missing; exit status 1 if something is.
"""
import fnmatch
import json
import os
import re
import sys

MARK = re.compile(r"/\* HERE (\w+) \*/")


def marks_of(source):
    marks = {}
    with open(source, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            for m in MARK.finditer(line):
                if m[1] in marks:
                    sys.exit(f"match.py: {source}: two lines are called {m[1]}")
                marks[m[1]] = number
    return marks


def glob_escape(text):
    return text.replace("[", "[[]").replace("?", "[?]")


def has_frame(report, title, function, source, line):
    for stack in report["stacks"]:
        if stack["title"] != title:
            continue
        for frame in stack["frames"]:
            # Compilers rename copies that they make: act.isra.0.
            if frame["function"].split(".")[0] == function and frame["line"] == line and \
                    os.path.basename(frame["file"] or "") == os.path.basename(source):
                return True
    return False


def matches(report, word, rest, source, marks):
    if word == "frame":
        m = re.fullmatch(r"([^:]+): (\w+) @(\w+)", rest)
        return has_frame(report, m[1], m[2], source, marks[m[3]])
    rest = re.sub(r"@(\w+)", lambda m: str(marks[m[1]]), rest)
    if word == "say":
        return fnmatch.fnmatchcase(report["sentence"], glob_escape(rest))
    name, text = rest.split(": ", 1)
    pattern = "*" + glob_escape(text) + "*"
    return any(f["name"] == name and fnmatch.fnmatchcase(f["value"], pattern)
               for f in report["facts"])


def main():
    name, expectation, source = sys.argv[1:]
    with open(name, encoding="utf-8") as f:
        run = json.load(f)
    marks = marks_of(source)
    count, missing, rules = "1", [], 0
    reports, report = iter(run["reports"]), None
    with open(expectation, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f if line.strip() and line[0] != "#"]
    for line in lines:
        word, rest = line.split(" ", 1)
        if word in ("options", "poke", "log", "data", "machine"):
            continue
        if word == "count":
            count = rest
        elif word == "rule":
            rules += 1
            report = next((r for r in reports if r["rule"] == rest), None)
            if report is None:
                missing.append(line)
        elif word in ("say", "fact", "frame"):
            if report is None or not matches(report, word, rest, source, marks):
                missing.append(line)
        else:
            sys.exit(f"match.py: {expectation}: not understood: {line}")
    if not rules:
        sys.exit(f"match.py: {expectation}: it names no rule")
    if count != "any" and run["reports_made"] != int(count):
        missing.append(f"count {count} (there are {run['reports_made']})")
    for line in missing:
        print(f"{expectation}: missing: {line}")
    if missing:
        print(json.dumps(run["reports"], indent=1))
    return 1 if missing else 0


sys.exit(main())
