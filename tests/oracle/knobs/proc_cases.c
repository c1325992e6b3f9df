// SPDX-License-Identifier: MIT
/* Files in /proc: the module's, and the machine's about it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "knobs_cases.h"

/* Read all of the lines in pieces of @size, and say what it came to. */
static void say_pieces(size_t size)
{
	static char text[400000], what[64];
	int fd = open("/proc/knobs/lines", O_RDONLY);
	size_t len = 0;
	ssize_t n;

	if (fd < 0)
		give_up("/proc/knobs/lines");
	while ((n = read(fd, text + len, size)) > 0)
		len += (size_t)n;
	snprintf(what, sizeof(what), "in pieces of %zu", size);
	say_bytes(what, text, len);
	close(fd);
}

static void proc_sequence(void)
{
	knobs_load("");
	say_pieces(100);
	say_pieces(4096);
	say_pieces(10000);
}

static void proc_sequence_position(void)
{
	char buf[64];
	int fd;

	knobs_load("");
	fd = open("/proc/knobs/lines", O_RDONLY);
	say_result("read", read(fd, buf, 15));
	say_bytes("bytes", buf, 15);
	say_result("lseek", lseek(fd, 50000, SEEK_SET));
	say_result("read", read(fd, buf, 32));
	say_bytes("bytes", buf, 32);
	say_result("back", lseek(fd, 10, SEEK_SET));
	say_result("read", read(fd, buf, 20));
	say_bytes("bytes", buf, 20);
	say_result("SEEK_CUR", lseek(fd, 5, SEEK_CUR));
	say_result("SEEK_END", lseek(fd, 0, SEEK_END));
	say_result("pread", pread(fd, buf, 20, 20));
	say_bytes("bytes", buf, 20);
	say_result("behind the end", lseek(fd, 1000000, SEEK_SET));
	say_result("read", read(fd, buf, 20));
	say_result("write", write(fd, "x", 1));
}

static void proc_text(void)
{
	knobs_load("");
	say_file("/proc/knobs/text");
	say_stat("/proc/knobs/text");
	say_stat("/proc/knobs");
	say_result("for writing", close(open("/proc/knobs/text", O_WRONLY)));
}

static void proc_methods(void)
{
	char buf[40];
	int fd;

	knobs_load("");
	say_stat("/proc/knobs/note");
	say_file("/proc/knobs/note");
	say_store("/proc/knobs/note", "hello\n");
	say_file("/proc/knobs/note");
	say_store("/proc/knobs/note", "much too long for what is there\n");
	fd = open("/proc/knobs/note", O_RDWR);
	say_result("read 2", read(fd, buf, 2));
	say_result("read on", read(fd, buf, 40));
	say_result("lseek", lseek(fd, 1, SEEK_SET));
	say_result("read", read(fd, buf, 40));
	say_result("a bad address", write(fd, BAD(char *, 8), 4));
}

static void proc_goes_with_the_module(void)
{
	char buf[40];
	int text, note;

	knobs_load("");
	text = open("/proc/knobs/text", O_RDONLY);
	note = open("/proc/knobs/note", O_RDWR);
	say_result("use count", module_use_count("knobs"));
	say_result("unload", module_unload("knobs"));
	say_stat("/proc/knobs/text");
	say_result("read the text", read(text, buf, sizeof(buf)));
	say_result("read the note", read(note, buf, sizeof(buf)));
	say_result("write the note", write(note, "x", 1));
	say_result("close", close(text));
}

/* A list of the machine: is there a line with this name, and how does it look? */
static void say_line(const char *path, const char *name)
{
	char line[256];
	FILE *f = fopen(path, "r");
	int found = 0;

	while (f && fgets(line, sizeof(line), f)) {
		char *at = strstr(line, name);

		if (!at || strcmp(at + strlen(name), "\n"))
			continue;
		for (char *c = line; c < at;
		     c++) /* a number is not the same everywhere */
			if (*c >= '0' && *c <= '9')
				*c = '#';
		say_bytes(path, line, strlen(line));
		found = 1;
	}
	if (f)
		fclose(f);
	if (!found)
		say("%s: no line ends with %s", path, name);
}

static void proc_devices(void)
{
	say_line("/proc/devices", "knobs");
	knobs_load("");
	say_line("/proc/devices", "knobs");
	say_line("/proc/misc", "knobs_misc");
	say_stat("/proc/devices");
	say_stat("/proc/misc");
	say_stat("/proc/modules");
	module_unload("knobs");
	say_line("/proc/devices", "knobs");
	say_line("/proc/misc", "knobs_misc");
}

const struct oracle_case knobs_proc_cases[] = {
	{"proc-sequence", proc_sequence},
	{"proc-sequence-position", proc_sequence_position},
	{"proc-text", proc_text},
	{"proc-methods", proc_methods},
	{"proc-goes-with-the-module", proc_goes_with_the_module},
	{"proc-devices", proc_devices},
	{NULL, NULL},
};
