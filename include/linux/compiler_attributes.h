/* SPDX-License-Identifier: MIT */
/* Linux's short names for the compiler's attributes. */
#ifndef _LINUX_COMPILER_ATTRIBUTES_H
#define _LINUX_COMPILER_ATTRIBUTES_H

#ifndef __has_attribute
#define __has_attribute(x)	0
#endif

#define __alias(symbol)		__attribute__((__alias__(#symbol)))
#define __aligned(x)		__attribute__((__aligned__(x)))
#define __aligned_largest	__attribute__((__aligned__))
#define __alloc_size__(x, ...)	__attribute__((__alloc_size__(x, ##__VA_ARGS__)))
#define __always_unused		__attribute__((__unused__))
#define __attribute_const__	__attribute__((__const__))
#define __cleanup(func)		__attribute__((__cleanup__(func)))
#define __cold			__attribute__((__cold__))
#define __error(message)	__attribute__((__error__(message)))
#define __gnu_inline		__attribute__((__gnu_inline__))
#define __malloc		__attribute__((__malloc__))
#define __mode(x)		__attribute__((__mode__(x)))
#define __must_check		__attribute__((__warn_unused_result__))
#define __maybe_unused		__attribute__((__unused__))
#define __noreturn		__attribute__((__noreturn__))
#define __packed		__attribute__((__packed__))
#define __printf(a, b)		__attribute__((__format__(printf, a, b)))
#define __pure			__attribute__((__pure__))
#define __scanf(a, b)		__attribute__((__format__(scanf, a, b)))
#define __section(section)	__attribute__((__section__(section)))
#define __used			__attribute__((__used__))
#define __warning(message)	__attribute__((__warning__(message)))
#define __weak			__attribute__((__weak__))
#define fallthrough		__attribute__((__fallthrough__))
#define noinline		__attribute__((__noinline__))

/* What gcc has and clang (14) has not: nothing there. */
#if __has_attribute(__copy__)
#define __copy(symbol)		__attribute__((__copy__(symbol)))
#else
#define __copy(symbol)
#endif
#if __has_attribute(__designated_init__)
#define __designated_init	__attribute__((__designated_init__))
#else
#define __designated_init
#endif
#if __has_attribute(__noclone__)
#define __noclone		__attribute__((__noclone__))
#else
#define __noclone
#endif
#if __has_attribute(__nonstring__)
#define __nonstring		__attribute__((__nonstring__))
#else
#define __nonstring
#endif

#ifndef __always_inline
#define __always_inline		inline __attribute__((__always_inline__))
#endif

#endif
