#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""terminal.py PROGRAM ARGUMENT... - a user at a terminal of the program's own

Standard input has one step a line: "expect TEXT" waits until the terminal has
shown TEXT after what was expected before, "send TEXT" types it and Return,
"key X" types control-X. What is typed is heard by whoever reads then: wait for the
prompt first. All that was shown is printed. The exit status is the program's; 1 if
it ended before a TEXT came, or was silent for a minute. The terminal goes then, and
the program with it.
"""
import os
import pty
import select
import sys
import termios

SILENCE_S = 60
ROWS, COLUMNS = 500, 110  # gdb stops at a full screen, and breaks long lines


class Terminal:
    def __init__(self, argv):
        self.shown, self.seen = "", 0
        self.pid, self.fd = pty.fork()
        if not self.pid:
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

    def step(self, line):
        word, text = line.split(" ", 1)
        if word == "expect":
            self.expect(text)
        elif word == "send":
            os.write(self.fd, text.encode() + b"\n")
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
