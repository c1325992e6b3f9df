/* SPDX-License-Identifier: MIT */
/*
 * Text from the machine, made fit to be shown. The machine, or a driver that
 * has run over it, can send any bytes at all; so can the files of other people.
 */
#ifndef DOCK_CMD_TEXT_H
#define DOCK_CMD_TEXT_H

#include <stddef.h>

struct dock_symbols;

/*
 * dock_text_clean - printable UTF-8 of @len bytes
 *
 * Control characters and bytes that are no UTF-8 come out as \xNN, so that text
 * can neither break a line, nor drive a terminal, nor spoil the JSON; a tab
 * becomes a space. Returns a string to be freed, or NULL: no memory.
 */
char *dock_text_clean(const char *s, size_t len);

/*
 * dock_text_expand - the same, after {fn:HEX}, {sym:HEX} and {src:HEX} are
 * replaced by what is known of the address (see channel.h). What only looks like
 * one of these stays as it is. @symbols NULL: nothing is replaced.
 */
char *dock_text_expand(const char *s, size_t len, struct dock_symbols *symbols);

/* "drydock: TEXT" on standard error, clean: names in it may be of others' files. */
void dock_text_complain(const char *text);

#endif
