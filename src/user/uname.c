/* SPDX-License-Identifier: MIT */
/* uname: the host answers, and its kernel's name is written over. */
#include <linux/string.h>
#include "host/ptrace.h"
#include "kernel/uts.h"
#include "user/thread.h"

/* struct new_utsname, as the host's kernel writes it. */
struct user_utsname {
	char sysname[65], nodename[65], release[65], version[65], machine[65],
		domainname[65];
};

static void fill(char *field, const char *text)
{
	memset(field, 0, 65);
	strscpy(field, text, 65);
}

void dock_traced_uname_call(struct traced *t)
{
	unsigned long buf = dock_traced_regs(t)->rdi;
	struct user_utsname name;
	long ret;

	if (!dock_traced_run_call(t, &ret))
		return;
	if (!ret && host_tracee_read(t->tid, &name, buf, sizeof(name)) == sizeof(name)) {
		fill(name.release, dock_uts_release());
		fill(name.version, DOCK_UTS_VERSION);
		host_tracee_write(t->tid, buf, &name, sizeof(name));
	}
	dock_traced_run(t, HOST_RUN, 0);
}
