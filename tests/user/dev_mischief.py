# SPDX-License-Identifier: MIT
"""Everything that a program which is root can do to /dev, in every way to name it.

dev_mischief.py snapshot             print what /dev is: every name, and all about it
dev_mischief.py machine TMP [COPY]   do all of it on the machine, and see that it is
                                     done; the host's /dev is also mounted at COPY
dev_mischief.py canary TMP           do all of it to the /dev that is there, and see
                                     that the snapshot notices each single thing

The last two print what they have done. For dev_stays_the_hosts_test.sh, which opens
descriptors 5, 6 and 7: /dev, /, /usr.
"""
import ctypes
import errno
import os
import stat
import subprocess
import sys

DEV, ROOT, USR = 5, 6, 7
CHAR = stat.S_IFCHR | 0o600
CLONE_NEWNS = 0x20000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_MOVE, MS_REC = 1, 0x20, 0x1000, 0x2000, 0x4000
MNT_DETACH = 2
HOSTS = ["null", "zero", "full", "random", "urandom", "tty", "console"]
libc = ctypes.CDLL(None, use_errno=True)


def check(true, what):
    if not true:
        sys.exit(f"not true: {what}")


# --- what is looked at ---


def about(path):
    """Using a terminal changes its times, so those of terminals are not looked at."""
    s = os.lstat(path)
    name = os.path.basename(path)
    times = (0, 0) if name.startswith(("tty", "ptmx", "console")) else (s.st_mtime_ns, s.st_ctime_ns)
    return f"{path} {s.st_mode:o} {s.st_rdev:x} {s.st_uid}:{s.st_gid} {s.st_ino} {times}"


def snapshot():
    """Terminals and shared memory come and go with other programs."""
    lines = ["/dev/pts " + oct(os.stat("/dev/pts").st_mode), about("/dev/pts/ptmx")]
    for folder, folders, names in os.walk("/dev"):
        if folder == "/dev":
            folders[:] = [f for f in folders if f not in ("pts", "shm")]
        lines += [about(folder)] + [about(os.path.join(folder, n)) for n in names]
    return sorted(lines + [about(os.path.join("/dev/shm", n)) for n in os.listdir("/dev/shm")
                           if n.startswith("drydock-")])


# --- the ways, and what is done ---


def ways(link):
    """Of each: its name, what stands before a node's name, the folder it is relative to."""
    if not os.path.lexists(link):
        os.symlink("/dev", link)
    for way, folder, prefix, dir_fd in (
        ("absolute path", "/", "/dev/", None),
        ("relative path", "/dev", "", None),
        ("relative path, upwards", "/usr", "../dev/", None),
        ("symlink", "/", link + "/", None),
        ("relative symlink", os.path.dirname(link), os.path.basename(link) + "/", None),
        ("descriptor", "/", "", os.open("/dev", os.O_RDONLY)),
        ("path descriptor", "/", "", os.open("/dev", os.O_PATH)),
        ("descriptor of /", "/", "dev/", os.open("/", os.O_RDONLY)),
        ("inherited descriptor", "/", "", DEV),
        ("inherited descriptor of /", "/", "dev/", ROOT),
        ("inherited descriptor, upwards", "/", "../dev/", USR),
        ("/proc/self/fd", "/", f"/proc/self/fd/{DEV}/", None),
        ("/proc/self/root", "/", "/proc/self/root/dev/", None),
        ("/proc/1/root", "/", "/proc/1/root/dev/", None),
        ("/proc/1/cwd", "/", "/proc/1/cwd/dev/", None),
        ("/proc/self/cwd", "/dev", "/proc/self/cwd/", None),
    ):
        os.chdir(folder)
        check(prefix or dir_fd is not None or os.getcwd() == "/dev", "no prefix is for /dev alone")
        yield way, prefix, dir_fd


def may_give_away():
    """A plain user's world has one user."""
    with open("/proc/self/uid_map", encoding="ascii") as f:
        return int(f.read().split()[2]) > 1




def is_gone(name):
    return not os.path.lexists("/dev/" + name)


def things(prefix, d, number):
    """Each does one thing by that way; its answer, asked by another, is whether it is done."""
    victim, made = prefix + "victim", prefix + "made"

    def at(name="victim"):
        return os.lstat("/dev/" + name)

    yield "mknod", lambda: os.mknod(made, CHAR, number, dir_fd=d), lambda: (
        at("made").st_rdev == number and at("made").st_mode == CHAR)
    yield "chmod", lambda: os.chmod(victim, 0o604, dir_fd=d), lambda: (
        at().st_mode == stat.S_IFCHR | 0o604)
    if may_give_away():
        yield "chown", lambda: os.chown(victim, 12, 34, dir_fd=d), lambda: (
            (at().st_uid, at().st_gid) == (12, 34))
    yield "utime", lambda: os.utime(victim, (1, 1), dir_fd=d), lambda: at().st_mtime == 1
    yield "link", lambda: os.link(victim, prefix + "linked", src_dir_fd=d, dst_dir_fd=d), lambda: (
        at("linked").st_ino == at().st_ino)
    yield "rename", lambda: os.rename(made, prefix + "moved", src_dir_fd=d, dst_dir_fd=d), lambda: (
        is_gone("made") and at("moved").st_rdev == number)
    yield "unlink", lambda: os.unlink(victim, dir_fd=d), lambda: is_gone("victim")
    yield "mkdir", lambda: os.mkdir(prefix + "folder", dir_fd=d), lambda: (
        stat.S_ISDIR(at("folder").st_mode))
    yield "symlink", lambda: os.symlink("x", prefix + "victim", dir_fd=d), lambda: (
        stat.S_ISLNK(at().st_mode))


def remove_all(prefix, d):
    """As a shell would: rm -rf WAY/*"""
    if d is not None:
        prefix = f"/proc/self/fd/{d}/{prefix}"
    subprocess.run(["/bin/sh", "-c", f"rm -rf {prefix}*"], pass_fds=[DEV, DEV if d is None else d],
                   capture_output=True, check=False)


# --- on the machine ---


def fails(with_errno, call, *args, **kw):
    try:
        call(*args, **kw)
    except OSError as e:
        check(e.errno == with_errno, f"{call.__name__}{args} is {e}")
        return
    sys.exit(f"not refused: {call.__name__}{args}")


def try_hosts(prefix, d):
    """The host's nodes can be used and not changed, and others are not there."""
    for name in HOSTS:
        if not os.path.exists("/dev/" + name):
            continue
        fails(errno.EROFS, os.chmod, prefix + name, 0o604, dir_fd=d)
        fails(errno.EROFS, os.chown, prefix + name, 0, 0, dir_fd=d)
        fails(errno.EROFS, os.utime, prefix + name, (1, 1), dir_fd=d)
        fails(errno.EBUSY, os.unlink, prefix + name, dir_fd=d)
        fails(errno.EBUSY, os.rename, prefix + name, prefix + "x", src_dir_fd=d, dst_dir_fd=d)
    fails(errno.ENOENT, os.chmod, prefix + "sda", 0o604, dir_fd=d)
    fails(errno.ENOENT, os.unlink, prefix + "sda", dir_fd=d)


def mounted():
    return {n for n in HOSTS + ["pts", "shm"] if not is_gone(n)}


def try_ways(number, link):
    for way, prefix, d in ways(link):
        os.mknod("/dev/victim", CHAR, number)
        for what, do, is_done in things(prefix, d, number):
            do()
            check(is_done(), f"{what} by {way}")
            print(f"{way}: {what}")
        os.close(os.open("/dev/moved", os.O_RDWR))
        try_hosts(prefix, d)
        remove_all(prefix, d)
        check(set(os.listdir("/dev")) == mounted(), f"rm -rf by {way} leaves {os.listdir('/dev')}")
        print(f"{way}: rm -rf")


def try_descriptors():
    """Of nodes of the host's, which the program has from outside."""
    for fd in range(3):
        if stat.S_ISCHR(os.fstat(fd).st_mode):
            fails(errno.EROFS, os.fchmod, fd, 0o604)
            fails(errno.EROFS, os.chmod, f"/proc/self/fd/{fd}", 0o604)
            fails(errno.EROFS, os.utime, fd, (1, 1))
    check(stat.S_ISCHR(os.fstat(0).st_mode), "standard input is a device")


def mount(source, target, kind, flags):
    ctypes.set_errno(0)
    libc.mount(source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), None)
    return ctypes.get_errno()


def umount(target, flags=0):
    ctypes.set_errno(0)
    libc.umount2(target.encode(), flags)
    return ctypes.get_errno()


def try_mounts(place, copies):
    """None of these may lead to the host's."""
    os.mkdir(place)
    for answer in (
        mount("dev", place, "devtmpfs", 0),
        mount("sys", place, "sysfs", 0),
        mount("/", place, "", MS_BIND),
        mount("/", place, "", MS_BIND | MS_REC),
        mount("/proc/1/root", place, "", MS_BIND | MS_REC),
        mount("/dev", place, "", MS_MOVE),
        mount("none", "/dev", "", MS_REMOUNT | MS_RDONLY),
        mount("none", "/dev/null", "", MS_REMOUNT),
        mount("none", "/dev/null", "", MS_REMOUNT | MS_BIND),
        umount("/dev"),
        umount("/dev", MNT_DETACH),
        umount("/dev/null"),
        umount("/"),
        umount("/proc/self/root/dev", MNT_DETACH),
        mount("none", copies, "", MS_REMOUNT | MS_BIND) if copies else errno.EPERM,
    ):
        check(answer == errno.EPERM, f"EPERM, and not {os.strerror(answer)}")
    # Others can be made; a copy of /dev may go, and stays read-only.
    check(not mount("tmp", place, "tmpfs", 0) and not umount(place), "tmpfs")
    check(not mount("/dev", place, "", MS_BIND | MS_REC), "bind /dev")
    check(mount("none", place + "/null", "", MS_REMOUNT | MS_BIND) == errno.EPERM, "remount a copy")
    fails(errno.EROFS, os.chmod, place + "/null", 0o604)
    check(not umount(place, MNT_DETACH), "umount a copy")


def try_mounts_in_a_copy():
    """In a mount namespace of its own."""
    pid = os.fork()
    if not pid:
        check(not libc.unshare(CLONE_NEWNS), "unshare")
        for answer in (
            umount("/dev/null"),
            umount("/dev", MNT_DETACH),
            mount("none", "/dev/null", "", MS_REMOUNT | MS_BIND),
            mount("/", "/dev/shm", "", MS_BIND),
        ):
            check(answer == errno.EPERM, f"unshared: EPERM, and not {os.strerror(answer)}")
        os._exit(0)
    check(not os.waitpid(pid, 0)[1], "the same in a copy")


def try_copies(copies):
    """Where the host has its /dev a second time."""
    fails(errno.EROFS, os.chmod, copies + "/zero", 0o604)
    fails(errno.EROFS, os.unlink, copies + "/sda")
    fails(errno.EROFS, os.mkdir, copies + "/folder")
    subprocess.run(["rm", "-rf", copies], capture_output=True, check=False)


def machine(tmp, copies=None):
    number = os.stat("/dev/scullp0").st_rdev
    try_mounts("/dev/shm/place", copies)
    try_mounts_in_a_copy()
    try_descriptors()
    if copies:
        try_copies(copies)
    try_ways(number, tmp + "/link")
    subprocess.run(["rm", "-rf", "/dev"], capture_output=True, check=False)
    # And it can still be lived in.
    os.mknod("/dev/anew", CHAR, number)
    os.close(os.open("/dev/anew", os.O_RDWR))
    with open("/dev/null", "w", encoding="ascii") as null:
        null.write("x")


# --- is it noticed? ---


def canary(tmp):
    number = os.makedev(1, 3)
    for way, prefix, d in ways(tmp + "/link"):
        os.mknod("/dev/victim", CHAR, number)
        for what, do, is_done in things(prefix, d, number):
            before = snapshot()
            do()
            check(is_done() and snapshot() != before, f"{what} by {way} is noticed")
            print(f"{way}: {what}")
        before = snapshot()
        remove_all(prefix, d)
        check(is_gone("moved") and snapshot() != before, f"rm -rf by {way} is noticed")
        print(f"{way}: rm -rf")
        os.mknod("/dev/null", CHAR, number)
        os.mknod("/dev/zero", CHAR, number)
    before = snapshot()
    os.fchmod(os.open("/dev/null", os.O_RDONLY), 0o604)
    check(snapshot() != before, "fchmod is noticed")


if sys.argv[1] == "snapshot":
    print("\n".join(snapshot()))
elif sys.argv[1] == "machine":
    machine(*sys.argv[2:])
else:
    canary(sys.argv[2])
