/* SPDX-License-Identifier: MIT */
/* What the driver finder is asked, and how it answers. */
#ifndef TESTS_USER_FINDER_H
#define TESTS_USER_FINDER_H

#define FINDER_FIND 0x6601	/* find_vma() */
#define FINDER_LOOKUP 0x6602 /* vma_lookup() */
#define FINDER_CHANGE 0x6603 /* lets it be VM_DONTCOPY */
#define FINDER_REMAP 0x6604	/* these put a page at addr */
#define FINDER_INSERT 0x6605
#define FINDER_COUNT 0x6606 /* for_each_vma(): how many, in pgoff */

#define FINDER_READ 0x01UL
#define FINDER_WRITE 0x02UL
#define FINDER_EXEC 0x04UL
#define FINDER_SHARED 0x08UL
#define FINDER_MAYREAD 0x10UL
#define FINDER_MAYWRITE 0x20UL
#define FINDER_MAYEXEC 0x40UL
#define FINDER_MAYSHARE 0x80UL
#define FINDER_GROWSDOWN 0x100UL
#define FINDER_DONTCOPY 0x20000UL

struct finder_answer {
	unsigned long addr; /* asked for */
	int found;
	unsigned long start, end, flags, pgoff;
	unsigned long ino;	/* of its file; 0: it has none */
	unsigned long prev_end; /* where the one before ends */
	int anonymous;
	int mine; /* its file is this device's */
	int one;  /* another address of it gives the same VMA */
};

#endif
