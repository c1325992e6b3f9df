#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check-summary.py BUILD VERBOSE - what the last meson test came to

Prints a line a test, what the failed and skipped ones printed (with VERBOSE 1,
all), and
"N passed, N failed[, N skipped]". Exit status 1 if a test failed, or if none
ran at all.
"""
import json
import os
import sys

WORDS = {"OK": "pass", "EXPECTEDFAIL": "pass", "SKIP": "skip"}


def main():
    build, verbose = sys.argv[1], sys.argv[2] == "1"
    log = os.path.join(build, "meson-logs", "testlog.json")
    count = {"pass": 0, "FAIL": 0, "skip": 0}
    check_log = os.path.join(build, "check.log")
    if os.path.exists(log):
        for line in open(log, encoding="utf-8", errors="replace"):
            test = json.loads(line)
            word = WORDS.get(test["result"], "FAIL")
            count[word] += 1
            print(f"{word}  {test['name']}  ({test['duration']:.1f} s)")
            if word != "pass" or verbose:  # a skipped test says why
                for text in (test.get("stdout"), test.get("stderr")):
                    for out in (text or "").splitlines():
                        print("      " + out)
                if word == "FAIL":
                    suite, name = test["name"].split(" / ")
                    full = "--full " if "full" in suite.split(":")[-1] else ""
                    print(f"      again: ./check {full}-v '{name}'")
    if not count["pass"] + count["FAIL"] + count["skip"]:
        print(open(check_log, encoding="utf-8", errors="replace").read())
        count["FAIL"] = 1
    skipped = f", {count['skip']} skipped" if count["skip"] else ""
    print(f"{count['pass']} passed, {count['FAIL']} failed{skipped}")
    return 1 if count["FAIL"] else 0


sys.exit(main())
