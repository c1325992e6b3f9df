/* SPDX-License-Identifier: MIT */
/*
 * Descriptors of the machine in messages (SCM_RIGHTS).
 *
 * The host passes its own descriptor, of the marker file; which open file of the
 * machine that stands for has to be known on the other side, when the sender may
 * have closed it. So the file gets a number, and the host's descriptor has this
 * number as its position: nothing else uses that, since the position of the
 * machine's file is the machine's. What is in a message is in a list, with a
 * reference, until it is received; what nobody receives stays to the end of the
 * session.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/fs/file.h"
#include "kernel/fs/files.h"
#include "kernel/sched/task.h"
#include "user/callnr.h"
#include "user/thread.h"
#include "user/traced.h"

#define SOL_SOCKET_ 1
#define SCM_RIGHTS_ 1
#define MSG_PEEK_ 2
#define MAX_CONTROL 65536UL
#define MAX_RIGHTS 253 /* descriptors in a message, as in Linux */
#define MAX_MESSAGES 1024UL
#define MMSG_BYTES 64 /* struct mmsghdr */

/* The host's. */
struct message {
	unsigned long name;
	unsigned int namelen, unused;
	unsigned long iov, iovlen, control, controllen;
	unsigned int flags, unused2;
};

struct part {
	unsigned long len;
	int level, type;
};

struct passed {
	struct passed *next;
	struct file *file;
	struct host_file_id id;
	const struct traced *sender; /* while its call goes on */
	unsigned long message;	     /* which one of the call */
};

static struct passed *passed;
static unsigned long last_number;

/* --- the descriptors of a message --- */

struct visit {
	struct traced *t;
	void (*fn)(struct visit *v, int fd);
	unsigned long message;
	unsigned long rights; /* descriptors in it */
	bool found, peek;
};

static void visit_part(struct visit *v, const char *fds, unsigned long len)
{
	int fd;

	for (unsigned long at = 0; at + sizeof(fd) <= len; at += sizeof(fd)) {
		memcpy(&fd, fds + at, sizeof(fd));
		v->fn(v, fd);
	}
}

static void count_part(struct visit *v, const char *fds, unsigned long len)
{
	v->rights += len / sizeof(int);
}

static void each_part(struct visit *v, const char *control, unsigned long len,
		      void (*fn)(struct visit *v, const char *fds, unsigned long len))
{
	struct part p;

	for (unsigned long at = 0; at + sizeof(p) <= len; at += (p.len + 7) & ~7UL) {
		memcpy(&p, control + at, sizeof(p));
		if (p.len < sizeof(p) || p.len > len - at)
			break;
		if (p.level == SOL_SOCKET_ && p.type == SCM_RIGHTS_)
			fn(v, control + at + sizeof(p), p.len - sizeof(p));
	}
}

/* A message with too many descriptors is refused by the host: there is nothing to do
 * for it. */
static void visit_control(struct visit *v, const char *control, unsigned long len)
{
	v->rights = 0;
	each_part(v, control, len, count_part);
	if (v->rights <= MAX_RIGHTS)
		each_part(v, control, len, visit_part);
}

static void visit_message(struct visit *v, unsigned long addr)
{
	struct message m;
	unsigned long len;
	char *control;

	if (host_tracee_read(v->t->tid, &m, addr, sizeof(m)) != sizeof(m) || !m.control)
		return;
	len = m.controllen < MAX_CONTROL ? m.controllen : MAX_CONTROL;
	if (len < sizeof(struct part))
		return;
	control = host_alloc(len);
	if (host_tracee_read(v->t->tid, control, m.control, len) == len)
		visit_control(v, control, len);
	host_free(control);
}

static void visit_all(struct visit *v, void (*fn)(struct visit *v, int fd),
		      unsigned long addr, unsigned long count)
{
	v->fn = fn;
	for (v->message = 0; v->message < count; v->message++)
		visit_message(v, addr + v->message * MMSG_BYTES);
}

/* How many messages has the call? */
static unsigned long count_of(const struct host_regs *r)
{
	if (r->orig_rax != CALL_sendmmsg && r->orig_rax != CALL_recvmmsg)
		return 1;
	return (unsigned int)r->rdx < MAX_MESSAGES ? (unsigned int)r->rdx : MAX_MESSAGES;
}

/* --- send --- */

static void number(struct visit *v, int fd)
{
	struct file *file = dock_traced_file(v->t, fd);

	if (!file || file->dock_number)
		return;
	file->dock_number = ++last_number;
	dock_traced_syscall(v->t, CALL_lseek, (unsigned long)fd, file->dock_number, 0, 0,
			    0, 0);
	v->found = true;
}

static void pass(struct visit *v, int fd)
{
	struct file *file = dock_traced_file(v->t, fd);
	struct passed *p;

	if (!file || DOCK_BREAK("passed-in-a-message"))
		return;
	p = host_alloc(sizeof(*p));
	p->file = get_file(file);
	host_proc_fd_id(v->t->tid, fd, &p->id);
	p->sender = v->t;
	p->message = v->message;
	p->next = passed;
	passed = p;
	v->found = true;
}

static void drop(struct passed **p)
{
	struct passed *gone = *p;

	*p = gone->next;
	fput(gone->file);
	host_free(gone);
}

/* Of what @t has given to its call, the first @sent messages are on their way. */
static void settle(const struct traced *t, unsigned long sent)
{
	struct passed **p = &passed;

	while (*p) {
		if ((*p)->sender == t && (*p)->message >= sent) {
			drop(p);
			continue;
		}
		if ((*p)->sender == t)
			(*p)->sender = NULL;
		p = &(*p)->next;
	}
}

void dock_traced_send_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	struct visit v = {.t = t};
	long ret;

	visit_all(&v, number, r.rsi, count_of(&r));
	if (v.found) {
		dock_traced_run(t, HOST_RUN, 0); /* the call is made again */
		return;
	}
	visit_all(&v, pass, r.rsi, count_of(&r));
	if (!v.found) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	if (!dock_traced_run_call(t, &ret)) {
		settle(t, MAX_MESSAGES); /* it was killed, and may have been through */
		return;
	}
	settle(t, ret < 0 ? 0 : r.orig_rax == CALL_sendmmsg ? (unsigned long)ret : 1);
	dock_traced_run(t, HOST_RUN, 0);
}

/* --- receive --- */

static void receive(struct visit *v, int fd)
{
	unsigned long at = host_proc_fd_position(v->t->tid, fd);
	struct passed **p = &passed;
	struct host_file_id id;
	struct file *file;

	if (!at || host_proc_fd_id(v->t->tid, fd, &id))
		return;
	while (*p && ((*p)->file->dock_number != at || (*p)->id.dev != id.dev ||
		      (*p)->id.ino != id.ino))
		p = &(*p)->next;
	if (!*p)
		return;
	file = get_file((*p)->file);
	if (!v->peek)
		drop(p);
	dock_fd_install(dock_task_files(v->t->task), fd, file); /* may sleep */
}

void dock_traced_receive_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	bool many = r.orig_rax == CALL_recvmmsg;
	struct visit v = {.t = t, .peek = (many ? r.r10 : r.rdx) & MSG_PEEK_};
	long ret;

	if (!dock_traced_run_call(t, &ret))
		return;
	if (ret >= 0 && passed)
		visit_all(&v, receive, r.rsi, many ? (unsigned long)ret : 1);
	dock_traced_run(t, HOST_RUN, 0);
}

int dock_traced_end(void)
{
	while (passed)
		drop(&passed);
	dock_file_release_put();
	return 0;
}

/* --- pidfd_getfd --- */

static bool is_ours(const struct traced *t, int fd)
{
	struct host_file_id id;
	char path[32];

	if (!host_proc_fd_id(t->tid, fd, &id) && dock_traced_node_of(id.dev, id.ino))
		return true;
	return host_proc_fd_path(t->tid, fd, path, sizeof(path)) > 0 &&
	       !strncmp(path, "/memfd:proc ", 12);
}

void dock_traced_getfd_call(struct traced *t)
{
	long fd;

	if (!dock_traced_run_call(t, &fd))
		return;
	if (fd >= 0 && is_ours(t, (int)fd)) {
		pr_err("%s: pidfd_getfd of a descriptor of the machine is not there\n",
		       dock_task_comm(t->task));
		dock_traced_syscall(t, CALL_close, (unsigned long)fd, 0, 0, 0, 0, 0);
		dock_traced_regs(t)->rax = (unsigned long)-EPERM;
		t->regs_changed = true;
	}
	dock_traced_run(t, HOST_RUN, 0);
}
