# SPDX-License-Identifier: MIT
"""ci_step.py FILE NAME - print the commands of one step of a workflow"""
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as f:
    workflow = yaml.safe_load(f)
for job in workflow["jobs"].values():
    for step in job["steps"]:
        if step.get("name") == sys.argv[2]:
            print(step["run"])
            sys.exit(0)
sys.exit(f"{sys.argv[1]}: no step called {sys.argv[2]}")
