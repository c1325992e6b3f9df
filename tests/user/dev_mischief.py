# SPDX-License-Identifier: MIT
#
# Everything that a program which is root can do to /dev, in every way to name
# it. Runs on the machine, for dev_stays_the_hosts_test.sh.

import os
import stat
import subprocess
import sys

CHAR = stat.S_IFCHR | 0o600
MISCHIEF_NODE = os.makedev(1, 3)


def try_all(directory, dir_fd=None):
    """chmod, chown, utime, mknod and remove what is in @directory."""
    names = ["null", "zero", "tty", "ttyS0", "pts", "shm", "sda", "vda", "kmsg", "scullp0"]
    for name in names:
        path = os.path.join(directory, name) if dir_fd is None else name
        for change in (
            lambda: os.chmod(path, 0o604, dir_fd=dir_fd),
            lambda: os.chown(path, 12, 34, dir_fd=dir_fd),
            lambda: os.utime(path, (1, 1), dir_fd=dir_fd),
            lambda: os.mknod(path + "-made", CHAR, MISCHIEF_NODE, dir_fd=dir_fd),
            lambda: os.rename(path, path + "-gone", src_dir_fd=dir_fd, dst_dir_fd=dir_fd),
            lambda: os.unlink(path, dir_fd=dir_fd),
        ):
            try:
                change()
            except OSError:
                pass


def call(*words):
    """Whether it worked."""
    return not subprocess.run(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    ).returncode


def unmount():
    """None of these may lead to the host's."""
    for words in (
        ["mount", "-t", "devtmpfs", "dev", "/mnt"],
        ["mount", "-t", "sysfs", "sys", "/mnt"],
        ["mount", "--bind", "/", "/mnt"],
        ["mount", "--move", "/dev", "/mnt"],
        ["umount", "/dev"],
        ["umount", "-l", "/dev"],
        ["umount", "-R", "/dev"],
        ["umount", "/dev/null"],
        ["mount", "-o", "remount,rw", "/dev/null"],
        ["mount", "-o", "remount,bind,rw", "/dev/null"],
        ["unshare", "-m", "umount", "/dev/null"],
        ["unshare", "-m", "umount", "-l", "/dev"],
        ["unshare", "-m", "mount", "-o", "remount,bind,rw", "/dev/null"],
        ["pivot_root", "/mnt", "/mnt"],
    ):
        if call(*words):
            sys.exit(f"is not refused: {words}")
    if not call("sh", "-c", "mount -t tmpfs tmp /mnt && umount /mnt"):
        sys.exit("other mounts cannot be made")


def main():
    number = os.stat("/dev/scullp0").st_rdev
    if os.getcwd() == "/dev":
        try_all(".")
    link = "/dev/shm/link"
    os.symlink("/dev", link)
    unmount()
    fd = os.open("/dev", os.O_RDONLY)
    try_all("", dir_fd=fd)
    try_all("/dev")
    try_all(link)
    os.chdir("/dev")
    try_all(".")
    try_all("../dev")
    for root in ("self", "1", str(os.getppid())):
        try_all(f"/proc/{root}/root/dev")
        call("sh", "-c", f"rm -rf /proc/{root}/root/dev/*")
    try_all("/proc/self/cwd")
    call("sh", "-c", f"rm -rf ./* {link}/* /proc/self/cwd/* /dev/* /dev/shm/*")
    call("sh", "-c", "rm -rf /dev")
    left = [n for n in os.listdir("/dev") if n.endswith(("-made", "-gone")) or n == "scullp0"]
    if left:
        sys.exit(f"removing does not work: {left}")
    # And it can still be lived in.
    os.mknod("/dev/anew", CHAR, number)
    os.close(os.open("/dev/anew", os.O_RDWR))
    with open("/dev/null", "w", encoding="ascii") as null:
        null.write("x")


main()
