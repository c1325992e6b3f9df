#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""memory_for_threads.py DEVICE - takes all memory of the machine by writing to
DEVICE, then starts threads and children until one cannot be had. Says what came
of it; run by memory_for_threads_test.sh."""
import errno
import os
import sys
import threading

MANY = 1000
over = threading.Event()


def fill(fd):
    try:
        while True:
            os.write(fd, b"x" * 4096)
    except OSError as e:
        return errno.errorcode[e.errno]


def start_threads():
    threads = []
    try:
        while len(threads) < MANY:
            thread = threading.Thread(target=over.wait)
            thread.start()
            threads.append(thread)
        return "endless"
    except RuntimeError:
        return "refused"
    finally:
        over.set()
        for thread in threads:
            thread.join()


def start_children():
    r, w = os.pipe()
    children = []
    try:
        while len(children) < MANY:
            pid = os.fork()
            if not pid:
                os.close(w)
                os.read(r, 1)
                os._exit(0)
            children.append(pid)
        return "endless"
    except OSError as e:
        return errno.errorcode[e.errno]
    finally:
        os.close(w)
        bad = [pid for pid in children if os.waitpid(pid, 0)[1]]
        if bad:
            print("children that died:", len(bad))


device = os.open(sys.argv[1], os.O_RDWR)
print("write:", fill(device))
print("threads:", start_threads())
print("children:", start_children())
os.close(os.open(sys.argv[1], os.O_WRONLY))  # frees what it has
over.clear()
last = threading.Thread(target=print, args=["a thread runs"])
last.start()
last.join()
