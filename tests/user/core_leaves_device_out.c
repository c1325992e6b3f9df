// SPDX-License-Identifier: MIT
/* A core file has what the program has written for itself, and private copies of
 * a device's pages, but not the memory that it shares with the device. */
#include "claim.h"
#include <glob.h>
#include <sys/resource.h>

#define MARK 48

/* Text that lies nowhere but where it is put. */
static void put_mark(volatile char *p, int seed)
{
	for (int i = 0; i < MARK; i++)
		p[i] = (char)('A' + (i * 7 + seed * (i + 3)) % 26);
}

static int has_mark(const char *file, int seed)
{
	static char part[1 << 16];
	char mark[MARK];
	size_t kept = 0, n;
	int found = 0;
	FILE *f = fopen(file, "r");

	CHECK(f);
	put_mark(mark, seed);
	while (!found && (n = fread(part + kept, 1, sizeof(part) - kept, f)) > 0) {
		n += kept;
		found = memmem(part, n, mark, MARK) != NULL;
		kept = n < MARK ? n : MARK;
		memmove(part, part + n - kept, kept);
	}
	fclose(f);
	return found;
}

static void crash(char *own)
{
	struct rlimit limit;
	int fd = open_filled(3);
	char *shared = map_pages(fd, 3, PROT_READ | PROT_WRITE, MAP_SHARED);
	char *copy = map_pages(fd, 3, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	CHECK(!getrlimit(RLIMIT_CORE, &limit));
	limit.rlim_cur = limit.rlim_max;
	CHECK(!setrlimit(RLIMIT_CORE, &limit));
	put_mark(own, 1);
	put_mark(shared + PAGE, 2);
	put_mark(copy + 2 * PAGE, 3);
	abort();
}

/* The host may have put its own process id, or the name, behind it. */
static const char *core_file(void)
{
	static glob_t found;

	return glob("core*", 0, NULL, &found) ? "core" : found.gl_pathv[0];
}

int main(void)
{
	char dir[] = "/tmp/core.XXXXXX", pattern[64] = "";
	const char *name;
	FILE *f = fopen("/proc/sys/kernel/core_pattern", "r");
	int status;
	pid_t pid;

	/* Where the host puts it elsewhere, there is nothing to look at. */
	if (!f || !fgets(pattern, sizeof(pattern), f) || strncmp(pattern, "core", 4))
		return 0;
	CHECK(mkdtemp(dir) && !chdir(dir));
	pid = fork();
	if (!pid)
		crash(malloc(MARK));
	CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
	CHECK(WTERMSIG(status) == SIGABRT);
	name = core_file();
	if (WCOREDUMP(status) && !access(name, R_OK)) {
		CHECK(has_mark(name, 1));
		CHECK(has_mark(name, 3));
		CHECK(!has_mark(name, 2));
	}
	unlink(name);
	CHECK(!chdir("/") && !rmdir(dir));
	return 0;
}
