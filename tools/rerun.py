#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""rerun.py [--print] DOCUMENT...: run the sessions of documents again

A session is a block that begins with ```console, and in it a line with "$ " and a
command. The command is run in the source tree, with the build's programs first in
PATH, and what it prints takes the place of the lines below it. build/ is BUILD, if
that is set. With --print the sessions are printed instead, commands and all.

Exit status: 0; 1 if a command failed.
"""
import os
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.realpath(os.environ.get("BUILD", os.path.join(TOP, "build")))
PATH = f"{BUILD}:{BUILD}/drivers:{os.environ['PATH']}"


def run(command):
    ended = subprocess.run(["bash", "-c", command.replace("build/", BUILD + "/")], cwd=TOP,
                           env=dict(os.environ, PATH=PATH), stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = ended.stdout.decode(errors="replace").replace(BUILD + "/", "build/")
    if ended.returncode:
        sys.exit(f"{text}rerun.py: exit status {ended.returncode}: {command}")
    return [line.rstrip() for line in text.splitlines()]


def rerun(lines):
    """The document's lines, and those of its sessions alone."""
    document, sessions, inside, shown = [], [], False, False
    for line in lines:
        if line.startswith("```"):
            inside, shown = line == "```console", False
        if inside and line.startswith("$ "):
            new = [line] + run(line[2:])
            document += new
            sessions += new
            shown = True
        elif not (inside and shown):
            document.append(line)
    return document, sessions


def main(args):
    if not args or args[0].startswith("-") and args[0] != "--print":
        sys.exit(__doc__)
    for path in args[1:] if args[0] == "--print" else args:
        with open(path, encoding="utf-8") as file:
            document, sessions = rerun(file.read().splitlines())
        if args[0] == "--print":
            print("\n".join(sessions))
            continue
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(document) + "\n")


main(sys.argv[1:])
