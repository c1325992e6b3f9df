/* SPDX-License-Identifier: MIT */
/* Signals that a driver sends to a program. */
#ifndef _LINUX_SIGNAL_H
#define _LINUX_SIGNAL_H

#include <linux/compiler_types.h>
#include <linux/types.h>

#define SIGHUP	1
#define SIGINT	2
#define SIGQUIT 3
#define SIGILL	4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGBUS	7
#define SIGFPE	8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGIO	29
#define SIGPOLL SIGIO

#define SI_USER	  0
#define SI_KERNEL 0x80
#define SI_QUEUE  -1

struct task_struct;
struct pid;

typedef union sigval {
	int sival_int;
	void __user *sival_ptr;
} sigval_t;

struct kernel_siginfo {
	int si_signo;
	int si_errno;
	int si_code;
	struct {
		struct {
			pid_t _pid;
			u32 _uid;
			sigval_t _sigval;
		} _rt;
	} _sifields;
};
typedef struct kernel_siginfo kernel_siginfo_t;

#define si_pid	 _sifields._rt._pid
#define si_uid	 _sifields._rt._uid
#define si_value _sifields._rt._sigval
#define si_int	 _sifields._rt._sigval.sival_int
#define si_ptr	 _sifields._rt._sigval.sival_ptr

#define SEND_SIG_NOINFO ((struct kernel_siginfo *)0)
#define SEND_SIG_PRIV	((struct kernel_siginfo *)1)

extern int send_sig_info(int sig, struct kernel_siginfo *info, struct task_struct *t)
	__dock(send_sig_info);
extern int send_sig(int sig, struct task_struct *t, int priv) __dock(send_sig);
extern int kill_pid(struct pid *pid, int sig, int priv) __dock(kill_pid);

#endif
