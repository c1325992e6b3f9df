/* SPDX-License-Identifier: MIT */
/*
 * What every other header stands on: attributes, the address-space markers
 * that sparse reads, and the link names of the kernel's functions.
 *
 * Whatever a module can link to is declared with __dock(name); its name in
 * the object file is then dock_name, so that it never meets a symbol of the C
 * library with which drydock itself is linked. What is drydock's own is called
 * dock_name in the source already, and is declared without __dock().
 */
#ifndef __LINUX_COMPILER_TYPES_H
#define __LINUX_COMPILER_TYPES_H

#include <linux/dock_versions.h>
#include <linux/kconfig.h>

#ifndef __ASSEMBLY__

#include <linux/compiler_attributes.h>

#define __dock(name) __asm__("dock_" #name)
/* The same for a stub, which ends the run; `drydock check` tells of its calls. */
#define __dock_stub(name) __dock(name)

#ifdef __CHECKER__
#define __kernel	__attribute__((address_space(0)))
#define __user		__attribute__((noderef, address_space(__user)))
#define __iomem		__attribute__((noderef, address_space(__iomem)))
#define __percpu	__attribute__((noderef, address_space(__percpu)))
#define __rcu		__attribute__((noderef, address_space(__rcu)))
#define __force		__attribute__((force))
#define __nocast	__attribute__((nocast))
#define __safe		__attribute__((safe))
#define __private	__attribute__((noderef))
#define __bitwise	__attribute__((bitwise))
#define __must_hold(x)	__attribute__((context(x, 1, 1)))
#define __acquires(x)	__attribute__((context(x, 0, 1)))
#define __releases(x)	__attribute__((context(x, 1, 0)))
#define __acquire(x)	__context__(x, 1)
#define __release(x)	__context__(x, -1)
#define __cond_lock(x, c) ((c) ? ({ __acquire(x); 1; }) : 0)
#define __chk_user_ptr(x) ((void)0)
#define __chk_io_ptr(x)	((void)0)
#define ACCESS_PRIVATE(p, member) \
	(*((typeof((p)->member) __force *)&(p)->member))
#else
#define __kernel
#define __user
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __nocast
#define __safe
#define __private
#define __bitwise
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __acquire(x)	((void)0)
#define __release(x)	((void)0)
#define __cond_lock(x, c) (c)
#define __chk_user_ptr(x) ((void)0)
#define __chk_io_ptr(x)	((void)0)
#define ACCESS_PRIVATE(p, member) ((p)->member)
#endif
#define __bitwise__	__bitwise

#define notrace		__attribute__((__no_instrument_function__))
#define asmlinkage
#define noinline_for_stack noinline
#define __no_sanitize_address __attribute__((__no_sanitize_address__))
#define __no_kcsan	__attribute__((__no_sanitize_thread__))
#define __no_kasan_or_inline __always_inline
#define __randomize_layout
#define __no_randomize_layout
#define randomized_struct_fields_start
#define randomized_struct_fields_end
#define __latent_entropy
#define __counted_by(member)

#define ___PASTE(a, b)	a##b
#define __PASTE(a, b)	___PASTE(a, b)

#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define __native_word(t)                                                         \
	(sizeof(t) == sizeof(char) || sizeof(t) == sizeof(short) ||              \
	 sizeof(t) == sizeof(int) || sizeof(t) == sizeof(long))

#define __compiletime_error(message)	__attribute__((__error__(message)))
#define __compiletime_warning(message)	__attribute__((__warning__(message)))
#define __compiletime_object_size(obj)	__builtin_object_size(obj, 0)

/* The call survives only if the optimizer cannot prove the condition. */
#define __dock_compiletime_assert(condition, message, id)                        \
	do {                                                                     \
		extern void id(void) __compiletime_error(message);               \
		if (!(condition))                                                \
			id();                                                    \
	} while (0)
#define compiletime_assert(condition, message)                                   \
	__dock_compiletime_assert(condition, message,                            \
				  __PASTE(__compiletime_assert_, __COUNTER__))
#define compiletime_assert_atomic_type(t)                                        \
	compiletime_assert(__native_word(t), "not an atomic type")

#endif /* __ASSEMBLY__ */
#endif
