/* SPDX-License-Identifier: MIT */
/*
 * Device models: what a simulated device is made of.
 *
 * A model is a table: who it is on its bus, its register windows, and what
 * happens when the driver reads or writes them. It moves data by itself with
 * dock_dev_read() and dock_dev_write(), with bus addresses only: it never sees a
 * pointer into the machine's memory. It interrupts with dock_dev_irq() or
 * dock_dev_msi(). Time is the machine's: work that takes a while ends in a
 * timer (dock_dev_after).
 *
 * A model in the tree is listed in src/devices/models.c. One outside is a
 * shared object with the symbol `dock_device_model` (a struct dock_dev_model),
 * built against an installed drydock (pkg-config --cflags drydock) and attached
 * with --device ./mydev.so. Models use plain C and may use libc, but never the
 * host's clock, addresses or random numbers: a run repeats with its seed.
 */
#ifndef _DRYDOCK_DEVICE_H
#define _DRYDOCK_DEVICE_H

#ifdef __cplusplus
extern "C" {
#endif

#define DOCK_DEVICE_ABI	 4
#define DOCK_DEV_BARS	 6

struct dock_dev; /* one device; the machine's own */

struct dock_dev_bar {
	unsigned long size_bytes; /* a power of two; 0: there is no such window */
	int is_io;		  /* I/O ports instead of memory */
	int is_64bit;		  /* takes the next one's place too */
	int is_prefetchable;
	int is_memory; /* plain memory of the device: dock_dev_memory() */
};

/* What a screen shows. A pixel's bytes are named from the highest address of them to
 * the lowest, as DRM's formats are: XRGB8888 has blue first. */
enum dock_dev_format {
	DOCK_DEV_RGB565, /* two bytes, the lower one first */
	DOCK_DEV_XRGB8888,
	DOCK_DEV_BGRX8888,
};

struct dock_dev_screen {
	unsigned int width, height; /* pixels */
	unsigned long stride_bytes; /* from a line to the next */
	enum dock_dev_format format;
	const void *pixels; /* in the device's memory */
};

struct dock_dev_model {
	unsigned int abi; /* DOCK_DEVICE_ABI */
	const char *name; /* of --device NAME */
	/* PCI identity, as in its configuration space. */
	unsigned short vendor, device, subsystem_vendor, subsystem;
	unsigned int class_code; /* 24 bits */
	unsigned char revision;
	struct dock_dev_bar bars[DOCK_DEV_BARS];
	int irq_pin;	     /* 0: no INTx; 1..4: INTA..INTD */
	int msi_vectors;     /* 0: no MSI; else a power of two up to 32 */
	/* 0: no MSI-X; else how many vectors, up to 64. Their table lies in window
	 * msix_bar, of registers and at least 4096 bytes, which the machine serves: the
	 * model is never asked. */
	int msix_vectors, msix_bar;
	unsigned long state_bytes; /* of dock_dev_state(), zeroed at birth */

	/* Options (dock_dev_option) are there. 0, or -1 after dock_dev_complain(). */
	int (*create)(struct dock_dev *dev);
	void (*destroy)(struct dock_dev *dev);
	/* The driver reads or writes a register: @bar's byte @offset, @size 1, 2, 4
	 * or 8, aligned to its size and inside the window. Not asked of windows that are
	 * memory. */
	unsigned long (*read)(struct dock_dev *dev, int bar, unsigned long offset, int size);
	void (*write)(struct dock_dev *dev, int bar, unsigned long offset, int size,
		      unsigned long value);

	/* A device with a screen (for --screenshot): what it shows now. 0, or -1: it is
	 * dark. NULL: it has none. */
	int (*screen)(struct dock_dev *dev, struct dock_dev_screen *screen);
};

void *dock_dev_state(struct dock_dev *dev);

/* What the driver, and programs that have mapped it, see in window @bar, which is
 * memory of the device's own (a framebuffer): zeroed at birth, and there from
 * create() on. NULL: the window is none. */
void *dock_dev_memory(struct dock_dev *dev, int bar);

/* The value of option @name (--device NAME,name=value), or NULL. */
const char *dock_dev_option(struct dock_dev *dev, const char *name);
/* One line about what is wrong with an option. */
void dock_dev_complain(struct dock_dev *dev, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Move data between the device and memory, by bus address.
 *
 * Returns 0; or -1, a bus error: bus mastering is off, or nothing answers at an
 * address. Then the bytes before it have been moved, a load's rest is all ones.
 */
int dock_dev_read(struct dock_dev *dev, unsigned long bus_addr, void *to, unsigned long len);
int dock_dev_write(struct dock_dev *dev, unsigned long bus_addr, const void *from,
		   unsigned long len);

/* The INTx line: 1 while the device wants service, 0 when it was served. */
void dock_dev_irq(struct dock_dev *dev, int level);
/* A message-signalled interrupt (MSI-X or MSI), if the driver has enabled them; else -1.
 * One of MSI-X that is masked comes later. */
int dock_dev_msi(struct dock_dev *dev, int vector);
int dock_dev_msi_enabled(struct dock_dev *dev);

/* Virtual time in nanoseconds; and a call of @fn(@dev, @arg) after @delay_ns. The
 * handle is valid until then; a device that goes away cancels its timers. It has
 * at most 100,000 at once: one more ends the run. */
unsigned long dock_dev_now_ns(struct dock_dev *dev);
struct dock_dev_timer *dock_dev_after(struct dock_dev *dev, unsigned long delay_ns,
				      void (*fn)(struct dock_dev *dev, void *arg), void *arg);
void dock_dev_cancel(struct dock_dev *dev, struct dock_dev_timer *timer);

/* A number below @bound, from the run's seed. */
unsigned long dock_dev_random(struct dock_dev *dev, unsigned long bound);

#ifdef __cplusplus
}
#endif
#endif
