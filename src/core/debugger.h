/* SPDX-License-Identifier: MIT */
/*
 * Where a debugger's breakpoints lie (tools/gdb/drydock.py): functions that do
 * nothing, called when something happened that a debugger wants to know.
 */
#ifndef DOCK_CORE_DEBUGGER_H
#define DOCK_CORE_DEBUGGER_H

/* From where to where modules lie, for a debugger that comes late (loader.c). */
extern const unsigned long dock_debugger_modules[2];

/* A module's image was mapped at @base, from the file @path, and none of its code
 * ran yet. */
void dock_debugger_module_comes(unsigned long base, const char *path);
/* None of the code of the module at @base will run any more; it is mapped still. */
void dock_debugger_module_goes(unsigned long base);
/* A report is complete and was sent. */
void dock_debugger_report(void);

#endif
