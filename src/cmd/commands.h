/* SPDX-License-Identifier: MIT */
/*
 * The commands of `drydock`, each in its own file. They get their own words,
 * argv[0] being the command's name, and return the exit status.
 */
#ifndef DOCK_CMD_COMMANDS_H
#define DOCK_CMD_COMMANDS_H

int cmd_run(int argc, char **argv);
int cmd_kdir(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_picture(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_gdb(int argc, char **argv);

struct dock_options;
struct dock_machine_desc;

/* Load the machine that @o names. Returns 0, or -1 with a line in @err
 * (DOCK_ERR_MAX bytes); a line for the log, or "", in @notice. */
int cmd_load_machine(const struct dock_options *o, struct dock_machine_desc *desc, char *notice,
		     unsigned long size, char *err);

/* The folder that `drydock kdir --api @api` prints, absolute; NULL: it is not there.
 * @api: the name of a version. */
const char *drydock_kdir(const char *api);

/* Where the machines, headers and makefiles lie, installed or in the source
 * tree. Never NULL. */
const char *drydock_datadir(void);

#endif
