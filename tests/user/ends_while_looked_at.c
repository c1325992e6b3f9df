// SPDX-License-Identifier: MIT
/*
 * Processes that come, map the device and go, by each way there is, while others
 * open the same files, look into their memory and read what /proc says of them.
 */
#include "claim.h"
#include <stdint.h>
#include <sys/uio.h>

#define LOOKERS 6
#define VICTIMS 12
#define LOOKS 10

static int fd;
static volatile char *map;

static void live_and_end(unsigned int n)
{
	for (int i = 0; i < 3; i++)
		(void)map[i * PAGE];
	usleep(n * 37 % 200);
	switch (n % 3) {
	case 0:
		execl("/bin/true", "true", NULL);
		break;
	case 1:
		kill(getpid(), SIGKILL);
		break;
	}
	_exit(0);
}

static void look(pid_t pid, int n)
{
	static const char *const files[] = {"mem", "maps", "smaps", "pagemap",
					    "smaps_rollup"};
	static char buf[2 * PAGE];
	/* The vectors' own place is the device's, too: to read them takes a fault. */
	struct iovec local = {n % 2 ? (void *)map : buf, sizeof(buf)};
	struct iovec remote = {(char *)map + n % 2 * PAGE, sizeof(buf)};
	off_t at = (off_t)(uintptr_t)map;
	char path[64];
	int file;

	process_vm_readv(pid, &local, 1, &remote, 1, 0);
	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, files[n % 5]);
	file = open(path, O_RDONLY);
	if (file >= 0 && pread(file, buf, PAGE, n % 5 == 3 ? at / PAGE * 8 : at) < 0)
		errno = 0; /* it has ended */
	close(file);
	for (int i = 0; i < 5; i++) { /* which nobody else has open, or one who closes it */
		file = open("/dev/scullp1", O_RDONLY);
		CHECK(file >= 0 && !close(file));
	}
}

static void look_at_victims(unsigned int seed)
{
	for (unsigned int i = 0; i < VICTIMS; i++) {
		pid_t pid = fork();

		if (!pid)
			live_and_end(seed + i);
		for (int n = 0; n < LOOKS; n++)
			look(pid, n);
		kill(pid, SIGKILL);
		CHECK(waitpid(pid, NULL, 0) == pid);
	}
	_exit(0);
}

int main(void)
{
	pid_t lookers[LOOKERS];

	fd = open_filled(3);
	map = map_pages(fd, 3, PROT_READ | PROT_WRITE, MAP_SHARED);
	close(fd);
	for (unsigned int i = 0; i < LOOKERS; i++) {
		lookers[i] = fork();
		if (!lookers[i])
			look_at_victims(i * VICTIMS);
	}
	for (int i = 0; i < LOOKERS; i++)
		CHECK(status_of(lookers[i]) == 0);
	CHECK(map[2 * PAGE] == 'c');
	return 0;
}
