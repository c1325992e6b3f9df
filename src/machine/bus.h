/* SPDX-License-Identifier: MIT */
/*
 * The bus: how devices reach memory.
 *
 * A bus master moves bytes by bus address. The bus turns bus addresses into
 * physical ones (the machine's dma-ranges), and memory is what lies there, not
 * what the processors' caches say (cache.h). Whoever checks the traffic watches.
 */
#ifndef DOCK_MACHINE_BUS_H
#define DOCK_MACHINE_BUS_H

struct dock_bus_master {
	const char *name;  /* for reports: "edu 0000:00:04.0" */
	int enabled;	   /* bus mastering is on */
	void *device;	   /* the kernel's struct device, for the watcher; or NULL */
};

/*
 * dock_bus_read, dock_bus_write - move bytes between a master and memory
 *
 * Return the number of bytes moved: less than @len is a bus error at the next
 * one (bus mastering off: 0; nothing answers at an address).
 */
unsigned long dock_bus_read(struct dock_bus_master *m, unsigned long bus_addr, void *to,
			    unsigned long len);
unsigned long dock_bus_write(struct dock_bus_master *m, unsigned long bus_addr,
			     const void *from, unsigned long len);

struct dock_machine_desc;

/* @desc stays valid for the run. */
void dock_bus_init(const struct dock_machine_desc *desc);

/* Between bus and physical addresses of RAM: bus = physical - offset. */
unsigned long dock_bus_offset(void);

/* Told of each transfer before it happens, and of bus errors. */
struct dock_bus_watch {
	void (*access)(struct dock_bus_master *m, unsigned long bus_addr, unsigned long phys,
		       unsigned long len, int write);
	void (*error)(struct dock_bus_master *m, unsigned long bus_addr, unsigned long len,
		      int write, const char *why);
};
void dock_bus_set_watch(const struct dock_bus_watch *watch);

#endif
