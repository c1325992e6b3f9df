/* SPDX-License-Identifier: MIT */
/* Traced threads of the host: see ptrace.h. */
#include "host/ptrace.h"

#include <errno.h>
#include <linux/kcmp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "host/procfs.h"

#define LOOK_NS 5000000 /* for what SIGCHLD does not tell */

_Static_assert(sizeof(struct host_regs) == sizeof(struct user_regs_struct) &&
		       offsetof(struct host_regs, rip) ==
			       offsetof(struct user_regs_struct, rip) &&
		       offsetof(struct host_regs, gs) ==
			       offsetof(struct user_regs_struct, gs),
	       "host_regs has the host's layout");
_Static_assert(sizeof(siginfo_t) == sizeof(((struct host_siginfo *)0)->raw),
	       "host_siginfo holds the host's");

static int request(enum __ptrace_request what, int tid, void *addr, void *data)
{
	return ptrace(what, tid, addr, data) < 0 ? -errno : 0;
}

unsigned long host_tracee_message(int tid)
{
	unsigned long msg = 0;

	request(PTRACE_GETEVENTMSG, tid, NULL, &msg);
	return msg;
}

static enum host_stop stop_of(int event, int signal)
{
	switch (event) {
	case 0:
		return signal == (SIGTRAP | 0x80) ? HOST_STOP_CALL_DONE
						  : HOST_STOP_SIGNAL;
	case PTRACE_EVENT_SECCOMP:
		return HOST_STOP_CALL;
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK:
	case PTRACE_EVENT_CLONE:
		return HOST_STOP_FORK;
	case PTRACE_EVENT_VFORK_DONE:
		return HOST_STOP_VFORK_DONE;
	case PTRACE_EVENT_EXEC:
		return HOST_STOP_EXEC;
	case PTRACE_EVENT_EXIT:
		return HOST_STOP_EXITING;
	default: /* PTRACE_EVENT_STOP */
		return signal == SIGTRAP ? HOST_STOP_INTERRUPT : HOST_STOP_GROUP;
	}
}

static void decode_status(struct host_event *e, int tid, int status)
{
	e->tid = tid;
	e->msg = 0;
	e->vfork = 0;
	if (!WIFSTOPPED(status)) {
		e->stop = HOST_STOP_GONE;
		e->code =
			WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		return;
	}
	e->code = WSTOPSIG(status);
	e->stop = stop_of(status >> 16, e->code);
	if (e->stop == HOST_STOP_FORK || e->stop == HOST_STOP_EXEC)
		e->msg = host_tracee_message(tid);
	e->vfork = status >> 16 == PTRACE_EVENT_VFORK;
}

static void block_sigchld(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGCHLD);
}

int host_tracee_wait(struct host_event *e, int timeout_ms)
{
	const struct timespec ts = { timeout_ms / 1000, timeout_ms % 1000 * 1000000L };
	int status, tid, slept = 0;
	sigset_t set;

	for (;;) {
		tid = waitpid(-1, &status, timeout_ms < 0 ? __WALL : __WALL | WNOHANG);
		if (tid > 0) {
			decode_status(e, tid, status);
			return 1;
		}
		if (tid < 0 && errno != EINTR)
			return -1;
		if (timeout_ms == 0 || slept)
			return 0;
		if (timeout_ms < 0)
			continue;
		block_sigchld(&set);
		/* A SIGCHLD of long ago ends it early: the caller asks again. */
		sigtimedwait(&set, NULL, &ts);
		slept = 1;
	}
}

static int wait_without_end(int tid, int *status)
{
	int ret;

	do
		ret = waitpid(tid, status, __WALL);
	while (ret < 0 && errno == EINTR);
	return ret;
}

/* The same, but 0: it has ended, and its process has not. */
static int wait_for_leader(int tid, int *status)
{
	const struct timespec look = { 0, LOOK_NS };
	int ret, ended = 0;
	sigset_t set;

	block_sigchld(&set);
	while (!(ret = waitpid(tid, status, __WALL | WNOHANG)) && !ended)
		if (sigtimedwait(&set, NULL, &look) < 0) /* nobody else has news either */
			ended = host_proc_state(tid) == 'Z';
	return ret;
}

int host_tracee_wait_for(struct host_event *e, int tid, int leads)
{
	int status = 0;
	int ret = leads ? wait_for_leader(tid, &status) : wait_without_end(tid, &status);

	if (ret < 0)
		return -1;
	if (ret)
		decode_status(e, tid, status);
	else
		*e = (struct host_event){ .tid = tid, .stop = HOST_STOP_EXITING };
	return 1;
}

int host_tracee_run(int tid, enum host_run how, int signal)
{
	static const enum __ptrace_request requests[] = {
		[HOST_RUN] = PTRACE_CONT,
		[HOST_RUN_CALL] = PTRACE_SYSCALL,
		[HOST_RUN_STEP] = PTRACE_SINGLESTEP,
		[HOST_RUN_LISTEN] = PTRACE_LISTEN,
	};

	return request(requests[how], tid, NULL, (void *)(long)signal);
}

int host_tracee_interrupt(int tid)
{
	return request(PTRACE_INTERRUPT, tid, NULL, NULL);
}

int host_tracee_get_regs(int tid, struct host_regs *regs)
{
	return request(PTRACE_GETREGS, tid, NULL, regs);
}

int host_tracee_set_regs(int tid, const struct host_regs *regs)
{
	return request(PTRACE_SETREGS, tid, NULL, (void *)regs);
}

int host_tracee_get_mask(int tid, unsigned long *mask)
{
	return request(PTRACE_GETSIGMASK, tid, (void *)sizeof(*mask), mask);
}

int host_tracee_set_mask(int tid, unsigned long mask)
{
	return request(PTRACE_SETSIGMASK, tid, (void *)sizeof(mask), &mask);
}

int host_tracee_kill(int tgid)
{
	return kill(tgid, SIGKILL) < 0 ? -errno : 0;
}

void host_tracees_run(void)
{
	for (int i = 0; i < 10; i++)
		sched_yield();
}

int host_tracee_queue(int tgid, int tid, int signal, int code, long value)
{
	siginfo_t si = { .si_signo = signal, .si_code = code };

	/* Only the kernel may claim the codes of its own; the value is kept. */
	if (code >= 0)
		si.si_code = SI_QUEUE;
	si.si_value.sival_ptr = (void *)value;
	return syscall(SYS_rt_tgsigqueueinfo, tgid, tid, signal, &si) < 0 ? -errno : 0;
}

int host_tracee_signal(int tgid, int tid, int signal)
{
	return syscall(SYS_tgkill, tgid, tid, signal) < 0 ? -errno : 0;
}

int host_tracee_send_again(int tgid, int tid, const struct host_siginfo *si)
{
	if (!syscall(SYS_rt_tgsigqueueinfo, tgid, tid, si->signo, si->raw))
		return 0;
	return host_tracee_signal(tgid, tid, si->signo);
}

int host_tracee_group(int tid)
{
	int group = getpgid(tid);

	return group < 0 ? -errno : group;
}

static int compare(int tid, int other, int what)
{
	long ret = syscall(SYS_kcmp, tid, other, what, 0UL, 0UL);

	return ret < 0 ? -errno : !ret;
}

int host_tracee_shares_memory(int tid, int other)
{
	return compare(tid, other, KCMP_VM);
}

int host_tracee_shares_files(int tid, int other)
{
	return compare(tid, other, KCMP_FILES);
}

int host_tracee_in_session(int tid)
{
	return getsid(tid) == getsid(0);
}

int host_tracee_get_siginfo(int tid, struct host_siginfo *si)
{
	siginfo_t info;
	int err = request(PTRACE_GETSIGINFO, tid, NULL, &info);

	if (err)
		return err;
	si->signo = info.si_signo;
	si->code = info.si_code;
	si->addr = (unsigned long)info.si_addr;
	memcpy(si->raw, &info, sizeof(info));
	return 0;
}

int host_tracee_put_siginfo(int tid, const struct host_siginfo *si)
{
	return request(PTRACE_SETSIGINFO, tid, NULL, (void *)si->raw);
}

int host_tracee_set_fault(int tid, int signo, int code, unsigned long addr)
{
	siginfo_t info;

	memset(&info, 0, sizeof(info));
	info.si_signo = signo;
	info.si_code = code;
	info.si_addr = (void *)addr;
	if (signo == SIGBUS && code == BUS_MCEERR_AR)
		info.si_addr_lsb = 12; /* a page is lost */
	return request(PTRACE_SETSIGINFO, tid, NULL, &info);
}

unsigned long host_tracee_read(int tid, void *to, unsigned long from, unsigned long n)
{
	struct iovec local = { to, n }, remote = { (void *)from, n };
	ssize_t done = process_vm_readv(tid, &local, 1, &remote, 1, 0);

	return done < 0 ? 0 : (unsigned long)done;
}

unsigned long host_tracee_write(int tid, unsigned long to, const void *from,
				unsigned long n)
{
	struct iovec local = { (void *)from, n }, remote = { (void *)to, n };
	ssize_t done = process_vm_writev(tid, &local, 1, &remote, 1, 0);

	return done < 0 ? 0 : (unsigned long)done;
}

int host_tracee_peek(int tid, unsigned long addr, unsigned long *word)
{
	/* The raw call stores the word, so that every value can be told from
	 * an error. */
	return syscall(SYS_ptrace, PTRACE_PEEKTEXT, tid, addr, word) < 0 ? -errno : 0;
}

int host_tracee_poke(int tid, unsigned long addr, unsigned long word)
{
	return request(PTRACE_POKETEXT, tid, (void *)addr, (void *)word);
}
