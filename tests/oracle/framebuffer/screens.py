#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is on the screen, there and here: the same driver and the same program (fbdraw)
in real Linux, of which QEMU's monitor takes a picture, and in Drydock with --screenshot.
Every pixel must agree. Prints one line a mode.

usage: screens.py BUILD (of the oracle's set framebuffer, made by build.sh)

DRYDOCK is the program under test, DRYDOCK_BUILD its build folder. Exit status 77 if QEMU
or another tool is not here.
"""
import json
import os
import pathlib
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time

# Widths are multiples of four: QEMU 7.2 writes what fills its lines up to words, too.
MODES = ["640x480x32", "104x64x32", "320x200x16", "64x65x16", "200x100x32+33+7",
         "128x64x16+1000+2000"]
SECONDS = 120
HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[2]
INIT = """#!/bin/busybox sh
B=/bin/busybox
$B mount -t proc proc /proc
$B mount -t devtmpfs dev /dev
$B stty -F /dev/ttyS1 raw -echo
$B insmod /framebuffer.ko
exec <>/dev/ttyS1 >&0 2>&1
echo ready
while read -r mode; do
	/fbdraw -m $mode /dev/framebuffer0 >/dev/null && echo drawn || echo failed
done
"""


def make_initramfs(build, work):
    root = work / "root"
    for name in ["bin", "proc", "dev"]:
        (root / name).mkdir(parents=True)
    shutil.copy(shutil.which("busybox"), root / "bin/busybox")
    shutil.copy(build / "linux/modules/framebuffer.ko", root)
    cc = shlex.split(os.environ.get("CC", "gcc"))
    subprocess.run([*cc, "-static", "-O2", "-o", root / "fbdraw",
                    TOP / "drivers/framebuffer/fbdraw.c"], check=True)
    (root / "init").write_text(INIT)
    (root / "init").chmod(0o755)
    names = "\n".join(str(p.relative_to(root)) for p in sorted(root.rglob("*")))
    with open(work / "initramfs", "wb") as out:
        subprocess.run(["cpio", "--quiet", "-o", "-H", "newc"], cwd=root, stdout=out,
                       input=names.encode(), check=True)


def connect(vm, path):
    """QEMU's socket, as soon as it listens: it is there a little before."""
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(SECONDS)
    while True:
        try:
            link.connect(str(path))
            return link.makefile("rw", newline="")
        except (FileNotFoundError, ConnectionRefusedError):
            if vm.poll() is not None:
                sys.exit(f"screens: QEMU ended with status {vm.returncode}")
            time.sleep(0.01)


def start_vm(build, work):
    """QEMU, whose guest waits (-S) until both sockets are taken."""
    make_initramfs(build, work)
    return subprocess.Popen(
        ["qemu-system-x86_64", "-accel", "tcg", "-M", "pc", "-cpu", "max", "-m", "256",
         "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-S",
         "-device", "bochs-display,edid=off", "-kernel", build / "linux/kernel",
         "-initrd", work / "initramfs", "-append",
         "console=ttyS0 quiet panic=-1 nokaslr mitigations=off tsc=reliable no_timer_check "
         "cryptomgr.notests", "-serial", f"file:{work}/console",
         "-chardev", f"socket,id=talk,path={work}/talk,server=on,wait=off",
         "-serial", "chardev:talk",
         "-chardev", f"socket,id=mon,path={work}/mon,server=on,wait=off",
         "-mon", "chardev=mon,mode=control"], stdin=subprocess.DEVNULL)


def ask_monitor(mon, order, **arguments):
    """Returns when QEMU has answered: only then is what was ordered done."""
    mon.write(json.dumps({"execute": order, "arguments": arguments}) + "\n")
    mon.flush()
    while True:
        line = mon.readline()
        said = json.loads(line) if line else {"error": "the monitor hung up"}
        if "error" in said:
            sys.exit(f"screens: QEMU refuses {order}: {said['error']}")
        if "return" in said: # others are the greeting and events
            return


def expect(talk, wanted):
    said = talk.readline().strip()
    if said != wanted:
        sys.exit(f"screens: the guest said '{said}', not '{wanted}'")


def linux_pictures(build, work):
    vm = start_vm(build, work)
    try:
        talk, mon = connect(vm, work / "talk"), connect(vm, work / "mon")
        ask_monitor(mon, "qmp_capabilities")
        ask_monitor(mon, "cont")
        expect(talk, "ready")
        for number, mode in enumerate(MODES):
            talk.write(mode + "\n")
            talk.flush()
            expect(talk, "drawn")
            ask_monitor(mon, "screendump", filename=f"{work}/linux-{number}.ppm")
    finally:
        vm.kill()
        vm.wait()


def drydock_picture(build, work, mode):
    tools = pathlib.Path(os.environ.get("DRYDOCK_BUILD", TOP / "build"))
    png = work / "here.png"
    subprocess.run([os.environ.get("DRYDOCK", tools / "drydock"), "run", "--quiet",
                    "--device", "bochs-display", "--screenshot", png, "--module",
                    tools / "modules/framebuffer/framebuffer.ko", "--",
                    work / "root/fbdraw", "-m", mode, "/dev/framebuffer0"],
                   check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return subprocess.run([tools / "tests/png_pixels", png], check=True,
                          stdout=subprocess.PIPE).stdout


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    for tool in ["qemu-system-x86_64", "cpio", "busybox"]:
        if not shutil.which(tool):
            print(f"screens: {tool} is not installed")
            return 77
    made = subprocess.run([HERE.parent / "build.sh", build], check=False,
                          env={**os.environ, "ORACLE_DRIVER": "framebuffer"})
    if made.returncode:
        return made.returncode
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        linux_pictures(build, work)
        for number, mode in enumerate(MODES):
            there = (work / f"linux-{number}.ppm").read_bytes()
            here = drydock_picture(build, work, mode)
            print("ok" if there == here else "not ok", "-", mode)
            bad |= there != here
            if there != here:
                print(f"  Linux: {len(there)} bytes, {there[:20]}, here {len(here)} bytes,"
                      f" {here[:20]}, first difference at",
                      next((i for i, (a, b) in enumerate(zip(there, here)) if a != b), "?"))
    return bad


if __name__ == "__main__":
    sys.exit(main())
