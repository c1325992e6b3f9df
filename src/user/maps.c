/* SPDX-License-Identifier: MIT */
/*
 * /proc/PID/maps and its kin. The host's show placeholders and pages of RAM: the
 * program gets a text in their place that has the machine's VMAs; of pagemap and
 * mem a file of the machine's.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm_types.h>
#include <linux/string.h>
#include "host/mem.h"
#include "host/procfs.h"
#include "host/seccomp.h"
#include "kernel/fs/files.h"
#include "kernel/fs/proc_mem.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/smaps.h"
#include "kernel/sched/task.h"
#include "machine/layout.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PATH_BYTES 512
#define MEMFD_CLOEXEC 1
#define CAP_SYS_ADMIN_ 21

enum which { MAPS, SMAPS, ROLLUP, PAGEMAP, MEM, STATUS, OTHER };

static enum which which_file(const char *name)
{
	static const char *const names[] = {"/maps",	"/smaps", "/smaps_rollup",
					    "/pagemap", "/mem",	  "/status"};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			break;
	return (enum which)i;
}

/* "/proc/12/maps" or "/proc/12/task/13/smaps": a thread of process 12. */
static struct traced *maps_owner(const char *path, enum which *which)
{
	int tgid = 0;
	const char *p = path + 6;

	if (strncmp(path, "/proc/", 6))
		return NULL;
	while (*p >= '0' && *p <= '9')
		tgid = tgid * 10 + *p++ - '0';
	if (!strncmp(p, "/task/", 6))
		for (p += 6; *p >= '0' && *p <= '9'; p++)
			;
	*which = which_file(p);
	if (*which == OTHER)
		return NULL;
	for (struct traced *t = dock_traced_threads; t; t = t->next)
		if (t->task && t->space && !t->gone && dock_task_tgid(t->task) == tgid)
			return t;
	return NULL;
}

static int next_line(void *arg, unsigned long addr, struct host_maps_line *line)
{
	struct dock_vma_info vma;

	if (!dock_mm_next_vma(arg, addr, &vma))
		return 0;
	*line = (struct host_maps_line){
		.start = vma.start,
		.end = vma.end,
		.offset = vma.offset_bytes,
		.read = vma.read,
		.write = vma.write,
		.exec = vma.exec,
		.shared = vma.shared,
		.major = vma.major,
		.minor = vma.minor,
		.ino = vma.ino,
	};
	strscpy(line->path, vma.path, sizeof(line->path));
	line->more[0] = 0;
	return 1;
}

static int next_block(void *arg, unsigned long addr, struct host_maps_line *line)
{
	return next_line(arg, addr, line) &&
	       dock_mm_smaps(arg, line->start, line->more, sizeof(line->more));
}

struct locked {
	struct mm_struct *mm;
	unsigned long bytes;
};

/* The host may have locked placeholders. */
static void add_locked(void *arg, const struct host_area *area)
{
	struct locked *l = arg;
	unsigned long at = area->start, start, end;

	if (!strstr(area->flags, "lo "))
		return;
	l->bytes += area->end - area->start;
	while (at < area->end &&
	       dock_mm_overlaps(l->mm, at, area->end - at, &start, &end)) {
		l->bytes -= min(end, area->end) - max(start, at);
		at = end;
	}
}

/* As the program itself has it open: in it are process ids. */
static char *status_text(struct traced *t, int fd, struct traced *owner,
			 unsigned long *len)
{
	struct locked l = {.mm = owner->space->mm};

	host_proc_areas(owner->tid, add_locked, &l);
	l.bytes += l.mm->locked_vm << DOCK_PAGE_SHIFT;
	return host_proc_status(t->tid, fd, l.bytes >> 10, len);
}

static char *text_of(struct traced *t, int fd, struct traced *owner, enum which which,
		     unsigned long *len)
{
	struct mm_struct *mm = owner->space->mm;
	char ours[1024];

	if (which == STATUS)
		return mm->locked_vm ? status_text(t, fd, owner, len) : NULL;
	if (which == ROLLUP) {
		dock_mm_smaps_sum(mm, ours, sizeof(ours));
		return host_proc_rollup(owner->tid, next_line, mm, ours, len);
	}
	return host_proc_maps(owner->tid, which == SMAPS ? "smaps" : "maps",
			      which == SMAPS ? next_block : next_line, mm, HOST_STUB,
			      HOST_STUB_END, len);
}

static void replace_text(struct traced *t, struct traced *owner, enum which which, int fd,
			 unsigned long flags)
{
	unsigned long len;
	char *text = text_of(t, fd, owner, which, &len);
	long memfd;

	if (!text)
		return;
	memfd = dock_traced_placeholder(t, "maps", MEMFD_CLOEXEC);
	if (memfd >= 0) {
		if (!host_proc_fd_write(t->tid, (int)memfd, text, len))
			dock_traced_syscall(t, CALL_dup3, (unsigned long)memfd,
					    (unsigned long)fd, flags & O_CLOEXEC, 0, 0,
					    0);
		dock_traced_syscall(t, CALL_close, (unsigned long)memfd, 0, 0, 0, 0, 0);
	}
	host_free(text);
}

/* The host has looked whether @t may open it. */
static void replace_file(struct traced *t, struct traced *owner, enum which which, int fd,
			 unsigned long flags)
{
	bool root = host_proc_capable(t->tid, CAP_SYS_ADMIN_);
	struct file *file;

	if (!dock_proc_mem_open(owner->space->mm,
				which == MEM ? DOCK_PROC_MEM : DOCK_PROC_PAGEMAP,
				(unsigned int)flags, root, &file))
		dock_fd_install(dock_task_files(t->task), fd, file);
}

void dock_traced_proc_opened(struct traced *t, int fd, unsigned long flags)
{
	char path[PATH_BYTES];
	struct traced *owner;
	enum which which;

	if (host_proc_fd_path(t->tid, fd, path, sizeof(path)) < 0)
		return;
	owner = maps_owner(path, &which);
	if (!owner)
		return;
	if (which == PAGEMAP || which == MEM)
		replace_file(t, owner, which, fd, flags);
	else
		replace_text(t, owner, which, fd, flags);
}

/* --- for drivers --- */

struct areas {
	void (*each)(void *arg, const struct host_area *area);
	void *arg;
};

static void area_of_program(void *arg, const struct host_area *area)
{
	const struct areas *a = arg;

	if (area->end <= DOCK_TRACED_USER_END &&
	    (area->end <= HOST_STUB || area->start >= HOST_STUB_END))
		a->each(a->arg, area);
}

/* One thread alone changes nothing while it is in the kernel. */
bool dock_traced_areas(struct mm_struct *mm,
		       void (*each)(void *arg, const struct host_area *area), void *arg)
{
	const struct traced *t = dock_traced_current();
	struct traced_space *space = dock_mm_priv(mm);
	struct areas a = {each, arg};
	int tid = dock_traced_tid_of(mm);

	if (tid)
		host_proc_areas(tid, area_of_program, &a);
	return t && t->space == space && space->threads == 1;
}
