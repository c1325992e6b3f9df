#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure Drydock, and what the host alone takes beside it in the same run.

usage: bench.py BUILD_DIR [--no-vm] [--json FILE]

Prints a table, and the same as JSON to BUILD_DIR/bench.json. Times of whole runs
are medians, others the least of several; the machine is noisy, so ratios to the
bare figures count more than times.
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


def least_of(args, times=5):
    """The least of each figure: what others on the host take from us only adds."""
    runs = [run(args) for _ in range(times)]
    return {k: min(r[k] for r in runs) for k in runs[0]}


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
    with_checks = least_of([drydock, "run", "--module", os.path.join(hooked, module), "--", "true"])
    no_checks = least_of([drydock, "run", "--no-check", "--module", os.path.join(plain, module),
                           "--", "true"])
    bus = least_of([os.path.join(build, "bench/bus"), os.path.join(build, "machines/pc.dtb")])
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


def allocator_rows(drydock, modules, bare):
    """A page and a small object, taken and given back."""
    ours = least_of([drydock, "run", "--task", os.path.join(modules, "pages.ko")])
    ours, malloc = ({k: v / 1e3 for k, v in d.items()} for d in (ours, bare))
    return [
        ("alloc_page + __free_page", ours["page"], "ns", 45, None),
        ("the same with 500 in use", ours["page_many"], "ns", 45, None),
        ("kmalloc(64) + kfree", ours["object"], "ns", malloc["malloc"],
         ("malloc + free", malloc["malloc"])),
        ("the same with 500 in use", ours["object_many"], "ns", malloc["malloc_many"],
         ("malloc + free", malloc["malloc_many"])),
    ]


def fault_rows(drydock, modules, bare, touch):
    """First touches of pages, by a task; the host's own signal and mmap beside it."""
    fault = least_of([drydock, "run", "--module", os.path.join(modules, "pager.ko"),
                       "--task", os.path.join(modules, "faults.ko")])
    host = bare["bare_touch"] / 1e3

    def row(what, ns, ratio):
        return (what, ns / 1e3, "us", ratio * host, ("bare signal + mmap", host))
    return [
        row("first touch of a page of scullp", touch["touch"], 1.3),
        row("first touch, one page at each fault", fault["fault_single"], 1.3),
        row("first touch, with neighbours (map_pages)", fault["fault_around"], 0.3),
        row("first touch, entered by mmap", fault["fault_entered"], 0.3),
    ]


def mm_rows(drydock, modules):
    """VMAs found, and fork. A tree of n areas is log2(n) deep: three and five times
    the smallest one."""
    vma = least_of([drydock, "run", "--task", os.path.join(modules, "vma.ko")], 3)
    ns = {k: v / 1e3 for k, v in vma.items()}
    return [
        ("VMA found among 10", ns["vma_10"], "ns", 50, None),
        ("VMA found among 1,000", ns["vma_1000"], "ns", 3 * ns["vma_10"], None),
        ("VMA found among 100,000", ns["vma_100000"], "ns", 5 * ns["vma_10"],
         ("anywhere, past the host's cache", ns["vma_far_100000"])),
        ("fork and end of a task with 10,000 pages", vma["fork_us"] / 1e3, "ms", 20, None),
    ]


def kept_mib(top, build, drydock):
    """The most memory that a process of a run has, where the machine has 64 GiB."""
    dtb = os.path.join(build, "much_memory.dtb")
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", "-o", dtb,
                    os.path.join(top, "tests/user/much_memory.dts")], check=True)
    scullp = os.path.join(build, "modules/scullp/scullp.ko")
    with subprocess.Popen([drydock, "run", "--machine", dtb, "--module", scullp, "--", "true"],
                          stderr=subprocess.DEVNULL) as p:
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode:
        sys.exit("bench: the machine with 64 GiB did not run")
    return usage.ru_maxrss / 1024


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
    bare = least_of([os.path.join(build, "bench/bare")])
    touch = least_of(base + ["--task", os.path.join(modules, "touch.ko")])
    call = least_of(base + ["--", session, "20000"])

    rows = [
        ("session with a task", task_ms, "ms", 5.0, None),
        ("session with a traced static program", traced_ms, "ms", 20.0, None),
        ("system call of a traced program", call["call"] / 1e3, "us", 8.0,
         ("bare ptrace stop", bare["bare_stop"] / 1e3)),
        ("load from a mapped page", touch["load_mapped_ps"] / 1e3, "ns",
         touch["load_ordinary_ps"] / 1e3, ("ordinary memory", touch["load_ordinary_ps"] / 1e3)),
    ]
    rows += allocator_rows(drydock, modules, bare)
    rows += fault_rows(drydock, modules, bare, touch)
    rows += mm_rows(drydock, modules)
    rows.append(("memory kept for 64 GiB untouched", kept_mib(top, build, drydock), "MiB", 100, None))
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
