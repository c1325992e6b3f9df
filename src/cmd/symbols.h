/* SPDX-License-Identifier: MIT */
/*
 * Code addresses of the machine's process, turned into names.
 *
 * A module is known from its 'M' record on, and stays known when it is
 * unloaded: reports name code that is gone. Where two lay at one address in
 * turn, the later one counts. drydock's own functions lie where they lie in
 * the caller, because the machine is a fork of it.
 */
#ifndef DOCK_CMD_SYMBOLS_H
#define DOCK_CMD_SYMBOLS_H

#define DOCK_FRAME_NAME 128
#define DOCK_FRAME_FILE 512

struct dock_frame {
	char function[DOCK_FRAME_NAME]; /* never empty; "?" if nobody knows */
	char module[DOCK_FRAME_NAME];	/* "drydock" for our own; may be empty */
	char file[DOCK_FRAME_FILE];	/* empty: not known */
	unsigned long offset;		/* of the address in the function */
	unsigned long size;		/* of the function; 0: not known */
	int line;
};

struct dock_symbols;

struct dock_symbols *dock_symbols_new(void); /* NULL: no memory */
void dock_symbols_free(struct dock_symbols *s);

/* A module's link-time address 0 lies at @base. A file that cannot be read
 * gives a module without names; that is no error. */
void dock_symbols_add(struct dock_symbols *s, const char *name, unsigned long base,
		      const char *path);

/*
 * dock_symbols_find - name an address
 * @is_return: it is a return address: the call is what is looked up
 */
void dock_symbols_find(struct dock_symbols *s, unsigned long pc, int is_return,
		       struct dock_frame *frame);

#endif
