/* SPDX-License-Identifier: MIT */
/*
 * Around an example of docs/rules: what it includes, and the module's init and
 * exit. Included before it; example_end.h after it. An example has functions of
 * these names, as far as it needs them: example_init, example_exit; and
 * example_fops, for a misc device /dev/example.
 */
#include <linux/cdev.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/jiffies.h>
#include <linux/kdev_t.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>
#include <asm/processor.h>

MODULE_LICENSE("Dual MIT/GPL");
