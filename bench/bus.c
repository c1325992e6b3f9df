// SPDX-License-Identifier: MIT
/*
 * A device's copy through the bus, and a bounce, against memcpy of the same
 * bytes in the same run. Uses the machine's own functions, without a run.
 * Argument: the machine's .dtb. Prints "bench NAME VALUE" in nanoseconds.
 */
#include "machine/bus.h"
#include "machine/desc.h"
#include "machine/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COPY_BYTES   (1UL << 20)
#define BOUNCE_BYTES 4096UL
#define COPIES	     200
#define BOUNCES	     20000
#define TARGET_PHYS  0x4000000UL

int dock_mm_init(const struct dock_machine_desc *desc);
void dock_slab_init(void);
void dock_sched_init(unsigned int cpus);
int dock_swiotlb_init(const struct dock_machine_desc *desc);
unsigned long dock_swiotlb_map(void *dev, unsigned long orig, unsigned long size);
void dock_swiotlb_copy(unsigned long bounce, unsigned long size, _Bool to_original);

static struct dock_machine_desc desc;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void copies(char *buf)
{
	struct dock_bus_master m = { .name = "bench", .enabled = 1 };
	char *linear = (char *)DOCK_LOGICAL(TARGET_PHYS);
	double t;

	memset(linear, 1, COPY_BYTES);
	t = now();
	for (int i = 0; i < COPIES; i++)
		dock_bus_write(&m, TARGET_PHYS - dock_bus_offset(), buf, COPY_BYTES);
	printf("bench bus_copy %.0f\n", (now() - t) / COPIES);
	t = now();
	for (int i = 0; i < COPIES; i++) {
		memcpy(linear, buf, COPY_BYTES);
		__asm__ volatile("" : : : "memory");
	}
	printf("bench memcpy_copy %.0f\n", (now() - t) / COPIES);
}

static void bounces(char *buf)
{
	unsigned long bounce;
	char *linear = (char *)DOCK_LOGICAL(TARGET_PHYS);
	double t;

	desc.swiotlb_bytes = 16UL << 20;
	if (dock_swiotlb_init(&desc))
		exit(1);
	bounce = dock_swiotlb_map(NULL, TARGET_PHYS, BOUNCE_BYTES);
	t = now();
	for (int i = 0; i < BOUNCES; i++)
		dock_swiotlb_copy(bounce, BOUNCE_BYTES, i & 1);
	printf("bench bounce %.0f\n", (now() - t) / BOUNCES);
	t = now();
	for (int i = 0; i < BOUNCES; i++) {
		memcpy(linear, buf, BOUNCE_BYTES);
		__asm__ volatile("" : : : "memory");
	}
	printf("bench memcpy_bounce %.0f\n", (now() - t) / BOUNCES);
}

int main(int argc, char **argv)
{
	char err[200], *buf = malloc(COPY_BYTES);

	if (argc != 2 || dock_desc_load(argv[1], &desc, err, sizeof(err)) || !buf)
		return 2;
	memset(buf, 2, COPY_BYTES);
	if (dock_mm_init(&desc))
		return 1;
	dock_slab_init();
	dock_sched_init(1);
	dock_bus_init(&desc);
	copies(buf);
	bounces(buf);
	return 0;
}
