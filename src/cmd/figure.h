/* SPDX-License-Identifier: MIT */
/* The picture of `drydock picture`: one page, and its address of each type. */
#ifndef DOCK_CMD_FIGURE_H
#define DOCK_CMD_FIGURE_H

/* @facts: the lines of the 'F' record (user/picture.c); @machine: its name.
 * What is not told is left out. Returns the file's text, to be freed; NULL: no
 * memory. */
char *dock_figure_draw(const char *facts, const char *machine);

#endif
