/* SPDX-License-Identifier: MIT */
/* The session of `drydock picture`, as machine.c starts it. */
#ifndef DOCK_USER_PICTURE_H
#define DOCK_USER_PICTURE_H

/* Start a task that does what the picture shows and tells it in an 'F' record.
 * Returns 0, or -1 with a line in @err. */
int dock_picture_start(char *err, unsigned long err_len);

#endif
