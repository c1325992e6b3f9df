/* SPDX-License-Identifier: MIT */
/* do_div(): divides n in place by a 32-bit base, and gives the remainder. */
#ifndef _ASM_DIV64_H
#define _ASM_DIV64_H

#include <linux/types.h>

#define do_div(n, base)                                                          \
	({                                                                       \
		u32 __do_div_base = (base);                                      \
		u32 __do_div_rem = ((u64)(n)) % __do_div_base;                   \
		(n) = ((u64)(n)) / __do_div_base;                                \
		__do_div_rem;                                                    \
	})

#endif
