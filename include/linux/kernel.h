/* SPDX-License-Identifier: MIT */
/* The odds and ends that every driver includes. */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/stdarg.h>
#include <linux/align.h>
#include <linux/limits.h>
#include <linux/linkage.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/bitops.h>
#include <linux/hex.h>
#include <linux/kstrtox.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/typecheck.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/build_bug.h>
#include <linux/bug.h>
/* The compiler turns sprintf() into strcpy(), which must be declared then. */
#include <linux/string.h>
#include <asm/byteorder.h>

#define STACK_MAGIC	0xdeadbeef

#define REPEAT_BYTE(x)	((~0ul / 0xff) * (x))
#define ARRAY_SIZE(arr)	(sizeof(arr) / sizeof((arr)[0]) + __must_be_array(arr))
#define PTR_IF(cond, ptr) ((cond) ? (ptr) : NULL)
#define u64_to_user_ptr(x)                                                       \
	({                                                                       \
		typecheck(u64, (x));                                             \
		(void __user *)(uintptr_t)(x);                                   \
	})

#define upper_32_bits(n)	((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n)	((u32)((n)&0xffffffff))
#define upper_16_bits(n)	((u16)((n) >> 16))
#define lower_16_bits(n)	((u16)((n)&0xffff))
#define wordpart_mask(n)	((1UL << ((n)*BITS_PER_BYTE)) - 1)

#define READ	0
#define WRITE	1

#define FIELD_SIZEOF(t, f)	sizeof_field(t, f)
#define _RET_IP_	((unsigned long)__builtin_return_address(0))
#define _THIS_IP_                                                                \
	({                                                                       \
		__label__ __here;                                                \
	__here:                                                                  \
		(unsigned long)&&__here;                                         \
	})

/* Reports a driver that may sleep where it must not. */
extern void dock_might_sleep(const char *file, int line);
#define might_sleep()		dock_might_sleep(__FILE__, __LINE__)
#define might_resched()		do { } while (0)
#define might_sleep_if(cond)                                                     \
	do {                                                                     \
		if (cond)                                                        \
			might_sleep();                                           \
	} while (0)
extern void dock_might_fault(const char *file, int line);
#define might_fault()		dock_might_fault(__FILE__, __LINE__)
#define cant_sleep()		do { } while (0)
#define non_block_start()	do { } while (0)
#define non_block_end()		do { } while (0)

extern __printf(2, 3) int sprintf(char *buf, const char *fmt, ...) __dock(sprintf);
extern __printf(2, 0) int vsprintf(char *buf, const char *fmt, va_list args)
	__dock(vsprintf);
extern __printf(3, 4) int snprintf(char *buf, size_t size, const char *fmt, ...)
	__dock(snprintf);
extern __printf(3, 0) int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
	__dock(vsnprintf);
extern __printf(3, 4) int scnprintf(char *buf, size_t size, const char *fmt, ...)
	__dock(scnprintf);
extern __printf(3, 0) int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
	__dock(vscnprintf);
extern __scanf(2, 3) int sscanf(const char *buf, const char *fmt, ...) __dock(sscanf);
extern __scanf(2, 0) int vsscanf(const char *buf, const char *fmt, va_list args)
	__dock(vsscanf);
/* These two allocate; the flags are those of kmalloc(). */
#if DOCK_SINCE_2_6_18
extern __printf(2, 3) __malloc char *kasprintf(gfp_t gfp, const char *fmt, ...)
	__dock(kasprintf);
#endif
extern __printf(2, 0) __malloc char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
	__dock(kvasprintf);

extern int get_option(char **str, int *pint) __dock(get_option);
extern char *get_options(const char *str, int nints, int *ints) __dock(get_options);
extern unsigned long long memparse(const char *ptr, char **retptr) __dock(memparse);

/* VERIFY_OCTAL_PERMISSIONS(): what a file under /sys may be allowed. */
#define VERIFY_OCTAL_PERMISSIONS(perms)                                          \
	(BUILD_BUG_ON_ZERO((perms) < 0) + BUILD_BUG_ON_ZERO((perms) > 0777) +    \
	 BUILD_BUG_ON_ZERO((((perms) >> 6) & 4) < (((perms) >> 3) & 4)) +        \
	 BUILD_BUG_ON_ZERO((((perms) >> 3) & 4) < ((perms)&4)) +                 \
	 BUILD_BUG_ON_ZERO((((perms) >> 6) & 2) < (((perms) >> 3) & 2)) +        \
	 BUILD_BUG_ON_ZERO((perms)&2) + (perms))

#endif
