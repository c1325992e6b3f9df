/* SPDX-License-Identifier: MIT */
/* An index that stays inside an array also where the processor guesses. */
#ifndef _LINUX_NOSPEC_H
#define _LINUX_NOSPEC_H

#include <linux/compiler.h>

#define array_index_nospec(index, size)                                          \
	({                                                                       \
		typeof(index) __nospec_index = (index);                          \
		__nospec_index < (size) ? __nospec_index : 0;                    \
	})

#endif
