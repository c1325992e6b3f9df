/* SPDX-License-Identifier: MIT */
/*
 * Tasks in the machine's own process: see include/drydock/task.h.
 *
 * All tasks share one user window; it shows the address space of the one that
 * ran last, and is emptied when another one's turn comes.
 */
#include <drydock/task.h>

#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include "host/mem.h"
#include "kernel/fs/file.h"
#include "kernel/fs/files.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/vma.h"
#include "kernel/module/loader.h"
#include "kernel/oops.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"
#include "user/task.h"

#define FIRST_PID 2

struct user_task {
	struct list_head list;
	struct task_struct *t;
	int pid, status;
	bool exited;
	struct completion done;
	int (*fn)(void *);
	void *arg;
	bool in_syscall;
	void *catch_buf[5]; /* __builtin_setjmp's */
	bool catching;
	struct dock_task_fault caught;
	void *end_buf[5];   /* where the task's body ends */
};

static LIST_HEAD(tasks);
static int next_pid = FIRST_PID, nr_running, first_status;

static struct user_task *self(void)
{
	struct user_task *u;

	list_for_each_entry(u, &tasks, list)
		if (u->t == current)
			return u;
	return NULL;
}

/* --- the user window --- */

static struct mm_struct *shown;
static unsigned long shown_low = ~0UL, shown_high;

static void window_clear(void)
{
	if (shown_low < shown_high)
		host_reserve(shown_low, shown_high - shown_low);
	shown_low = ~0UL;
	shown_high = 0;
}

static void window_fill(struct mm_struct *mm, unsigned long addr, unsigned long pfn,
			unsigned long pages, unsigned int prot)
{
	unsigned long bytes = pages << PAGE_SHIFT;

	if (mm != shown && (!current->mm || mm != current->mm))
		return; /* it will fault when its turn comes */
	if (mm != shown)
		window_clear(); /* its last mapping went, and here is a new one */
	shown = mm;
	if (host_ram_map(addr, pfn << PAGE_SHIFT, bytes, (int)prot)) {
		/* The host's limit on mappings: the window refills itself. */
		window_clear();
		if (host_ram_map(addr, pfn << PAGE_SHIFT, bytes, (int)prot))
			host_die("the host has no mappings left");
	}
	shown_low = min(shown_low, addr);
	shown_high = max(shown_high, addr + bytes);
}

static void window_flush(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	if (mm == shown && start < shown_high && end > shown_low)
		host_reserve(max(start, shown_low),
			     min(end, shown_high) - max(start, shown_low));
}

static unsigned long window_reserve(struct mm_struct *mm, unsigned long addr, unsigned long len,
				    unsigned long flags)
{
	struct vm_area_struct *vma;
	unsigned long end = mm->mmap_base;

	if (addr && (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE))) {
		if (!PAGE_ALIGNED(addr))
			return (unsigned long)-EINVAL;
		if (addr < DOCK_USER_BASE || len > DOCK_USER_END - addr)
			return (unsigned long)-ENOMEM;
		if ((flags & MAP_FIXED_NOREPLACE) && !dock_vma_gap(mm, addr, addr + len))
			return (unsigned long)-EEXIST;
		return addr;
	}
	addr = PAGE_ALIGN(addr);
	if (addr >= DOCK_USER_BASE && len <= DOCK_USER_END - addr &&
	    dock_vma_gap(mm, addr, addr + len))
		return addr;
	while ((vma = dock_vma_within(mm, end - len, end)))
		end = vma->vm_start;
	return end - len >= DOCK_USER_BASE && end > len ? end - len : (unsigned long)-ENOMEM;
}

static void window_release(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	window_flush(mm, start, end);
	if (mm == shown && !dock_vma_first(mm))
		shown = NULL;
}

static const struct dock_mm_host_ops window_ops = {
	.fill = window_fill,
	.flush = window_flush,
	.reserve = window_reserve,
	.release = window_release,
};

static void window_show(struct task_struct *t)
{
	if (t->mm == shown || t->mm->dock_host != &window_ops)
		return;
	window_clear();
	shown = t->mm;
}

/* --- life --- */

static int task_body(void *arg)
{
	struct user_task *u = arg;

	if (!__builtin_setjmp(u->end_buf))
		u->status = u->fn(u->arg) & 0xff;
	return self()->status;
}

static int task_thread(void *arg)
{
	struct user_task *u = arg;
	int status = task_body(u);

	dock_task_drop_user(current);
	u->exited = true;
	u->t = NULL;
	nr_running--;
	if (u->pid == FIRST_PID)
		first_status = status;
	complete_all(&u->done);
	return status;
}

/* Takes over the references to @mm and @files. */
static long start(const char *comm, struct mm_struct *mm, struct files_struct *files,
		  int (*fn)(void *), void *arg)
{
	struct user_task *u = host_alloc(sizeof(*u));

	u->pid = next_pid++;
	u->fn = fn;
	u->arg = arg;
	init_completion(&u->done);
	u->t = dock_task_spawn(comm, task_thread, u);
	if (!u->t) {
		host_free(u);
		mmput(mm);
		dock_files_put(files);
		return -EAGAIN;
	}
	dock_task_set_user(u->t, mm, files);
	dock_task_set_pid(u->t, u->pid, u->pid);
	list_add_tail(&u->list, &tasks);
	nr_running++;
	return u->pid;
}

static int call_main(void *fn)
{
	return ((int (*)(void))fn)();
}

int dock_task_first_fn(const char *comm, int (*fn)(void), char *err, unsigned long err_len)
{
	struct mm_struct *mm = dock_mm_alloc(&window_ops, NULL, DOCK_USER_END);

	if (mm && start(comm, mm, dock_files_alloc(), call_main, fn) >= 0)
		return 0;
	snprintf(err, err_len, "there is no memory for the task");
	return -1;
}

int dock_task_first(struct module *mod, char *err, unsigned long err_len)
{
	void *fn = dock_module_symbol(mod, "task_main");

	if (fn)
		return dock_task_first_fn(mod->name, fn, err, err_len);
	snprintf(err, err_len, "module %s is no task: it has no task_main", mod->name);
	return -1;
}

bool dock_task_all_exited(void)
{
	return nr_running == 0;
}

int dock_task_status(void)
{
	return first_status;
}

/* --- system calls --- */

static void enter(void)
{
	self()->in_syscall = true;
}

static void leave(void)
{
	dock_file_release_put();
	dock_check_locks_at_return("a system call");
	self()->in_syscall = false;
}

#define SYSCALL(expr)				\
({						\
	__typeof__(expr) __ret;			\
	enter();				\
	__ret = (expr);				\
	leave();				\
	__ret;					\
})

static bool user_mode(void)
{
	struct user_task *u = self();

	return u && !u->in_syscall;
}

long dock_task_open(const char *path, int flags)
{
	return SYSCALL(dock_sys_open(path, flags, 0));
}
EXPORT_SYMBOL(dock_task_open);

long dock_task_close(int fd)
{
	return SYSCALL(dock_fd_close(current->files, fd));
}
EXPORT_SYMBOL(dock_task_close);

long dock_task_read(int fd, void *buf, unsigned long count)
{
	return SYSCALL(dock_sys_read(fd, (unsigned long)buf, count, -1));
}
EXPORT_SYMBOL(dock_task_read);

long dock_task_write(int fd, const void *buf, unsigned long count)
{
	return SYSCALL(dock_sys_write(fd, (unsigned long)buf, count, -1));
}
EXPORT_SYMBOL(dock_task_write);

long dock_task_pread(int fd, void *buf, unsigned long count, long long pos)
{
	return pos < 0 ? -EINVAL : SYSCALL(dock_sys_read(fd, (unsigned long)buf, count, pos));
}
EXPORT_SYMBOL(dock_task_pread);

long dock_task_pwrite(int fd, const void *buf, unsigned long count, long long pos)
{
	return pos < 0 ? -EINVAL : SYSCALL(dock_sys_write(fd, (unsigned long)buf, count, pos));
}
EXPORT_SYMBOL(dock_task_pwrite);

long dock_task_lseek(int fd, long long offset, int whence)
{
	return SYSCALL(dock_sys_lseek(fd, offset, whence));
}
EXPORT_SYMBOL(dock_task_lseek);

long dock_task_ioctl(int fd, unsigned int cmd, unsigned long arg)
{
	return SYSCALL(dock_sys_ioctl(fd, cmd, arg));
}
EXPORT_SYMBOL(dock_task_ioctl);

static long do_dup(int fd)
{
	struct file *file = dock_fd_lookup(current->files, fd);

	return file ? dock_fd_install_new(current->files, 0, get_file(file)) : -EBADF;
}

long dock_task_dup(int fd)
{
	return SYSCALL(do_dup(fd));
}
EXPORT_SYMBOL(dock_task_dup);

static unsigned long do_mmap(unsigned long addr, unsigned long len, unsigned long prot,
			     unsigned long flags, int fd, unsigned long offset)
{
	struct file *file = fd < 0 ? NULL : dock_fd_lookup(current->files, fd);

	if (fd >= 0 && !file)
		return (unsigned long)-EBADF;
	return dock_mmap(current->mm, file, addr, len, prot, flags, offset);
}

unsigned long dock_task_mmap(unsigned long addr, unsigned long len, unsigned long prot,
			     unsigned long flags, int fd, unsigned long offset)
{
	return SYSCALL(do_mmap(addr, len, prot, flags, fd, offset));
}
EXPORT_SYMBOL(dock_task_mmap);

long dock_task_munmap(unsigned long addr, unsigned long len)
{
	return SYSCALL(dock_munmap(current->mm, addr, len));
}
EXPORT_SYMBOL(dock_task_munmap);

long dock_task_mprotect(unsigned long addr, unsigned long len, unsigned long prot)
{
	return SYSCALL(dock_mprotect(current->mm, addr, len, prot));
}
EXPORT_SYMBOL(dock_task_mprotect);

unsigned long dock_task_mremap(unsigned long addr, unsigned long old_len, unsigned long new_len,
			       unsigned long flags, unsigned long new_addr)
{
	return SYSCALL(dock_mremap(current->mm, addr, old_len, new_len, flags, new_addr));
}
EXPORT_SYMBOL(dock_task_mremap);

long dock_task_madvise(unsigned long addr, unsigned long len, int advice)
{
	return SYSCALL(dock_madvise(current->mm, addr, len, advice));
}
EXPORT_SYMBOL(dock_task_madvise);

long dock_task_mlock(unsigned long addr, unsigned long len, int flags)
{
	return SYSCALL(dock_mlock(current->mm, addr, len, flags));
}
EXPORT_SYMBOL(dock_task_mlock);

long dock_task_munlock(unsigned long addr, unsigned long len)
{
	return SYSCALL(dock_munlock(current->mm, addr, len));
}
EXPORT_SYMBOL(dock_task_munlock);

static long do_fork(int (*fn)(void *), void *arg)
{
	struct mm_struct *mm = dock_mm_alloc(&window_ops, NULL, DOCK_USER_END);
	int err;

	if (!mm)
		return -ENOMEM;
	err = dock_mm_dup(mm, current->mm);
	if (err) {
		mmput(mm);
		return err;
	}
	return start(current->comm, mm, dock_files_dup(current->files), fn, arg);
}

long dock_task_fork(int (*fn)(void *), void *arg)
{
	return SYSCALL(do_fork(fn, arg));
}
EXPORT_SYMBOL(dock_task_fork);

static long do_clone(int (*fn)(void *), void *arg)
{
	return start(current->comm, dock_mm_get(current->mm), dock_files_get(current->files), fn,
		     arg);
}

long dock_task_clone(int (*fn)(void *), void *arg)
{
	return SYSCALL(do_clone(fn, arg));
}
EXPORT_SYMBOL(dock_task_clone);

static long do_wait(long pid)
{
	struct user_task *u;
	int status;

	list_for_each_entry(u, &tasks, list)
		if (u->pid == pid)
			break;
	if (&u->list == &tasks)
		return -ECHILD;
	wait_for_completion(&u->done);
	status = u->status;
	list_del(&u->list);
	host_free(u);
	return status;
}

long dock_task_wait(long pid)
{
	return SYSCALL(do_wait(pid));
}
EXPORT_SYMBOL(dock_task_wait);

long dock_task_delete_module(const char *name, unsigned int flags)
{
	return SYSCALL(dock_sys_delete_module(name, flags));
}
EXPORT_SYMBOL(dock_task_delete_module);

/* --- signals --- */

int dock_task_try(void (*fn)(void *), void *arg, struct dock_task_fault *fault)
{
	struct user_task *u = self();

	u->caught.signo = 0;
	u->catching = true;
	if (!__builtin_setjmp(u->catch_buf))
		fn(arg);
	u = self(); /* not kept across the jump */
	u->catching = false;
	if (fault)
		*fault = u->caught;
	return u->caught.signo;
}
EXPORT_SYMBOL(dock_task_try);

static void deliver(int signo, int si_code, unsigned long addr)
{
	struct user_task *u = self();

	u->caught = (struct dock_task_fault){ signo, si_code, addr };
	if (u->catching)
		__builtin_longjmp(u->catch_buf, 1);
	printk(KERN_INFO "%s[%d] was ended by signal %d at 0x%lx\n", current->comm, u->pid, signo,
	       addr);
	u->status = 128 + signo;
	__builtin_longjmp(u->end_buf, 1);
}

/* A fault of its own runs a driver's code, which is no user code. */
static void in_kernel(bool in)
{
	self()->in_syscall = in;
}

static const struct dock_user_traps traps = {
	.user_mode = user_mode,
	.in_kernel = in_kernel,
	.signal = deliver,
	.device = dock_task_device,
	.device_end = dock_task_device_end,
};

void dock_task_init(void)
{
	dock_sched_switch_hook = window_show;
	dock_oops_set_user(&traps);
}

void dock_task_print(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintk(fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(dock_task_print);

unsigned long dock_task_wall_ns(void)
{
	return host_clock_ns();
}
EXPORT_SYMBOL(dock_task_wall_ns);
