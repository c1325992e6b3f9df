#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""terminal.py PROGRAM ARGUMENT... - a user at a terminal of the program's own

Standard input has one step a line: "expect TEXT" waits until the terminal has
shown TEXT after what was expected before, "send TEXT" types it and Return,
"key X" types control-X, "busy NAME" waits until the program's child NAME computes.
What is typed is heard by whoever reads then: wait for the prompt first; a key that gdb
hears between "Continuing." and the next instruction is lost. All that was shown is
printed. The exit status is the program's; 1 if it ended before a TEXT came, or was
silent for a minute. The terminal goes then, and the program with it.
"""
import glob
import os
import pty
import select
import signal
import sys
import termios
import time

SILENCE_S = 60
BUSY_TICKS = 3  # of processor time: more than a step over a breakpoint takes
ROWS, COLUMNS = 500, 110  # gdb stops at a full screen, and breaks long lines


class Terminal:
    def __init__(self, argv):
        self.shown, self.seen = "", 0
        self.pid, self.fd = pty.fork()
        if not self.pid:
            for sig in signal.SIGINT, signal.SIGQUIT:  # whatever the test was started under
                signal.signal(sig, signal.SIG_DFL)
            termios.tcsetwinsize(0, (ROWS, COLUMNS))
            os.execvp(argv[0], argv)

    def read(self):
        """False: there is nothing more to come."""
        if not select.select([self.fd], [], [], SILENCE_S)[0]:
            sys.exit("terminal.py: silent for a minute")
        try:
            text = os.read(self.fd, 4096).decode(errors="replace")
        except OSError:  # how a pty says that it has no other end
            return False
        sys.stdout.write(text)
        self.shown += text
        return bool(text)

    def expect(self, text):
        while (at := self.shown.find(text, self.seen)) < 0:
            if not self.read():
                sys.exit(f"terminal.py: never came: {text}")
        self.seen = at + len(text)

    def ticks_of(self, name):
        """The processor time of the program's child of that name."""
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(stat, encoding="utf-8", errors="replace") as f:
                    head, _, rest = f.read().rpartition(")")
            except OSError:  # it has ended
                continue
            words = rest.split()
            if head.endswith("(" + name) and int(words[1]) == self.pid:
                return int(words[11]) + int(words[12])
        return 0

    def until_busy(self, name):
        limit = time.monotonic() + SILENCE_S
        wanted = self.ticks_of(name) + BUSY_TICKS
        while self.ticks_of(name) < wanted:
            if time.monotonic() > limit:
                sys.exit(f"terminal.py: {name} does nothing for a minute")
            time.sleep(0.01)

    def step(self, line):
        word, text = line.split(" ", 1)
        if word == "expect":
            self.expect(text)
        elif word == "send":
            os.write(self.fd, text.encode() + b"\n")
        elif word == "busy":
            self.until_busy(text)
        elif word == "key":
            os.write(self.fd, bytes([ord(text) & 31]))
        else:
            sys.exit(f"terminal.py: not understood: {line}")


def main():
    terminal = Terminal(sys.argv[1:])
    for line in sys.stdin.read().splitlines():
        terminal.step(line)
    while terminal.read():
        pass
    return os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1])


sys.exit(main())
