// SPDX-License-Identifier: MIT
/*
 * For check_test.sh: nothing of this is missing, though each line looks a little
 * like something that is.
 */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/version.h>
#include <linux/wait.h>

#include "not_called.h"

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 15, 0)
#include <linux/long_gone.h>
#define START(t) init_timer(t)
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0) && defined(vm_flags_set)
#include <linux/not_yet.h>
#else
#define START(t) started(t)
#endif
#if defined(RHEL_RELEASE_CODE) && RHEL_RELEASE_CODE >= RHEL_RELEASE_VERSION(8, 3)
#error not this one
#endif
#ifdef CONFIG_NOBODY_HAS_THIS
static int unconfigured = not_there();
#endif
#if IS_ENABLED(CONFIG_NOBODY_HAS_THIS) || defined(__aarch64__)
static int unconfigured_too = not_there();
#endif
#if 0
not_there(NOT_THERE);
#endif

#define SHOW(name) static int name##_show(int n) { return n; }
#define CALL(fn, ...) fn(__VA_ARGS__)
#define NEVER_USED() not_there(NOT_THERE)
#define TEXT(x) #x

SHOW(speed)
static DECLARE_WAIT_QUEUE_HEAD(queue);
static LIST_HEAD(items);
static DEFINE_MUTEX(lock);

enum state { IDLE, BUSY = 4, BROKEN };
typedef int (*callback_t)(struct page *page, int n);

struct item {
	struct list_head list;
	int (*method)(struct item *it, int n);
	callback_t callback;
	unsigned int ready : 1, running : 1;
};

struct opaque_here;

static int started(int t)
{
	return t;
}

/* call_in_comment(1); */
static int late(int (*run)(int), callback_t cb, struct item *it, int array[], struct opaque_here *o)
{
	int (*local)(int) = run, a = 1, b = a, *c = &b;
	struct item *pos, *next;
	callback_t other = cb;
	static const char *const text = "call_in_string(1)";
	typeof(a) same = a;
	DEFINE_WAIT(waiter);

	prepare_to_wait(&queue, &waiter, TASK_INTERRUPTIBLE);
	finish_wait(&queue, &waiter);
	list_for_each_entry_safe(pos, next, &items, list)
		pos->method(pos, it->method(it, run(local(*c))));
	if (other && it->callback && (*other)(NULL, 0) && cb(NULL, __builtin_expect(a, 0)))
		goto out;
	asm volatile("" : : "r"(a) : "memory");
	return START(speed_show(array[IDLE] + same)) + CALL(run, BUSY) + sizeof(TEXT(not_there())) +
	       (text && o ? BROKEN : IDLE) + __LINE__ + container_of(&it->list, struct item, list)->ready;
out:
	return -EINVAL;
}

static __attribute__((__noinline__, format(printf, 1, 2))) int __used printing(const char *f, ...)
{
	struct { int x, y; } point = { .x = 1, .y = 2 };

	switch (point.x) {
	case IDLE:
		return late(started, NULL, NULL, &point.y, NULL);
	default:
		mutex_lock(&lock);
		mutex_unlock(&lock);
		return kzalloc(sizeof(struct item), GFP_KERNEL) != NULL;
	}
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.llseek = no_llseek,
};

static struct miscdevice device = { .minor = MISC_DYNAMIC_MINOR, .name = "x", .fops = &fops };
module_misc_device(device);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("nothing");
