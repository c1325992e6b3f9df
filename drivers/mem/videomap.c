// SPDX-License-Identifier: MIT
/*
 * videomap: map what an X server mapped of /dev/mem, and show the mappings.
 *
 * Those are the video RAM and the system ROM of the ISA hole, at their own addresses,
 * and the registers and the memory of a video device on PCI, wherever there is room.
 * Where all that lies is read from /proc/iomem; the device is the first one that has
 * two windows, the smaller one being its registers. A text is stored in the video memory
 * and loaded again, and the register that identifies it is shown.
 *
 * Exit status: 0; 1 if something failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define DISPI 0x500 /* the identification of a Bochs display */

struct window {
	unsigned long start, size;
};

static void fail(const char *what)
{
	fprintf(stderr, "videomap: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* "  START-END : NAME", in hexadecimal: the @nr-th one, or a size of 0. */
static struct window window_find(const char *name, int nr)
{
	FILE *iomem = fopen("/proc/iomem", "r");
	unsigned long start, end;
	char line[128], found[64];

	if (!iomem)
		fail("/proc/iomem");
	while (fgets(line, sizeof(line), iomem)) {
		if (sscanf(line, "%lx-%lx : %63[^\n]", &start, &end, found) != 3 ||
		    strncmp(found, name, strlen(name)) || nr--)
			continue;
		fclose(iomem);
		return (struct window){start, end + 1 - start};
	}
	fclose(iomem);
	return (struct window){0, 0};
}

static void *map(int fd, struct window w, int prot, int flags)
{
	void *at = flags & MAP_FIXED ? (void *)w.start : NULL;
	void *p = mmap(at, w.size, prot, MAP_SHARED | flags, fd, (off_t)w.start);

	if (p == MAP_FAILED)
		fail("mmap");
	return p;
}

static void show_maps(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];

	if (!maps)
		fail("/proc/self/maps");
	while (fgets(line, sizeof(line), maps))
		if (strstr(line, "/dev/mem"))
			fputs(line, stdout);
	fclose(maps);
}

int main(void)
{
	struct window video = window_find("Video RAM area", 0);
	struct window rom = window_find("System ROM", 0);
	struct window memory = window_find("0000:", 0), regs = window_find("0000:", 1);
	int fd = open("/dev/mem", O_RDWR);
	const volatile unsigned short *id;
	char *screen;

	if (fd < 0)
		fail("/dev/mem");
	errno = ENODEV;
	if (!video.size || !rom.size || !memory.size || !regs.size)
		fail("/proc/iomem");
	if (memory.size < regs.size) {
		struct window other = memory;

		memory = regs;
		regs = other;
	}
	map(fd, video, PROT_READ | PROT_WRITE, MAP_FIXED);
	map(fd, rom, PROT_READ | PROT_EXEC, MAP_FIXED);
	id = map(fd, regs, PROT_READ | PROT_WRITE, 0);
	screen = map(fd, memory, PROT_READ | PROT_WRITE, 0);
	show_maps();
	strcpy(screen, "drawn");
	printf("register 0x%x: 0x%04x; video memory: %.5s\n", DISPI, id[DISPI / 2],
	       screen);
	return 0;
}
