/* SPDX-License-Identifier: MIT */
/*
 * Device models, as the command line and the run see them. Plain C types: both
 * worlds include this.
 */
#ifndef DOCK_DEVICES_MODELS_H
#define DOCK_DEVICES_MODELS_H

struct dock_run_options;

/* "edu, ...": the names that --device knows, into @buf. */
void dock_models_list(char *buf, unsigned long len);

/* Is @name (without options) one of them? A name with a slash is a file's, and
 * none of these. */
int dock_models_has(const char *name);

/*
 * dock_devices_plug - make the devices of a run and plug them in
 *
 * At boot, in the machine's process, on the host's main stack. Returns 0; or -1
 * with one line in @err: a file that is no model, an option that is wrong, no
 * slot left, nothing that has the screen that is wanted.
 */
int dock_devices_plug(const struct dock_run_options *o, char *err, unsigned long err_len);

/* Tell the supervisor what the first device that has a screen shows (records 'S'
 * and 'B' of host/channel.h). */
void dock_devices_shoot(void);

/* The end of the run. */
void dock_devices_unplug(void);

#endif
