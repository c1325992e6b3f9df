/* SPDX-License-Identifier: MIT */
/* What looker.c and its programs agree on: the page of the offset of a mapping. An
 * ioctl of that number returns the frame's number. */
#ifndef TESTS_LOOKER_H
#define TESTS_LOOKER_H

#define LOOKER_FRAME 0 /* remap_pfn_range, and no ->access */
#define LOOKER_ASK   1 /* the same, with an ->access of its own */
#define LOOKER_PHYS  2 /* the same, with generic_access_phys */
#define LOOKER_PAGE  3 /* vm_insert_page */
/* Of any length, from any offset on: */
#define LOOKER_MANY   16	/* .fault, which gives the page everywhere */
#define LOOKER_SIGBUS  10000 /* pages that it refuses: VM_FAULT_SIGBUS, */
#define LOOKER_SIGSEGV 10001 /* VM_FAULT_SIGSEGV, */
#define LOOKER_POISON  10002 /* VM_FAULT_HWPOISON, */
#define LOOKER_NOTHING 10003 /* success, and no page */
#define LOOKER_FRAMES (1 << 20) /* remap_pfn_range of each page, the same everywhere */

#endif
