// SPDX-License-Identifier: MIT
/* For terminal_test.py: holds the device open and mapped; each line that it
 * reads it counts in the device, and prints the count. */
#include "claim.h"

int main(void)
{
	int fd = open_filled(1);
	volatile char *p = map_pages(fd, 1, PROT_READ | PROT_WRITE, MAP_SHARED);
	char line[100];

	p[0] = 0;
	puts("holds");
	fflush(stdout);
	while (fgets(line, sizeof(line), stdin)) {
		p[0]++;
		printf("%d\n", p[0]);
		fflush(stdout);
	}
	return 0;
}
