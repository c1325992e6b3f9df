/* SPDX-License-Identifier: MIT */
/* What drivers take from users as a whole: copies of memory, strings and numbers. */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

void *memdup_user(const void __user *src, size_t len)
{
	void *p = kmalloc(len, GFP_USER | __GFP_NOWARN);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, len)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	return p;
}
EXPORT_SYMBOL(memdup_user);

void *memdup_user_nul(const void __user *src, size_t len)
{
	char *p = kmalloc(len + 1, GFP_KERNEL);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, len)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	p[len] = 0;
	return p;
}
EXPORT_SYMBOL(memdup_user_nul);

void *vmemdup_user(const void __user *src, size_t len)
{
	void *p = kvmalloc(len, GFP_USER);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, len)) {
		kvfree(p);
		return ERR_PTR(-EFAULT);
	}
	return p;
}
EXPORT_SYMBOL(vmemdup_user);

/* A string of @n bytes at most, its end among them. */
char *strndup_user(const char __user *s, long n)
{
	long len = strnlen_user(s, n);
	char *p;

	if (!len)
		return ERR_PTR(-EFAULT);
	if (len > n)
		return ERR_PTR(-EINVAL);
	p = memdup_user(s, (size_t)len);
	if (!IS_ERR(p))
		p[len - 1] = 0; /* another thread may have written since */
	return p;
}
EXPORT_SYMBOL(strndup_user);

/* --- numbers --- */

#define DIGITS_MAX 66 /* binary, with a sign and the end of the line */

static int take(char *buf, size_t room, const char __user *s, size_t count)
{
	count = min(count, room - 1);
	if (copy_from_user(buf, s, count))
		return -EFAULT;
	buf[count] = 0;
	return 0;
}

#define DEFINE_FROM_USER(name, type)						\
int name##_from_user(const char __user *s, size_t count, unsigned int base, type *res)	\
{										\
	char buf[DIGITS_MAX + 1];						\
										\
	return take(buf, sizeof(buf), s, count) ?: name(buf, base, res);	\
}										\
EXPORT_SYMBOL(name##_from_user)

DEFINE_FROM_USER(kstrtoull, unsigned long long);
DEFINE_FROM_USER(kstrtoul, unsigned long);
DEFINE_FROM_USER(kstrtouint, unsigned int);
DEFINE_FROM_USER(kstrtoint, int);

int kstrtobool_from_user(const char __user *s, size_t count, bool *res)
{
	char buf[4]; /* no word that counts is longer, with the end of the line */

	return take(buf, sizeof(buf), s, count) ?: kstrtobool(buf, res);
}
EXPORT_SYMBOL(kstrtobool_from_user);
