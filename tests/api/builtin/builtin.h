/* SPDX-License-Identifier: MIT */
#ifndef BUILTIN_H
#define BUILTIN_H

/* Code of the kernel calls what it likes: nothing of this is exported. */
extern int part_b_number(void);

#endif
