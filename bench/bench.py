#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure Drydock, and what the host alone takes beside it in the same run.

usage: bench.py BUILD_DIR [--no-vm] [--json FILE]

Prints a table, and the same as JSON to BUILD_DIR/bench.json. Times are medians;
the machine is noisy, so ratios to the bare figures count more than times.
"""
import json
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 30


def bench_lines(text):
    """The "bench NAME VALUE" lines of a program's output."""
    out = {}
    for line in text.splitlines():
        words = line.split("bench ", 1)
        if len(words) == 2:
            name, value = words[1].split()
            out[name] = float(value)
    return out


def run(args):
    p = subprocess.run(args, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if p.returncode:
        sys.exit(f"bench: {' '.join(args)} ended with status {p.returncode}:\n{p.stderr}")
    return bench_lines(p.stdout + p.stderr)


def wall_ms(args):
    times = []
    for _ in range(ROUNDS):
        t = time.perf_counter()
        run(args)
        times.append((time.perf_counter() - t) * 1e3)
    return statistics.median(times)


def median_of(args, times=5):
    runs = [run(args) for _ in range(times)]
    return {k: statistics.median(r[k] for r in runs) for k in runs[0]}


def vm_ms(top, build):
    """One case in the oracle's virtual machine, boot included; None: cannot."""
    oracle = os.path.join(top, "tests/oracle")
    work = os.path.join(build, "oracle")
    if subprocess.run([os.path.join(oracle, "build.sh"), work], capture_output=True).returncode:
        return None
    t = time.perf_counter()
    p = subprocess.run([os.path.join(oracle, "vm.sh"), work, os.path.join(build, "bench-vm.out"),
                        "mmap-shared-write"], capture_output=True)
    return None if p.returncode else (time.perf_counter() - t) * 1e3


def kbuild(drydock, source, out, plain):
    """Build a driver's folder into @out, with the hooks or without."""
    kdir = subprocess.run([drydock, "kdir"] + (["--plain"] if plain else []),
                          capture_output=True, text=True, check=True).stdout.strip()
    os.makedirs(out, exist_ok=True)
    subprocess.run(["make", "-s", "-C", kdir, f"M={source}", f"MO={out}", "modules"],
                   check=True, stdout=subprocess.DEVNULL)
    return out


def dma_rows(top, build, drydock):
    """Mapping and hooks: with checks, without, and without the hooks."""
    source = os.path.join(top, "bench/driver")
    hooked = kbuild(drydock, source, os.path.join(build, "bench-hooked"), False)
    plain = kbuild(drydock, source, os.path.join(build, "bench-plain"), True)
    module = "dmabench.ko"
    with_checks = median_of([drydock, "run", "--module", os.path.join(hooked, module), "--", "true"])
    no_checks = median_of([drydock, "run", "--no-check", "--module", os.path.join(plain, module),
                           "--", "true"])
    bus = median_of([os.path.join(build, "bench/bus"), os.path.join(build, "machines/pc.dtb")])
    return [
        ("device's copy of 1 MiB through the bus", bus["bus_copy"] / 1e3, "us",
         bus["memcpy_copy"] / 0.9 / 1e3, ("memcpy", bus["memcpy_copy"] / 1e3)),
        ("bounce of 4 KiB", bus["bounce"], "ns", 1.3 * bus["memcpy_bounce"],
         ("memcpy", bus["memcpy_bounce"])),
        ("map + unmap single, with checks", with_checks["map_unmap"], "ns", 150, None),
        ("map + unmap single, without", no_checks["map_unmap"], "ns", 25, None),
        ("hook on an ordinary load", (with_checks["load_ps"] - no_checks["load_ps"]) / 1e3, "ns", 2,
         ("the load without it", no_checks["load_ps"] / 1e3)),
    ]


def hooked_row(top, build, drydock, name, session):
    """A driver's session, instrumented against plain."""
    source = os.path.join(top, "drivers", name)
    plain = kbuild(drydock, source, os.path.join(build, f"bench-plain-{name}"), True)
    hooked = wall_ms(session(os.path.join(build, f"modules/{name}/{name}.ko")))
    without = wall_ms(session(os.path.join(plain, f"{name}.ko")))
    return (f"{name} session, instrumented", hooked, "ms", 2 * without, ("plain", without))


def main():
    build = os.path.abspath(sys.argv[1])
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    drydock = os.path.join(build, "drydock")
    scullp = os.path.join(build, "modules/scullp/scullp.ko")
    modules = os.path.join(build, "modules/bench")
    session = os.path.join(build, "bench/session")
    base = [drydock, "run", "--module", scullp]

    task_ms = wall_ms(base + ["--task", os.path.join(modules, "session.ko")])
    traced_ms = wall_ms(base + ["--", session])
    bare = median_of([os.path.join(build, "bench/bare")])
    touch = median_of(base + ["--task", os.path.join(modules, "touch.ko")])
    vma = median_of([drydock, "run", "--task", os.path.join(modules, "vma.ko")], 3)
    call = median_of(base + ["--", session, "20000"])

    rows = [
        ("session with a task", task_ms, "ms", 5.0, None),
        ("session with a traced static program", traced_ms, "ms", 20.0, None),
        ("system call of a traced program", call["call"] / 1e3, "us", 8.0,
         ("bare ptrace stop", bare["bare_stop"] / 1e3)),
        ("first touch of a mapped page, task", touch["touch"] / 1e3, "us",
         1.3 * bare["bare_touch"] / 1e3, ("bare signal + mmap", bare["bare_touch"] / 1e3)),
        ("load from a mapped page", touch["load_mapped_ps"] / 1e3, "ns",
         touch["load_ordinary_ps"] / 1e3, ("ordinary memory", touch["load_ordinary_ps"] / 1e3)),
    ]
    # A tree of n areas is log2(n) deep: three and five times the smallest one.
    rows += [
        ("VMA found among 10", vma["vma_10"] / 1e3, "ns", 50, None),
        ("VMA found among 1,000", vma["vma_1000"] / 1e3, "ns", 3 * vma["vma_10"] / 1e3, None),
        ("VMA found among 100,000", vma["vma_100000"] / 1e3, "ns", 5 * vma["vma_10"] / 1e3,
         ("anywhere, past the host's cache", vma["vma_far_100000"] / 1e3)),
        ("fork and end of a task with 10,000 pages", vma["fork_us"] / 1e3, "ms", 20, None),
    ]
    rows.append(hooked_row(top, build, drydock, "scullp", lambda module: [
        drydock, "run", "--module", module, "--task", os.path.join(modules, "session.ko")]))
    rows.append(hooked_row(top, build, drydock, "edu", lambda module: [
        drydock, "run", "--device", "edu", "--module", module, "--",
        os.path.join(build, "drivers/edutest"), "-n", "262144", "/dev/edu0"]))
    rows += dma_rows(top, build, drydock)
    if "--no-vm" not in sys.argv:
        ms = vm_ms(top, build)
        if ms is None:
            print("bench: the oracle's virtual machine did not run", file=sys.stderr)
        else:
            rows.append(("the same in a virtual machine, boot included", ms, "ms", None, None))

    print(f"{'what':46} {'measured':>12} {'goal':>10}   beside it in the same run")
    for what, value, unit, goal, beside in rows:
        goal_text = f"{goal:.2f} {unit}" if goal is not None else ""
        text = ""
        if beside:
            text = f"{beside[0]}: {beside[1]:.2f} {unit} ({value / beside[1]:.2f} x)"
        print(f"{what:46} {value:9.2f} {unit} {goal_text:>10}   {text}")
    with open(os.path.join(build, "bench.json"), "w", encoding="utf-8") as f:
        json.dump([{"what": w, "value": v, "unit": u, "goal": g,
                    "beside": {"what": b[0], "value": b[1]} if b else None}
                   for w, v, u, g, b in rows], f, indent=2)
        f.write("\n")


main()
