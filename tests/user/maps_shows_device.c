// SPDX-License-Identifier: MIT
/* /proc/self/maps shows the device's mapping, as Linux would. */
#include "claim.h"

int main(void)
{
	int fd = open_filled(3), seen = 0;
	char *p = map_pages(fd, 3, PROT_READ | PROT_WRITE, MAP_SHARED), line[512], *file;
	unsigned long start, end, offset;
	char prot[5], path[300];
	FILE *maps;

	CHECK(p[0] == 'a' &&
	      p[2 * PAGE] == 'c'); /* pages filled one by one: still one line */
	maps = fopen("/proc/self/maps", "r");
	CHECK(maps);
	while (fgets(line, sizeof(line), maps)) {
		CHECK(!strstr(line, "memfd:") && strncmp(line, "70000000-", 9)); /* RAM, the stub */
		file = strstr(line, DEVICE);
		if (!file)
			continue;
		seen++;
		CHECK(sscanf(line, "%lx-%lx %4s %lx %*s %*u %299s", &start, &end, prot,
			     &offset, path) == 5);
		CHECK(start == (unsigned long)p && end == start + 3 * PAGE);
		CHECK(!strcmp(prot, "rw-s") && offset == 0 && !strcmp(path, DEVICE));
		CHECK(file - line == 73);
	}
	CHECK(seen == 1);
	return 0;
}
