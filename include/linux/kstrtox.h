/* SPDX-License-Identifier: MIT */
/*
 * Text to numbers. The kstrto functions want the whole string to be a number
 * (one newline may end it): 0, -EINVAL, or -ERANGE; base 0 reads 0x and 0.
 */
#ifndef _LINUX_KSTRTOX_H
#define _LINUX_KSTRTOX_H

#include <linux/compiler.h>
#include <linux/types.h>

extern int __must_check kstrtoull(const char *s, unsigned int base,
				  unsigned long long *res) __dock(kstrtoull);
extern int __must_check kstrtoll(const char *s, unsigned int base, long long *res)
	__dock(kstrtoll);
extern int __must_check _kstrtoul(const char *s, unsigned int base, unsigned long *res)
	__dock(_kstrtoul);
extern int __must_check _kstrtol(const char *s, unsigned int base, long *res)
	__dock(_kstrtol);
extern int __must_check kstrtouint(const char *s, unsigned int base, unsigned int *res)
	__dock(kstrtouint);
extern int __must_check kstrtoint(const char *s, unsigned int base, int *res)
	__dock(kstrtoint);
extern int __must_check kstrtou16(const char *s, unsigned int base, u16 *res)
	__dock(kstrtou16);
extern int __must_check kstrtos16(const char *s, unsigned int base, s16 *res)
	__dock(kstrtos16);
extern int __must_check kstrtou8(const char *s, unsigned int base, u8 *res)
	__dock(kstrtou8);
extern int __must_check kstrtos8(const char *s, unsigned int base, s8 *res)
	__dock(kstrtos8);
extern int __must_check kstrtobool(const char *s, bool *res) __dock(kstrtobool);

static inline int __must_check kstrtoul(const char *s, unsigned int base,
					unsigned long *res)
{
	return _kstrtoul(s, base, res);
}

static inline int __must_check kstrtol(const char *s, unsigned int base, long *res)
{
	return _kstrtol(s, base, res);
}

static inline int __must_check kstrtou64(const char *s, unsigned int base, u64 *res)
{
	return kstrtoull(s, base, res);
}

static inline int __must_check kstrtos64(const char *s, unsigned int base, s64 *res)
{
	return kstrtoll(s, base, res);
}

static inline int __must_check kstrtou32(const char *s, unsigned int base, u32 *res)
{
	return kstrtouint(s, base, res);
}

static inline int __must_check kstrtos32(const char *s, unsigned int base, s32 *res)
{
	return kstrtoint(s, base, res);
}

extern int __must_check kstrtoull_from_user(const char __user *s, size_t count,
					    unsigned int base, unsigned long long *res)
	__dock(kstrtoull_from_user);
extern int __must_check kstrtoul_from_user(const char __user *s, size_t count,
					   unsigned int base, unsigned long *res)
	__dock(kstrtoul_from_user);
extern int __must_check kstrtouint_from_user(const char __user *s, size_t count,
					     unsigned int base, unsigned int *res)
	__dock(kstrtouint_from_user);
extern int __must_check kstrtoint_from_user(const char __user *s, size_t count,
					    unsigned int base, int *res)
	__dock(kstrtoint_from_user);
extern int __must_check kstrtobool_from_user(const char __user *s, size_t count, bool *res)
	__dock(kstrtobool_from_user);

/* The old ones take as many digits as there are, and never fail. */
extern unsigned long long simple_strtoull(const char *cp, char **endp, unsigned int base)
	__dock(simple_strtoull);
extern unsigned long simple_strtoul(const char *cp, char **endp, unsigned int base)
	__dock(simple_strtoul);
extern long simple_strtol(const char *cp, char **endp, unsigned int base)
	__dock(simple_strtol);
extern long long simple_strtoll(const char *cp, char **endp, unsigned int base)
	__dock(simple_strtoll);

#endif
