/* SPDX-License-Identifier: MIT */
/*
 * The picture of `drydock run --screenshot`, from the machine's records 'S' and 'B'
 * (host/channel.h). They may be anything: a driver may have run over the machine
 * that sent them.
 */
#ifndef DOCK_CMD_SCREENSHOT_H
#define DOCK_CMD_SCREENSHOT_H

#include <stddef.h>

#define DOCK_SCREENSHOT_MAX (64UL << 20) /* pixels */

struct dock_records;
struct dock_screenshot;

struct dock_screenshot *dock_screenshot_new(void); /* NULL: no memory */
void dock_screenshot_free(struct dock_screenshot *s);

/* A record of @type with @len bytes at @bytes. -1: it makes no sense. */
int dock_screenshot_take(struct dock_screenshot *s, char type, const char *bytes,
			 size_t len);

/*
 * dock_screenshot_write - the file, when the run has ended (as output.h writes files)
 *
 * Returns 0, also where the run has said already why there is none (bad input); or -1
 * with @err (DOCK_ERR_MAX bytes) saying why there is no picture.
 */
int dock_screenshot_write(const struct dock_records *r, char *err);

#endif
