// SPDX-License-Identifier: MIT
/*
 * deny CALL... -- COMMAND...: runs COMMAND where the host refuses these system
 * calls with EPERM, as a container's filter does. "none" is no call: nothing is
 * refused.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_CALLS 16

static const struct {
	const char *name;
	unsigned int nr;
} calls[] = {
	{"ptrace", SYS_ptrace},
	{"seccomp", SYS_seccomp},
	{"unshare", SYS_unshare},
	{"mount", SYS_mount},
	{"memfd_create", SYS_memfd_create},
	{"process_vm_readv", SYS_process_vm_readv},
	{"personality", SYS_personality},
	{"sigaltstack", SYS_sigaltstack},
	{"none", ~0U},
};

static int number_of(const char *name, unsigned int *nr)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (!strcmp(calls[i].name, name)) {
			*nr = calls[i].nr;
			return 0;
		}
	fprintf(stderr, "deny: unknown call '%s'\n", name);
	return -1;
}

int main(int argc, char **argv)
{
	struct sock_filter code[2 * MAX_CALLS + 2];
	struct sock_fprog prog = {.filter = code};
	int i;

	code[prog.len++] = (struct sock_filter)BPF_STMT(
		BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	for (i = 1; i < argc && strcmp(argv[i], "--") && i <= MAX_CALLS; i++) {
		unsigned int nr;

		if (number_of(argv[i], &nr))
			return 125;
		code[prog.len++] =
			(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1);
		code[prog.len++] = (struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	}
	code[prog.len++] =
		(struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	if (i + 1 >= argc || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog)) {
		perror("deny");
		return 125;
	}
	execvp(argv[i + 1], argv + i + 1);
	perror(argv[i + 1]);
	return 127;
}
