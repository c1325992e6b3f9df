# SPDX-License-Identifier: MIT
"""A terminal with somebody at it: a program on a pty, keys and what is seen.

Nothing here depends on how fast the machine is: each step waits for what must
come, and the limit is only there to end a test that has failed.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

LIMIT_S = 30
CTRL_Z = "\x1a"
BUILD = os.environ["DRYDOCK_BUILD"]
DRYDOCK = BUILD + "/drydock"


def module(name):
    """name[,parameter...]: what follows --module."""
    name, comma, parameters = name.partition(",")
    where = name if "/" in name else f"{name}/{name}"
    return f"{BUILD}/modules/{where}.ko{comma}{parameters}"


def name_of(pid):
    """What runs as @pid; "" if nothing does any more."""
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8") as f:
            return f.read()
    except OSError:
        return ""


def within(seconds, condition):
    """True as soon as @condition holds; False if it does not in time."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            return False
        time.sleep(0.01)
    return True


class Terminal:
    """argv runs as the leader of a new session on a new terminal."""

    def __init__(self, argv, env=None):
        self.seen = ""  # all that was shown
        self.new = ""  # and has not been expected yet
        self.pid, self.fd = pty.fork()
        if not self.pid:
            # A login has them so, whatever this test was started under (nohup).
            for sig in signal.SIGHUP, signal.SIGINT, signal.SIGQUIT:
                signal.signal(sig, signal.SIG_DFL)
            os.environ.update(TERM="dumb", PS1="# ", **(env or {}))
            os.environ.pop("BASH_ENV", None)
            self.fd = 0
            self.resize(24, 200)  # before anybody asks
            self.keep_what_was_written()
            os.execvp(argv[0], argv)

    def resize(self, rows, columns):
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)

    def keep_what_was_written(self):
        """A key's signal would throw away output that nobody has read yet."""
        modes = termios.tcgetattr(self.fd)
        modes[3] |= termios.NOFLSH
        termios.tcsetattr(self.fd, termios.TCSANOW, modes)

    def foreground(self):
        return os.tcgetpgrp(self.fd)

    def fail(self, what):
        sys.stderr.write(f"{what}; the terminal shows:\n{self.seen}\n")
        os.kill(self.pid, 9)
        sys.exit(1)

    def read(self, limit):
        """False: there is nothing more, and never will be."""
        if not select.select([self.fd], [], [], max(0, limit - time.monotonic()))[0]:
            self.fail(f"nothing in {LIMIT_S} s")
        try:
            text = os.read(self.fd, 65536).decode(errors="replace")
        except OSError:
            text = ""
        self.seen += text
        self.new += text
        return text != ""

    def expect(self, pattern):
        """Wait for text, and take it and all before it. Returns the match."""
        limit = time.monotonic() + LIMIT_S
        while True:
            match = re.search(pattern, self.new, re.S)
            if match:
                self.new = self.new[match.end() :]
                return match
            try:
                ended = not self.read(limit)
            except SystemExit:
                self.fail(f"waited for {pattern!r}")
            if ended:
                self.fail(f"the end came before {pattern!r}")

    def until(self, what, condition):
        if not within(LIMIT_S, condition):
            self.fail(f"waited until {what}")

    def type(self, text):
        os.write(self.fd, text.encode())

    def end(self):
        """Wait for the end. Returns the status as a shell has it."""
        limit = time.monotonic() + LIMIT_S
        while self.read(limit):
            pass
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.fd)
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


class Shell(Terminal):
    """A terminal where bash waits with its prompt: on the machine, or before it."""

    def __init__(self, argv, prompt=r"# "):
        super().__init__(argv)
        self.prompt = prompt
        self.expect(prompt)
        self.group = self.foreground()

    def run(self, line, shows=""):
        """A command that ends; its output must match."""
        self.type(line + "\r")
        self.expect(re.escape(line) + r"\r\n")
        return self.expect(shows + r".*?" + self.prompt)

    def start(self, line):
        """A command that goes on: return when it owns the terminal, and is no
        copy of the shell any more, which would take a key's signal as the shell."""
        self.group = self.foreground()
        self.type(line + "\r")
        self.expect(re.escape(line) + r"\r\n")
        shells = ["", name_of(self.group)]
        self.until(
            "it owns the terminal",
            lambda: self.foreground() != self.group and name_of(self.foreground()) not in shells,
        )

    def shell_has_terminal(self):
        return self.foreground() == self.group

    def key(self, key, shows=""):
        """A key that brings the prompt back. Ctrl-Z is lost between a shell's `fg`
        and its SIGCONT, which discards stops: it is typed until it has worked."""
        for _ in range(LIMIT_S):
            self.type(key)
            if key != CTRL_Z or within(1, self.shell_has_terminal):
                break
        self.expect(shows + r".*?" + self.prompt)
        self.until("the shell owns the terminal", self.shell_has_terminal)


def machine_shell(*modules):
    argv = [DRYDOCK, "run", "--timeout", "100"]
    for name in modules:
        argv += ["--module", module(name)]
    return Shell(argv + ["--", "bash", "--norc", "--noprofile"])
