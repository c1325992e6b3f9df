# SPDX-License-Identifier: MIT
"""What gdb must know about a machine of drydock; `drydock gdb` loads it.

Modules are loaded by drydock's own loader, so gdb does not see them come. Each
one's symbols are added when it was mapped, and taken out before it is unmapped;
breakpoints on them may be set before that, and are pending. Traps that the
machine makes and serves itself are passed on in silence. gdb stops where a
rule is broken.
"""
import os
import re
import shutil
import signal
import tempfile

import gdb

# With SIGSTOP the machine waits for gdb, and after it only ptrace stops it.
WAIT_SIGNAL = "SIGSTOP"
MACHINE_SIGNALS = "SIGSEGV SIGBUS SIGFPE SIGILL SIGSYS SIGUSR1"

loaded = {}  # base -> path
copies = None  # a folder, until gdb ends


def quiet(command):
    return gdb.execute(command, to_string=True)


def pid():
    return gdb.selected_inferior().pid


def is_live():
    target = gdb.selected_inferior().connection
    return target is not None and target.type == "native"


def mappings():
    """(start, offset, path) of each file that is mapped."""
    if is_live():
        with open(f"/proc/{pid()}/maps", encoding="utf-8", errors="surrogateescape") as f:
            for line in f:
                words = line.rstrip("\n").split(maxsplit=5)
                if len(words) == 6 and words[5].startswith("/"):
                    yield int(words[0].split("-")[0], 16), int(words[2], 16), words[5]
        return
    for line in quiet("info proc mappings").split("\n"):
        words = line.split(maxsplit=4)
        if len(words) == 5 and words[4].startswith("/"):
            yield int(words[0], 16), int(words[3], 16), words[4]


def is_same(path, base):
    """Is it still the file that is mapped there?"""
    try:
        with open(path, "rb") as f:
            page = f.read(4096)
        return page == gdb.selected_inferior().read_memory(base, len(page)).tobytes()
    except (OSError, gdb.MemoryError):
        return False


def own_copy(path):
    """What insmod loads is in no file of its own, and drydock closes it soon."""
    global copies
    copies = copies or tempfile.TemporaryDirectory(prefix="drydock-gdb")
    return shutil.copy(path, tempfile.mkstemp(".ko", "", copies.name)[1])


def add_module(base, path):
    if base in loaded:
        return
    # A memfd is named by the file that it is a copy of.
    path = re.sub(r"^/memfd:(.*) \(deleted\)$", r"\1", path)
    if not is_same(path, base):
        print(f"drydock: {path} is not the file that was loaded: no symbols of it")
        return
    path = os.path.realpath(path)
    quiet(f"add-symbol-file '{path}' -o {base:#x}")
    loaded[base] = path


def window():
    """From where to where modules lie."""
    ends = gdb.parse_and_eval("(unsigned long *)&dock_debugger_modules")
    return int(ends[0]), int(ends[1])


def add_modules():
    """Those that are mapped now."""
    start, end = window()
    for at, offset, path in mappings():
        if start <= at < end and offset == 0:
            add_module(at, path)


class ModuleComes(gdb.Breakpoint):
    """Stops nowhere: symbols are added while the machine stands still."""

    def __init__(self):
        super().__init__("*dock_debugger_module_comes", internal=True)
        self.silent = True

    def stop(self):
        base = int(gdb.parse_and_eval("$rdi"))
        path = gdb.parse_and_eval("(char *)$rsi").string()
        if path.startswith("/proc/"):
            path = own_copy(path)
        add_module(base, os.path.join(f"/proc/{pid()}/cwd", path))
        return False


class ModuleGoes(gdb.Breakpoint):
    def __init__(self):
        super().__init__("*dock_debugger_module_goes", internal=True)
        self.silent = True

    def stop(self):
        base = int(gdb.parse_and_eval("$rdi"))
        path = loaded.pop(base, None)
        if path:
            quiet(f"remove-symbol-file '{path}'")
        return False


def leave_out_drydock(breakpoint):
    """file.c:12 is a line of a driver; a file of drydock of that name is not meant."""
    if not breakpoint.location or not re.fullmatch(r"[^/: ]+:\d+", breakpoint.location):
        return
    own = os.path.realpath(gdb.current_progspace().filename or "")
    for place in breakpoint.locations:
        symtab = gdb.find_pc_line(place.address or 0).symtab
        if place.enabled and symtab and os.path.realpath(symtab.objfile.filename) == own:
            place.enabled = False


class Modules(gdb.Command):
    """drydock-modules: list the modules whose symbols gdb has."""

    def __init__(self):
        super().__init__("drydock-modules", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        for base, path in sorted(loaded.items()):
            print(f"{base:#x} {path}")


def select_driver():
    """The frame of a driver that is nearest to where the machine came to its end."""
    start, end = window()
    frame = gdb.selected_frame()
    while frame and not start <= frame.pc() < end:
        frame = frame.older()
    if frame:
        frame.select()
    gdb.execute("frame")


def tasks():
    """Each struct dock_task of the machine."""
    head = gdb.parse_and_eval("&dock_all_tasks")
    kind = gdb.lookup_type("struct dock_task")
    offset = next(f.bitpos // 8 for f in kind.fields() if f.name == "all")
    node = head["next"]
    while node != head:
        yield (node.cast(gdb.lookup_type("char").pointer()) - offset).cast(kind.pointer())
        node = node["next"]


def waits_at(task):
    """The address in a driver that waits; if there is none, in drydock."""
    start, end = window()
    first = pc = int(task["wait_pc"])
    bp = task["wait_bp"]
    while not start <= pc < end:
        if not bp:
            return first
        frame = bp.cast(gdb.lookup_type("unsigned long").pointer())
        bp, pc = frame[0], int(frame[1])
    return pc


def place_of(return_address):
    place = gdb.find_pc_line(return_address - 1)
    block = gdb.block_for_pc(return_address - 1)
    while block and not block.function:
        block = block.superblock
    name = block.function if block else hex(return_address)
    return f"{name} at {place.symtab.filename}:{place.line}" if place.symtab else name


class Tasks(gdb.Command):
    """drydock-tasks: list the machine's tasks, and where each one waits."""

    def __init__(self):
        super().__init__("drydock-tasks", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        for task in tasks():
            t = task["t"]
            where = "runs" if int(t["on_cpu"]) >= 0 else "is ready"
            if int(t["__state"]) and int(task["wait_pc"]):
                where = f"waits in {place_of(waits_at(task))}"
            print(f"{int(t['pid']):5} {t['comm'].string():15} {where}")


def start():
    Modules()
    Tasks()
    if not pid():
        print("drydock: no machine; write: drydock gdb PID|CORE")
        return
    add_modules()
    if not is_live():
        select_driver()
        return
    gdb.events.breakpoint_created.connect(leave_out_drydock)
    gdb.events.breakpoint_modified.connect(leave_out_drydock)
    quiet(f"handle {MACHINE_SIGNALS} nostop noprint pass")
    quiet(f"handle {WAIT_SIGNAL} nostop noprint nopass")
    quiet("handle SIGCONT nostop noprint pass")
    os.kill(pid(), signal.SIGCONT)
    ModuleComes()
    ModuleGoes()
    gdb.Breakpoint("*dock_debugger_report")
    print("drydock: gdb stops where a rule is broken (breakpoint 1; delete 1 ends that).\n"
          "drydock: functions and lines of modules may be named before they are loaded.\n"
          "drydock: 'continue' starts the machine.")


start()
