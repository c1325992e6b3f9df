/* SPDX-License-Identifier: MIT */
/*
 * /proc/PID/maps and smaps. The host's show placeholders and pages of RAM: the
 * program gets a text in their place that has the machine's VMAs.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/string.h>
#include "host/mem.h"
#include "host/procfs.h"
#include "host/seccomp.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/smaps.h"
#include "kernel/sched/task.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PATH_BYTES    512
#define MEMFD_CLOEXEC 1

/* "/proc/12/maps" or "/proc/12/task/13/smaps": a thread of process 12. */
static struct traced *maps_owner(const char *path, bool *smaps)
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
	*smaps = !strcmp(p, "/smaps");
	if (!*smaps && strcmp(p, "/maps"))
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

static void replace_maps(struct traced *t, struct traced *owner, bool smaps, int fd,
			 unsigned long flags)
{
	unsigned long len;
	long memfd;
	char *text = host_proc_maps(owner->tid, smaps ? "smaps" : "maps",
				    smaps ? next_block : next_line, owner->space->mm,
				    HOST_STUB, HOST_STUB_END, &len);

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

void dock_traced_maps_opened(struct traced *t, int fd, unsigned long flags)
{
	char path[PATH_BYTES];
	struct traced *owner;
	bool smaps;

	if (host_proc_fd_path(t->tid, fd, path, sizeof(path)) < 0)
		return;
	owner = maps_owner(path, &smaps);
	if (owner)
		replace_maps(t, owner, smaps, fd, flags);
}
