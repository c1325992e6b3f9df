/* SPDX-License-Identifier: MIT */
/* The compiler warns unless x is of the type. The value is always 1. */
#ifndef _LINUX_TYPECHECK_H
#define _LINUX_TYPECHECK_H

#define typecheck(type, x)                                                       \
	({                                                                       \
		type __wanted;                                                   \
		typeof(x) __given;                                               \
		(void)(&__wanted == &__given);                                   \
		1;                                                               \
	})
#define typecheck_fn(type, function)                                             \
	({                                                                       \
		typeof(type) __fn = function;                                    \
		(void)__fn;                                                      \
	})
#define typecheck_pointer(x)                                                     \
	({                                                                       \
		typeof(x) __pointer;                                             \
		(void)sizeof(*__pointer);                                        \
		1;                                                               \
	})

#endif
