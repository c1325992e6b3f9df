// SPDX-License-Identifier: MIT
/*
 * touch [FIELD|sync|populate]
 *
 * The program that maps /dev/show: two pages at its second one, shared. It reads
 * and writes the device and the memory, forks, lets the mapping grow past what the device
 * has, and shrinks it. What it sees is printed; with FIELD that field of its line in
 * /proc/self/maps.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

static sigjmp_buf back;

static void on_signal(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	siglongjmp(back, info->si_code);
}

static void tell_field(const char *field)
{
	static const char *const names[] = {"start", "end",   "perm",  "offset",
					    "major", "minor", "inode", "image"};
	char line[512], values[8][256];
	FILE *maps = fopen("/proc/self/maps", "r");

	while (maps && fgets(line, sizeof(line), maps)) {
		if (!strstr(line, "/dev/show") ||
		    sscanf(line, "%255[^-]-%255s %255s %255s %255[^:]:%255s %255s %255s",
			   values[0], values[1], values[2], values[3], values[4],
			   values[5], values[6], values[7]) != 8)
			continue;
		for (int i = 0; i < 8; i++)
			if (!strcmp(field, names[i]))
				printf("%s: %s\n", field, values[i]);
	}
	if (maps)
		fclose(maps);
}

static void grow(char *p)
{
	int code;
	char *more = mremap(p, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE);

	if (more == MAP_FAILED) {
		printf("program: it does not grow: %s\n", strerror(errno));
		munmap(p, 2 * PAGE);
		return;
	}
	code = sigsetjmp(back, 1);
	if (code)
		printf("program: bus error in the new part, code %d\n", code);
	else
		printf("program: the new part begins with 0x%02x\n", more[2 * PAGE]);
	munmap(more, 4 * PAGE);
}

/* What a device has nothing for is no error here. */
static void transfer(int fd)
{
	char bytes[8] = "";
	ssize_t n = read(fd, bytes, sizeof(bytes));

	if (n > 0)
		printf("program: read gave %zd bytes\n", n);
	if (write(fd, bytes, 5) == 5)
		printf("program: write took 5 bytes\n");
}

int main(int argc, char **argv)
{
	struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
	const char *how = argc > 1 ? argv[1] : "";
	int fd = open("/dev/show", O_RDWR | (strcmp(how, "sync") ? 0 : O_SYNC));
	int flags = MAP_SHARED | (strcmp(how, "populate") ? 0 : MAP_POPULATE);
	char *p;
	pid_t child;

	if (fd < 0) {
		perror("/dev/show");
		return 1;
	}
	sigaction(SIGBUS, &action, NULL);
	transfer(fd);
	p = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, flags, fd, PAGE);
	if (p == MAP_FAILED) {
		printf("program: mmap: %s\n", strerror(errno));
		return 0;
	}
	tell_field(how);
	if (!sigsetjmp(back, 1)) {
		printf("program: sees '%.19s'\n", p);
		p[32] = 'w';
	} else {
		printf("program: bus error at the first touch\n");
	}
	fflush(stdout);
	child = fork();
	if (!child)
		_exit(0);
	waitpid(child, NULL, 0);
	grow(p);
	return 0;
}
