#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""`drydock run -- bash` on a terminal is a shell on the machine.

terminal_test.py CLAIM: one function below. Exit status 0 if it holds.
"""
import os
import re
import signal
import sys
import termios

from terminal import BUILD, CTRL_Z, DRYDOCK, Shell, Terminal, machine_shell, module, name_of

NOTHING_LEFT = r"drydock: nothing is left: 0 pages"
UNTIL_STOPPED = "until jobs -s | grep -q Stopped; do :; done; echo now"
UNTIL_NO_JOB = "while [ \"$(jobs -p)\" ]; do sleep .01; done; echo no job"
CTRL_C, CTRL_BACKSLASH, CTRL_D = "\x03", "\x1c", "\x04"


def check(true, what):
    if not true:
        sys.exit(f"not true: {what}")


def ends(shell, status, shows=NOTHING_LEFT):
    """`exit` ends the shell, and the report follows."""
    shell.type(f"exit {status}\r")
    shell.expect(r"exit\r\n.*" + shows)
    check(shell.end() == status, f"exit status {status}")


def keys_reach_the_program():
    shell = machine_shell("scullp", "blocker")
    for line in ["sleep 1000", "cat /dev/blocker", "cat"]:
        shell.start(line)
        shell.key(CTRL_C, r"\^C")
        shell.run("echo $?", "130")
        shell.start(line)
        shell.key(CTRL_BACKSLASH, r"\^\\.*Quit")
    shell.start("cat")
    shell.type("typed\r")
    shell.expect("typed\r\ntyped\r\n")
    shell.key(CTRL_D)
    ends(shell, 3)


def jobs_stop_and_go_on():
    shell = machine_shell("scullp", "blocker")
    holder = BUILD + "/tests/user/user_holder"
    for line in ["sleep 1000", "cat /dev/blocker", holder]:
        shell.start(line)
        if line == holder:
            shell.expect("holds\r\n")
        shell.key(CTRL_Z, r"\^Z.*Stopped")
        shell.run("jobs", r"\[1\]\+  Stopped")
        shell.start("fg")
        shell.key(CTRL_Z, r"\^Z.*Stopped")
        shell.run("bg", r"\[1\]\+ ")
        if line == holder:  # it reads the terminal, which stops it again
            shell.run(UNTIL_STOPPED, "now\r\n")
        shell.start("fg")
        shell.key(CTRL_C, r"\^C")
        shell.run("jobs -p | wc -l", "0")
    shell.run("cat /dev/blocker >/dev/null &", r"\[1\]")
    shell.run("kill -STOP %1; " + UNTIL_STOPPED, "now\r\n")
    shell.run("kill %1; kill -CONT %1; wait; echo gone", "gone")
    ends(shell, 0)


def mapped_program_stops_and_goes_on():
    shell = machine_shell("scullp")
    shell.start(BUILD + "/tests/user/user_holder")
    shell.expect("holds\r\n")
    shell.type("a\r")
    shell.expect("a\r\n1\r\n")
    shell.key(CTRL_Z, "Stopped")
    shell.start("fg")
    shell.type("b\r")
    shell.expect("b\r\n2\r\n")
    shell.key(CTRL_Z, "Stopped")
    shell.run("kill -9 %1; " + UNTIL_NO_JOB)
    ends(shell, 0)


def jobs_end_with_their_shell():
    shell = machine_shell("scullp", "blocker")
    shell.run("sleep 1000 &")
    shell.run("cat /dev/blocker >/dev/null &")
    shell.run("cat /dev/blocker >/dev/null & kill -STOP $!; " + UNTIL_STOPPED, "now\r\n")
    shell.type("exit\r")
    shell.expect("There are stopped jobs.*# ")
    ends(shell, 4)


def reports_follow_the_shell():
    shell = machine_shell("broken/leak_kmalloc")
    shell.run("python3 -c 'import fcntl; fcntl.ioctl(open(\"/dev/broken\"), 0)'")
    shell.type("exit 5\r")
    shell.expect("exit\r\n.*rule broken: memory-leak.*exit status 99\r\n")
    check(shell.end() == 99, "exit status 99")


def window_size_reaches_the_program():
    shell = machine_shell("scullp")
    shell.resize(33, 190)
    shell.run("stty size", "33 190")
    shell.start("python3 -c 'from signal import *; import os; "
                "signal(SIGWINCH, lambda *_: os.write(1, b\"%d\\n\" % os.get_terminal_size().lines)); "
                "print(\"up\"); pause(); pause()'")
    shell.expect("up\r\n")
    shell.resize(44, 190)
    shell.expect("44\r\n")
    shell.key(CTRL_C)
    ends(shell, 0)


def background_writes():
    """A job in the background writes, with and without tostop."""
    shell = machine_shell("scullp")
    shell.run("(echo from the background) & wait", "from the background")
    shell.run("stty tostop; (echo stopped first) & " + UNTIL_STOPPED, "now\r\n")
    shell.type("fg\r")
    shell.expect("stopped first\r\n.*# ")
    # The kernel's own lines come from the supervisor, in the background as well.
    shell.run("stty tostop; echo x >/dev/scullp0; busybox rmmod scullp; echo $?", "0\r\n")
    ends(shell, 0)


def shells_and_terminals_inside():
    shell = machine_shell("scullp")
    shell.run("bash --norc --noprofile -i")
    shell.start("sleep 1000")
    shell.key(CTRL_Z, "Stopped")
    shell.run("kill %1; " + UNTIL_NO_JOB)
    shell.run("exit", "exit")
    shell.run("script -qc 'tty; stty size; echo y >/dev/scullp0; cat /dev/scullp0' /dev/null",
              r"/dev/pts/\d+\r\n24 200\r\ny\r\n")
    shell.run("python3 -c 'import pty; pty.spawn([\"tty\"])'", r"/dev/pts/\d+")
    ends(shell, 0)


def a_line_starts_at_the_left_in_raw_mode():
    shell = machine_shell("lingerer,in=none")
    shell.type("stty -opost; busybox rmmod lingerer; read; stty opost; echo done\r")
    check(shell.expect("lingerer: in exit(\r?\n)")[1] == "\r\n", "the kernel's line ends with \\r\\n")
    shell.type("\r")
    shell.expect("done.*# ")
    ends(shell, 0)


def terminal_is_as_before():
    """A killed program's terminal modes are not left; those it set and kept are."""
    shell = Shell(["bash", "--norc", "--noprofile"])
    before = termios.tcgetattr(shell.fd)
    shell.run(f"{DRYDOCK} run -- sh -c 'stty raw -echo; kill -9 $$'; echo status $?", "status 137")
    check(termios.tcgetattr(shell.fd) == before, "the modes are as before")
    shell.run("sleep 0", "")
    shell.type("exit\r")
    check(shell.end() == 0, "the outer shell goes on")


def permissions_of_the_terminal_stay():
    """Whatever it is called inside: it is the host's."""
    shell = Shell(["bash", "--norc", "--noprofile"])
    path = os.readlink(f"/proc/{shell.pid}/fd/0")
    before = os.stat(path)
    shell.run(f"PATH=$PATH:{BUILD}")
    shell.run("drydock run -- sh -c 'for n in /dev/std* /dev/console /dev/tty; do "
              "chmod 601 $n; chown 12 $n; done; tty'",
              "(Read-only file system.*){10}/dev/console")
    after = os.stat(path)
    check((after.st_mode, after.st_uid) == (before.st_mode, before.st_uid), "it is as before")
    shell.type("exit\r")
    check(shell.end() == 0, "the outer shell goes on")


def until_cat_has_it(shell):
    shell.until("the program owns the terminal",
                lambda: name_of(shell.foreground()) == "cat\n")


def the_run_itself_is_a_job():
    """^Z of a program that is no shell stops the run, for the shell outside."""
    shell = Shell(["bash", "--norc", "--noprofile"])
    shell.start(f"{DRYDOCK} run --module {module('blocker')} -- cat /dev/blocker")
    until_cat_has_it(shell)
    shell.key(CTRL_Z, r"Stopped.*drydock")
    shell.run("jobs", r"Stopped.*drydock")
    shell.type("fg\r")
    until_cat_has_it(shell)
    shell.key(CTRL_C, r"\^C.*" + NOTHING_LEFT)
    shell.run("echo status $?", "status 130")
    shell.start(f"{DRYDOCK} run --module {module('blocker')} -- cat /dev/blocker")
    until_cat_has_it(shell)
    shell.key(CTRL_Z, r"Stopped.*drydock")
    shell.run("kill %1; kill -CONT %1; wait", "Terminated|Exit 143")
    shell.type("exit\r")
    check(shell.end() == 0, "the outer shell goes on")


def interrupt_without_a_program_ends_the_run():
    shell = Terminal([DRYDOCK, "run", "--module", module("lingerer") + ",in=init", "--", "true"])
    shell.expect("lingerer: in init")
    shell.type(CTRL_C)
    shell.expect("drydock: ended by Interrupt")
    check(shell.end() == 130, "status 130")
    shell = Terminal([DRYDOCK, "run", "--module", module("lingerer"), "--", "true"])
    shell.expect("lingerer: in exit")
    shell.type(CTRL_C)
    shell.expect("drydock: ended by Interrupt")
    check(shell.end() == 130, "status 130")


def closed_terminal_ends_all():
    shell = machine_shell("scullp", "blocker")
    shell.run("cat /dev/blocker >/dev/null &")
    shell.start(BUILD + "/tests/user/user_holder")
    group = shell.foreground()
    os.close(shell.fd)
    status = os.waitpid(shell.pid, 0)[1]
    check(os.WEXITSTATUS(status) == 128 + signal.SIGHUP, "ended by SIGHUP")

    def is_gone():
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        return False

    shell.until("its programs are gone", is_gone)


def transcript():
    """docs/SHELL.md shows what a terminal shows: its session, typed again.

    A line after a prompt is typed; ^C and ^Z after it are keys. Where the page
    has <...>, anything may stand.
    """
    with open(os.environ["DRYDOCK_SOURCE"] + "/docs/SHELL.md") as page:
        session = page.read().split("```")[1].partition("\n")[2]
    os.chdir(BUILD + "/modules/scullp")
    os.environ["PATH"] = BUILD + ":" + os.environ["PATH"]
    shell = Shell(["bash", "--norc", "--noprofile"])
    shell.type("PS1='$ '; export -n PS1\r")
    shell.expect(r"\n\$ ")
    shell.seen = ""
    lines = session.splitlines()
    for number, line in enumerate(lines):
        prompt, _, command = line.partition(" ")
        if prompt not in ("$", "bash-<...>#") or not command:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if following in ("^C", "^Z"):
            shell.start(command)
            shell.key(CTRL_C if following == "^C" else CTRL_Z)
        else:
            shell.prompt = r"\n(\$|bash-[0-9.]*#) "
            shell.type(command + "\r")
            shell.expect(re.escape(command) + "\r" + shell.prompt + "|" +
                         re.escape(command) + "\r\n.*?" + shell.prompt)
    shown = shell.seen.replace("\r\n", "\n")
    pattern = ".*?".join(map(re.escape, session.rstrip("\n").split("<...>")))
    if not re.fullmatch(pattern + r"\n\$ ", "$ " + shown):
        sys.exit(f"docs/SHELL.md has\n{session}\nand the terminal shows\n$ {shown}")
    shell.type("exit\r")
    shell.end()


CLAIMS = {f.__name__: f for f in [
    keys_reach_the_program,
    jobs_stop_and_go_on,
    mapped_program_stops_and_goes_on,
    jobs_end_with_their_shell,
    reports_follow_the_shell,
    window_size_reaches_the_program,
    background_writes,
    shells_and_terminals_inside,
    a_line_starts_at_the_left_in_raw_mode,
    terminal_is_as_before,
    permissions_of_the_terminal_stay,
    the_run_itself_is_a_job,
    interrupt_without_a_program_ends_the_run,
    closed_terminal_ends_all,
    transcript,
]}

CLAIMS[sys.argv[1]]()
