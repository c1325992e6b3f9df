/* SPDX-License-Identifier: MIT */
/* Copying between the kernel and a user's memory. */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/types.h>

extern unsigned long __must_check copy_from_user(void *to, const void __user *from, unsigned long n)
	__dock(copy_from_user);
extern unsigned long __must_check copy_to_user(void __user *to, const void *from, unsigned long n)
	__dock(copy_to_user);
extern unsigned long __must_check clear_user(void __user *to, unsigned long n) __dock(clear_user);
extern long strncpy_from_user(char *dst, const char __user *src, long count) __dock(strncpy_from_user);
extern long strnlen_user(const char __user *str, long n) __dock(strnlen_user);
extern bool dock_access_ok(const void __user *addr, unsigned long size);

#if DOCK_SINCE_5_8
extern long copy_from_kernel_nofault(void *dst, const void *src, size_t size)
	__dock(copy_from_kernel_nofault);
#endif

/* Between these a copy does not fault a page in: it stops there. */
static inline void pagefault_disable(void)
{
	current->pagefault_disabled++;
	barrier();
}

static inline void pagefault_enable(void)
{
	barrier();
	current->pagefault_disabled--;
}

#define pagefault_disabled() (current->pagefault_disabled != 0)
#define faulthandler_disabled() (pagefault_disabled() || in_atomic())

#define __copy_from_user(to, from, n) copy_from_user(to, from, n)
#define __copy_to_user(to, from, n) copy_to_user(to, from, n)
#define __copy_from_user_inatomic(to, from, n) copy_from_user(to, from, n)
#define __copy_to_user_inatomic(to, from, n) copy_to_user(to, from, n)
#if DOCK_SINCE_5_0
#define access_ok(addr, size) dock_access_ok((const void __user *)(addr), (size))
#else
#define VERIFY_READ 0
#define VERIFY_WRITE 1
#define access_ok(type, addr, size) dock_access_ok((const void __user *)(addr), (size))
#endif

#if DOCK_BEFORE_2_6_14
#define verify_area(type, addr, size) (access_ok(type, addr, size) ? 0 : -EFAULT)
#endif

#define put_user(x, ptr)								\
({											\
	__typeof__(*(ptr)) __pu = (x);							\
	might_fault();									\
	copy_to_user((void __user *)(ptr), &__pu, sizeof(__pu)) ? -EFAULT : 0;		\
})
#define get_user(x, ptr)								\
({											\
	__typeof__(((void)0, *(ptr))) __gu = (__typeof__(*(ptr)))0;				\
	int __e;									\
	might_fault();									\
	__e = copy_from_user(&__gu, (const void __user *)(ptr), sizeof(__gu)) ? -EFAULT : 0; \
	(x) = (__typeof__(x))__gu;							\
	__e;										\
})
#define __put_user(x, ptr) put_user(x, ptr)
#define __get_user(x, ptr) get_user(x, ptr)

#endif
