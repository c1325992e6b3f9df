#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""names.txt and its kin, at each version that is asked for: a line of C compiles exactly where
Linux has what it uses, and `drydock check --api` names what is not there. And what
drydock itself reads and writes lies at the same place at all versions.

usage: names_test.py DRYDOCK VERSION...
       names_test.py DRYDOCK all
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
LAST_OF = {2: 39, 3: 19, 4: 20, 5: 19, 6: 12}
HEADERS = ["linux/version.h", "linux/module.h", "linux/moduleparam.h", "linux/fs.h",
           "linux/mm.h", "linux/slab.h", "linux/interrupt.h", "linux/workqueue.h",
           "linux/timer.h", "linux/proc_fs.h", "linux/pagemap.h", "linux/aio.h",
           "linux/device.h", "linux/pci.h", "linux/platform_device.h", "linux/dma-mapping.h", "linux/dma-map-ops.h",
           "linux/dma-contiguous.h", "linux/cma.h",
           "linux/init.h", "linux/uio.h", "linux/highmem.h", "linux/vmalloc.h", "linux/cpu.h",
           "linux/lockdep.h", "linux/wait.h", "linux/swap.h", "asm/cacheflush.h",
           "linux/kthread.h", "linux/ioport.h",
           "linux/pfn_t.h", "asm/io.h", "asm/uaccess.h"]
GIVEN = """
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 32)
#include <linux/mmu_context.h>
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 11, 0)
#include <linux/sched/mm.h>
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 15)
#define CLASS_DEVICE_CREATE class_device_create(p, NULL, 5, NULL, "n")
#else
#define CLASS_DEVICE_CREATE class_device_create(p, 5, NULL, "n")
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 23)
#define kmem_cache_create_with(fn) kmem_cache_create("n", 8, 8, 0, fn)
#else
#define kmem_cache_create_with(fn) kmem_cache_create("n", 8, 8, 0, fn, NULL)
#endif
struct pt_regs;
extern irqreturn_t handler_with_regs(int irq, void *dev, struct pt_regs *regs);
extern irqreturn_t handler_alone(int irq, void *dev);
extern void func_of_data(void *data);
extern void func_of_work(struct work_struct *work);
extern void func_of_long(unsigned long data);
extern void func_of_tasklet(struct tasklet_struct *tasklet);
extern void func_of_timer(struct timer_list *timer);
extern void remove_alone(struct platform_device *pdev);
extern char *devnode_const(const struct device *dev, umode_t *mode);
extern char *devnode_alone(struct device *dev, umode_t *mode);
extern void ctor_alone(void *object);
extern void ctor_with_cache(struct kmem_cache *cache, void *object);
extern void ctor_with_flags(void *object, struct kmem_cache *cache, unsigned long flags);
static int an_int;
extern int *use_of_an_int;
int *use_of_an_int = &an_int;
extern struct vm_operations_struct *ops;
extern struct vm_area_struct *vma;
extern struct vm_fault *vmf;
extern struct mm_struct *mm;
extern struct page *page;
extern struct file_operations *fops;
extern struct file *file;
extern struct inode *inode;
extern struct kiocb *iocb;
extern struct semaphore *sem;
extern struct timer_list *timer;
extern unsigned long addr, pfn, flags;
extern pgprot_t prot;
extern void *p;
extern int n;
"""
# Structures, and members at all versions near their ends. "-": since 2.6.23.
LAYOUT = """
file_operations: mmap release get_unmapped_area
vm_operations_struct: open close
vm_area_struct: vm_flags vm_ops vm_file vm_private_data
mm_struct: map_count brk
-vm_fault: flags page
timer_list: expires function
kiocb: ki_filp ki_pos private
page: index __dock_refcount
file: f_op f_pos private_data
inode: i_rdev i_cdev
module: init exit
class: name
device: parent
semaphore: count
"""
FLAGS = ("-nostdinc -D__KERNEL__ -DMODULE -std=gnu11 -fgnu89-inline -O2 -fsyntax-only "
         "-fno-builtin -ftrack-macro-expansion=0 -Werror=implicit-function-declaration "
         "-Werror=implicit-int -Werror=incompatible-pointer-types "
         "-Werror=int-conversion -mno-sse -x c").split()


def number(text):
    """A version as numbers."""
    return tuple(int(x) for x in text.split("."))


def code(version):
    v = number(version) + (0,)
    return (v[0] << 16) + (v[1] << 8) + v[2]


def rows():
    for table in ("names.txt", "memory.txt", "areas.txt"):
        with open(os.path.join(HERE, table), encoding="ascii") as f:
            for line in f:
                if line.strip() and not line.startswith("#"):
                    yield [part.strip() for part in line.split("|", 3)]


def is_there(row, version):
    v = number(version)
    return ((row[1] == "-" or number(row[1]) <= v) and
            (row[2] == "-" or v <= number(row[2])))


def source(table):
    """One function a row, in a file of its own name as far as the compiler sees."""
    text = "".join(f"#include <{h}>\n" for h in HEADERS) + GIVEN
    for i, row in enumerate(table):
        lead, line = "", row[3]
        if "MODULE_PARM(" in line:
            lead, line = line + "\n", ""
        if line == "defined":
            lead, line = f'#line 1 "row-{i}"\n#ifndef {row[0]}\n#error "no macro"\n#endif\n', ""
        text += f'#line 1 "row-{i}"\n{lead}extern void use_{i}(void);\n'
        text += f'#line 1 "row-{i}"\nvoid use_{i}(void) {{ {line} }}\n'
    return text


def gcc(version, path, include, *more):
    """What the compiler says."""
    full = version if version.startswith("2.") else version + ".0"
    return subprocess.run(
        ["gcc", *FLAGS, *more, f"-I{include}", "-include", f"{include}/linux/kconfig.h",
         "-include", f"{include}/linux/compiler_types.h",
         f"-DDOCK_API_VERSION_CODE={code(version)}", f'-DDOCK_API_VERSION="{full}"', path],
        capture_output=True, text=True, check=False).stderr


def layout_at(version, tmp, include, core=False):
    """Sizes, and offsets plus one, by name."""
    text = "".join(f"#include <{h}>\n" for h in HEADERS)
    for line in LAYOUT.split("\n"):
        if not line or line.startswith("-") and number(version) < (2, 6, 23):
            continue
        name, members = line.strip("-").split(":")
        text += f"char size_{name}[sizeof(struct {name})];\n"
        for m in members.split():
            text += f"char at_{name}_{m}[offsetof(struct {name}, {m}) + 1];\n"
    path, out = os.path.join(tmp, "layout.c"), os.path.join(tmp, "layout.o")
    with open(path, "w", encoding="ascii") as f:
        f.write(text)
    said = gcc(version, path, include, "-fno-syntax-only", "-c", "-o", out,
               *(["-DDRYDOCK_CORE", "-UMODULE"] if core else []))
    if ": error:" in said:
        sys.exit(f"{version}: {said}")
    symbols = subprocess.run(["nm", "-S", out], capture_output=True, text=True, check=True).stdout
    return {w[3]: int(w[1], 16) for w in map(str.split, symbols.split("\n")) if len(w) == 4}


def compile_at(version, path, include):
    """The rows that the compiler refuses."""
    out = gcc(version, path, include)
    refused = {}
    for line in out.split("\n"):
        m = re.match(r"row-(\d+):.*?error: (.*)", line)
        if m:
            refused.setdefault(int(m[1]), m[2])
        elif ": error:" in line:
            sys.exit(f"{version}: not in a row: {line}")
    return refused


def check_at(drydock, version, path):
    """The names that `drydock check` tells."""
    out = subprocess.run([drydock, "check", "--api", version, path],
                         capture_output=True, text=True, check=False).stdout
    return set(re.findall(r": \w+ (\w+) is not there", out))


def undefined_points(include):
    """DOCK_SINCE_X_Y that a header asks for and linux/dock_versions.h has not."""
    used, defined = set(), set()
    for folder, _, names in os.walk(include, followlinks=True):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                text = f.read()
            macros = r"DOCK_(?:SINCE|BEFORE)_[0-9][0-9_]*"
            if name.startswith("dock_versions"):
                defined.update(re.findall(r"#define (" + macros + ")", text))
            else:
                used.update(re.findall(macros, text))
    return [f"{name} is not defined" for name in sorted(used - defined)] + \
        [f"{name} is not used" for name in sorted(defined - used)
         if name.replace("SINCE", "BEFORE") not in used and
         name.replace("BEFORE", "SINCE") not in used]


def main():
    drydock, versions = sys.argv[1], sys.argv[2:]
    if versions == ["all"]:
        versions = subprocess.run([os.path.join(HERE, "../../kbuild/versions")], check=True,
                                  capture_output=True, text=True).stdout.split()
    include = os.path.join(os.path.dirname(os.path.realpath(drydock)), "share/drydock/include")
    table = list(rows())
    wrong = undefined_points(include)
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "rows.c")
        with open(path, "w", encoding="ascii") as f:
            f.write(source(table))
        core = layout_at("6.1", tmp, include, core=True)
        for version in versions:
            for what, value in layout_at(version, tmp, include).items():
                if value != core[what]:
                    wrong.append(f"{version}: {what}: {value}, in drydock {core[what]}")
            refused = compile_at(version, path, include)
            told = check_at(drydock, version, path)
            for i, row in enumerate(table):
                there = is_there(row, version)
                if there == (i in refused):
                    wrong.append(f"{version}: {row[0]}: Linux has it {'' if there else 'not'}; "
                                 f"gcc: {refused.get(i, 'takes it')}")
                # A constant that is not there may be anything: check is silent then.
                if there and row[0] in told or not there and row[0] not in told and \
                        row[0] + "(" in row[3]:
                    wrong.append(f"{version}: {row[0]}: Linux has it {'' if there else 'not'}; "
                                 f"drydock check: {'missing' if there else 'there'}")
    print("\n".join(wrong))
    print(f"{len(table)} rows at {len(versions)} versions, {len(wrong)} wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
