// SPDX-License-Identifier: MIT
/*
 * mapper [-m] FILE OFFSET LEN
 *
 * Map part of FILE, read-only and private, and copy it to standard output: a
 * quick look at what a driver's mmap shows. What was mapped is said on standard
 * error; with -m so are the lines of /proc/self/maps that name FILE. OFFSET and
 * LEN are decimal, 0x hexadecimal or 0 octal.
 *
 * Exit status: 0; 1 if something failed; 2 for bad usage.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK 4096

static void die(int status, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 2, 3)));

static void die(int status, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "mapper: ");
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "\n");
	exit(status);
}

static void usage(void)
{
	fprintf(stderr, "usage: mapper [-m] FILE OFFSET LEN\n");
	exit(2);
}

static unsigned long number(const char *what, const char *text)
{
	unsigned long value;
	char *end;

	errno = 0;
	value = strtoul(text, &end, 0);
	if (errno || end == text || *end || strchr(text, '-'))
		die(2, "%s: not a number: %s", what, text);
	return value;
}

/* The touch of a hole, or past the end of the device, ends the program here. */
static void no_page(int sig)
{
	static const char line[] = "mapper: bus error: no page there\n";

	(void)sig;
	if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
		_exit(1);
	_exit(1);
}

static void show_maps(const char *file)
{
	char *line = NULL;
	size_t size = 0;
	FILE *maps = fopen("/proc/self/maps", "r");

	if (!maps)
		die(1, "/proc/self/maps: %s", strerror(errno));
	while (getline(&line, &size, maps) > 0) {
		const char *path = strchr(line, '/');

		if (path && !strncmp(path, file, strlen(file)) &&
		    path[strlen(file)] == '\n')
			fputs(line, stderr);
	}
	free(line);
	fclose(maps);
}

/* Through a buffer, so that a missing page is met by a load of this program. */
static void copy_out(const char *mem, size_t len)
{
	char chunk[CHUNK];

	while (len) {
		size_t n = len < sizeof(chunk) ? len : sizeof(chunk);

		memcpy(chunk, mem, n);
		if (fwrite(chunk, 1, n, stdout) != n)
			die(1, "standard output: %s", strerror(errno));
		mem += n;
		len -= n;
	}
	if (fflush(stdout))
		die(1, "standard output: %s", strerror(errno));
}

int main(int argc, char **argv)
{
	unsigned long offset, len;
	char *path;
	const char *file;
	int opt, maps = 0, fd;
	void *mem;

	while ((opt = getopt(argc, argv, "+m")) != -1) {
		if (opt != 'm')
			usage();
		maps = 1;
	}
	if (argc - optind != 3)
		usage();
	file = argv[optind];
	offset = number("OFFSET", argv[optind + 1]);
	len = number("LEN", argv[optind + 2]);

	fd = open(file, O_RDONLY);
	if (fd < 0)
		die(1, "%s: %s", file, strerror(errno));
	mem = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, (off_t)offset);
	if (mem == MAP_FAILED && errno == EINVAL)
		die(1,
		    "%s: cannot map %lu bytes at %lu: LEN must not be 0, OFFSET must be "
		    "a multiple of %ld",
		    file, len, offset, sysconf(_SC_PAGESIZE));
	if (mem == MAP_FAILED)
		die(1, "%s: cannot map: %s", file, strerror(errno));
	fprintf(stderr, "mapped \"%s\" from %lu (0x%08lx) to %lu (0x%08lx)\n", file,
		offset, offset, offset + len, offset + len);
	path = realpath(file, NULL); /* maps has no symbolic links */
	if (maps)
		show_maps(path ? path : file);
	free(path);
	signal(SIGBUS, no_page);
	copy_out(mem, len);
	munmap(mem, len);
	close(fd);
	return 0;
}
