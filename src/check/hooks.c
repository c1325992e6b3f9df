/* SPDX-License-Identifier: MIT */
/*
 * The runtime of -fsanitize=thread: what the compiler calls for each load,
 * store and atomic operation of a module. The fast path is one range check and
 * one byte of shadow.
 */
#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/types.h>
#include "check/shadow.h"
#include "machine/layout.h"

#define SHADOW ((const u8 *)DOCK_SHADOW_BASE)
#define PC     ((unsigned long)__builtin_return_address(0))

/* RAM ends where the linear map's first bank table says; the linear window
 * beyond it has no shadow. Set before the first module is loaded. */
unsigned long dock_hook_ram_end;

static noinline __cold void slow(unsigned long a, unsigned long n, bool write,
						 unsigned long pc)
{
	dock_shadow_slow(a, n, write, pc);
}

/* Stacks and module data are in no allocator's hands: leave at once. */
static __always_inline bool plain(unsigned long a)
{
	return a >= DOCK_VMALLOC_BASE && a < DOCK_KMAP_BASE;
}

/* Another processor may come between any two accesses: dock_hook_interleave is
 * called when the count reaches 0. Where there is one processor the count starts
 * at 0 and never does. */
long dock_hook_countdown;
void (*dock_hook_interleave)(void);

static __always_inline void check(unsigned long a, unsigned long n, bool write, unsigned long pc)
{
	unsigned long phys = a - DOCK_LINEAR_BASE;

	if (unlikely(!--dock_hook_countdown))
		dock_hook_interleave();
	if (likely(phys < dock_hook_ram_end)) {
		if (likely(SHADOW[phys >> 3] == DOCK_SHADOW_LIVE &&
			   (((phys & 7) + n <= 8) ||
			    SHADOW[(phys + n - 1) >> 3] == DOCK_SHADOW_LIVE)))
			return;
	} else if (likely(plain(a))) {
		return;
	}
	slow(a, n, write, pc);
}

/* Names begin with two underscores because compilers chose them. */
#define HOOK(name, n, write)				\
void name(void *p);					\
void name(void *p)					\
{							\
	check((unsigned long)p, n, write, PC);		\
}							\
EXPORT_SYMBOL(name)

#define HOOKS(n)					\
HOOK(__tsan_read##n, n, false);				\
HOOK(__tsan_write##n, n, true);				\
HOOK(__tsan_volatile_read##n, n, false);		\
HOOK(__tsan_volatile_write##n, n, true);		\
HOOK(__tsan_unaligned_read##n, n, false);		\
HOOK(__tsan_unaligned_write##n, n, true);		\
HOOK(__tsan_unaligned_volatile_read##n, n, false);	\
HOOK(__tsan_unaligned_volatile_write##n, n, true);	\
HOOK(__tsan_read_write##n, n, true);			\
HOOK(__tsan_unaligned_read_write##n, n, true)

HOOKS(1);
HOOKS(2);
HOOKS(4);
HOOKS(8);
HOOKS(16);

void __tsan_init(void);
void __tsan_init(void)
{
}
EXPORT_SYMBOL(__tsan_init);

void __tsan_func_entry(void *pc);
void __tsan_func_entry(void *pc)
{
}
EXPORT_SYMBOL(__tsan_func_entry);

void __tsan_func_exit(void *pc);
void __tsan_func_exit(void *pc)
{
}
EXPORT_SYMBOL(__tsan_func_exit);

void __tsan_read_range(void *p, unsigned long n);
void __tsan_read_range(void *p, unsigned long n)
{
	dock_shadow_check((unsigned long)p, n, false, PC);
}
EXPORT_SYMBOL(__tsan_read_range);

void __tsan_write_range(void *p, unsigned long n);
void __tsan_write_range(void *p, unsigned long n)
{
	dock_shadow_check((unsigned long)p, n, true, PC);
}
EXPORT_SYMBOL(__tsan_write_range);

/* --- atomics: checked, then done --- */

#define ATOMIC(bits, type)								\
type __tsan_atomic##bits##_load(const volatile type *p, int order);			\
type __tsan_atomic##bits##_load(const volatile type *p, int order)			\
{											\
	check((unsigned long)p, bits / 8, false, PC);					\
	return __atomic_load_n(p, __ATOMIC_SEQ_CST);					\
}											\
EXPORT_SYMBOL(__tsan_atomic##bits##_load);						\
void __tsan_atomic##bits##_store(volatile type *p, type v, int order);			\
void __tsan_atomic##bits##_store(volatile type *p, type v, int order)			\
{											\
	check((unsigned long)p, bits / 8, true, PC);					\
	__atomic_store_n(p, v, __ATOMIC_SEQ_CST);					\
}											\
EXPORT_SYMBOL(__tsan_atomic##bits##_store);						\
ATOMIC_RMW(bits, type, exchange, __atomic_exchange_n)					\
ATOMIC_RMW(bits, type, fetch_add, __atomic_fetch_add)					\
ATOMIC_RMW(bits, type, fetch_sub, __atomic_fetch_sub)					\
ATOMIC_RMW(bits, type, fetch_and, __atomic_fetch_and)					\
ATOMIC_RMW(bits, type, fetch_or, __atomic_fetch_or)					\
ATOMIC_RMW(bits, type, fetch_xor, __atomic_fetch_xor)					\
ATOMIC_RMW(bits, type, fetch_nand, __atomic_fetch_nand)					\
ATOMIC_CAS(bits, type, strong)								\
ATOMIC_CAS(bits, type, weak)								\
type __tsan_atomic##bits##_compare_exchange_val(volatile type *p, type old, type v,	\
						int order, int fail);			\
type __tsan_atomic##bits##_compare_exchange_val(volatile type *p, type old, type v,	\
						int order, int fail)			\
{											\
	check((unsigned long)p, bits / 8, true, PC);					\
	__atomic_compare_exchange_n(p, &old, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);	\
	return old;									\
}											\
EXPORT_SYMBOL(__tsan_atomic##bits##_compare_exchange_val)

#define ATOMIC_RMW(bits, type, name, builtin)						\
type __tsan_atomic##bits##_##name(volatile type *p, type v, int order);			\
type __tsan_atomic##bits##_##name(volatile type *p, type v, int order)			\
{											\
	check((unsigned long)p, bits / 8, true, PC);					\
	return builtin(p, v, __ATOMIC_SEQ_CST);						\
}											\
EXPORT_SYMBOL(__tsan_atomic##bits##_##name);

#define ATOMIC_CAS(bits, type, kind)							\
int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *p, type *old, type v,	\
						  int order, int fail);			\
int __tsan_atomic##bits##_compare_exchange_##kind(volatile type *p, type *old, type v,	\
						  int order, int fail)			\
{											\
	check((unsigned long)p, bits / 8, true, PC);					\
	return __atomic_compare_exchange_n(p, old, v, 0, __ATOMIC_SEQ_CST,		\
					   __ATOMIC_SEQ_CST);				\
}											\
EXPORT_SYMBOL(__tsan_atomic##bits##_compare_exchange_##kind);

ATOMIC(8, u8);
ATOMIC(16, u16);
ATOMIC(32, u32);
ATOMIC(64, u64);

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}
EXPORT_SYMBOL(__tsan_atomic_thread_fence);

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
	barrier();
}
EXPORT_SYMBOL(__tsan_atomic_signal_fence);

/* --- copies that the compiler leaves to a function --- */

/* What a module gets under the names memcpy, memmove, memset, memcmp: the same,
 * checked. The core itself calls the plain ones. */
static void *checked_memcpy(void *to, const void *from, size_t n)
{
	dock_shadow_check((unsigned long)from, n, false, PC);
	dock_shadow_check((unsigned long)to, n, true, PC);
	return memcpy(to, from, n);
}

static void *checked_memmove(void *to, const void *from, size_t n)
{
	dock_shadow_check((unsigned long)from, n, false, PC);
	dock_shadow_check((unsigned long)to, n, true, PC);
	return memmove(to, from, n);
}

static void *checked_memset(void *to, int c, size_t n)
{
	dock_shadow_check((unsigned long)to, n, true, PC);
	return memset(to, c, n);
}

static int checked_memcmp(const void *a, const void *b, size_t n)
{
	dock_shadow_check((unsigned long)a, n, false, PC);
	dock_shadow_check((unsigned long)b, n, false, PC);
	return memcmp(a, b, n);
}

#define EXPORT_AS(label, fn)							\
static const struct dock_ksym __dock_ksym_checked_##label __used		\
	__section("dock_ksymtab") __aligned(8) = { #label, (const void *)fn, 0 }

EXPORT_AS(memcpy, checked_memcpy);
EXPORT_AS(memmove, checked_memmove);
EXPORT_AS(memset, checked_memset);
EXPORT_AS(memcmp, checked_memcmp);
EXPORT_AS(__tsan_memcpy, checked_memcpy);
EXPORT_AS(__tsan_memmove, checked_memmove);
EXPORT_AS(__tsan_memset, checked_memset);
