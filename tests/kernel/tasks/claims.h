/* SPDX-License-Identifier: MIT */
/*
 * Claims: what the tests of the kernel side consist of. Each is a function with
 * the claim as its name; EXPECT() says what must hold. One line comes out for
 * each, "ok NAME" or "FAIL NAME: ...", and the number of those that failed.
 *
 * A task has claims_run() called from task_main(). A module has its claims run
 * by run_claims.ko through /dev/claims, so that they run in a system call:
 * CLAIMS_MODULE(table).
 */
#ifndef TESTS_CLAIMS_H
#define TESTS_CLAIMS_H

#include <linux/kernel.h>
#include <linux/printk.h>

struct claim {
	const char *name;
	void (*fn)(void);
};

#define CLAIM(fn) { #fn, fn }

static const char *claim_name;
static int claim_errors;

#define EXPECT(cond)									\
do {											\
	if (!(cond)) {									\
		claim_errors++;								\
		printk(KERN_INFO "FAIL %s: line %d: %s\n", claim_name, __LINE__, #cond);	\
	}										\
} while (0)

#define EXPECT_EQ(have, want)								\
do {											\
	long have__ = (long)(have), want__ = (long)(want);				\
	if (have__ != want__) {								\
		claim_errors++;								\
		printk(KERN_INFO "FAIL %s: line %d: %s is %ld (0x%lx), not %ld\n",	\
		       claim_name, __LINE__, #have, have__, have__, want__);		\
	}										\
} while (0)

static inline int claims_run(const struct claim *claims, int nr)
{
	int failed = 0;

	for (int i = 0; i < nr; i++) {
		claim_name = claims[i].name;
		claim_errors = 0;
		claims[i].fn();
		if (claim_errors)
			failed++;
		else
			printk(KERN_INFO "ok %s\n", claims[i].name);
	}
	return failed;
}

#define CLAIMS_TASK(table)						\
int task_main(void)							\
{									\
	return claims_run(table, ARRAY_SIZE(table));			\
}									\
MODULE_LICENSE("GPL")

/* module_init and module_exit of its own may be given: they call these two. */
#define CLAIMS_DEVICE(table)						\
static long claims_ioctl(struct file *file, unsigned int cmd, unsigned long arg)	\
{									\
	return claims_run(table, ARRAY_SIZE(table));			\
}									\
static const struct file_operations claims_fops = {			\
	.owner = THIS_MODULE, .unlocked_ioctl = claims_ioctl,		\
};									\
static struct miscdevice claims_misc = {				\
	.minor = MISC_DYNAMIC_MINOR, .name = "claims", .fops = &claims_fops,	\
}

#define CLAIMS_MODULE(table)						\
CLAIMS_DEVICE(table);							\
static int __init claims_init(void)					\
{									\
	return misc_register(&claims_misc);				\
}									\
static void __exit claims_exit(void)					\
{									\
	misc_deregister(&claims_misc);					\
}									\
module_init(claims_init);						\
module_exit(claims_exit);						\
MODULE_LICENSE("GPL")

#endif
