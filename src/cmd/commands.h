/* SPDX-License-Identifier: MIT */
/*
 * The commands of `drydock`, each in its own file. They get their own words,
 * argv[0] being the command's name, and return the exit status.
 */
#ifndef DOCK_CMD_COMMANDS_H
#define DOCK_CMD_COMMANDS_H

int cmd_run(int argc, char **argv);
int cmd_kdir(int argc, char **argv);

/* Where the machines, headers and makefiles lie, installed or in the source
 * tree. Never NULL. */
const char *drydock_datadir(void);

#endif
