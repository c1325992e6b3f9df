/* SPDX-License-Identifier: MIT */
/*
 * A device: a model with its state, on the PCI bus. Here is what a model may ask
 * for (include/drydock/device.h), and nothing else of the machine reaches it.
 */
#include "devices/device.h"

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "core/rng.h"
#include "host/mem.h"
#include "machine/clock.h"
#include "machine/layout.h"
#include "machine/pci_hw.h"

/* A model that waits for more at once never stops asking. */
#define TIMERS_MAX 100000

struct dock_dev_timer {
	struct list_head list;
	struct dock_dev *dev;
	struct dock_event *event;
	void (*fn)(struct dock_dev *dev, void *arg);
	void *arg;
};

struct dock_dev {
	struct dock_pci_hw hw;
	const struct dock_dev_model *model;
	void *state;
	const char *const *options;
	int nr_options;
	unsigned long used_options; /* bit i: the model asked for option i */
	struct list_head timers;
	unsigned int nr_timers;
	char complaint[256];
	char name[64]; /* for reports: "edu 0000:00:04.0" */
};

void *dock_dev_state(struct dock_dev *dev)
{
	return dev->state;
}

void *dock_dev_memory(struct dock_dev *dev, int bar)
{
	return bar >= 0 && bar < DOCK_DEV_BARS ? dev->hw.id.bars[bar].memory : NULL;
}

/* --- options --- */

const char *dock_dev_option(struct dock_dev *dev, const char *name)
{
	unsigned long len = strlen(name);
	const char *value = NULL;

	for (int i = 0; i < dev->nr_options; i++)
		if (!strncmp(dev->options[i], name, len) && dev->options[i][len] == '=') {
			dev->used_options |= 1UL << i;
			value = dev->options[i] + len + 1;
		}
	return value;
}

void dock_dev_complain(struct dock_dev *dev, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(dev->complaint, sizeof(dev->complaint), fmt, args);
	va_end(args);
}

/* --- moving data --- */

int dock_dev_read(struct dock_dev *dev, unsigned long bus_addr, void *to, unsigned long len)
{
	return dock_bus_read(&dev->hw.master, bus_addr, to, len) == len ? 0 : -1;
}

int dock_dev_write(struct dock_dev *dev, unsigned long bus_addr, const void *from,
		   unsigned long len)
{
	return dock_bus_write(&dev->hw.master, bus_addr, from, len) == len ? 0 : -1;
}

/* --- interrupts --- */

void dock_dev_irq(struct dock_dev *dev, int level)
{
	dock_pci_set_line(&dev->hw, level);
}

int dock_dev_msi(struct dock_dev *dev, int vector)
{
	return dock_pci_msi(&dev->hw, vector);
}

int dock_dev_msi_enabled(struct dock_dev *dev)
{
	return dock_pci_msi_enabled(&dev->hw) != 0;
}

/* --- time --- */

unsigned long dock_dev_now_ns(struct dock_dev *dev)
{
	return dock_clock_now();
}

static void timer_fire(void *arg)
{
	struct dock_dev_timer *t = arg;
	struct dock_dev_timer fired = *t;

	list_del(&t->list);
	t->dev->nr_timers--;
	host_free(t);
	fired.fn(fired.dev, fired.arg);
}

static __noreturn void too_many_timers(const struct dock_dev *dev)
{
	char text[128];

	snprintf(text, sizeof(text), "the model of %s has set %d timers and goes on", dev->name,
		 TIMERS_MAX);
	host_die(text);
}

struct dock_dev_timer *dock_dev_after(struct dock_dev *dev, unsigned long delay_ns,
				      void (*fn)(struct dock_dev *dev, void *arg), void *arg)
{
	struct dock_dev_timer *t;

	if (dev->nr_timers++ == TIMERS_MAX)
		too_many_timers(dev);
	t = host_alloc(sizeof(*t));
	t->dev = dev;
	t->fn = fn;
	t->arg = arg;
	t->event = dock_hw_event_add(dock_clock_now() + delay_ns, timer_fire, t);
	list_add_tail(&t->list, &dev->timers);
	return t;
}

void dock_dev_cancel(struct dock_dev *dev, struct dock_dev_timer *timer)
{
	dock_event_cancel(timer->event);
	list_del(&timer->list);
	dev->nr_timers--;
	host_free(timer);
}

unsigned long dock_dev_random(struct dock_dev *dev, unsigned long bound)
{
	return bound ? dock_rng_below(bound) : 0;
}

/* --- the screen --- */

int dock_device_has_screen(const struct dock_dev *dev)
{
	return dev->model->screen != NULL;
}

int dock_device_screen(struct dock_dev *dev, struct dock_dev_screen *screen)
{
	*screen = (struct dock_dev_screen){};
	if (dev->model->screen(dev, screen))
		return -1;
	return screen->pixels && screen->width && screen->height ? 0 : -1;
}

/* --- birth and death --- */

static unsigned long model_read(void *owner, int bar, unsigned long offset, int size)
{
	struct dock_dev *dev = owner;

	return dev->model->read ? dev->model->read(dev, bar, offset, size) : ~0UL;
}

static void model_write(void *owner, int bar, unsigned long offset, int size,
			unsigned long value)
{
	struct dock_dev *dev = owner;

	if (dev->model->write)
		dev->model->write(dev, bar, offset, size, value);
}

static int is_power_of_two(unsigned long n)
{
	return n && !(n & (n - 1));
}

static int has_room_for_msix(const struct dock_dev_model *m)
{
	const struct dock_dev_bar *b;

	if (m->msix_bar < 0 || m->msix_bar >= DOCK_DEV_BARS)
		return 0;
	b = &m->bars[m->msix_bar];
	return !b->is_io && !b->is_memory && b->size_bytes >= DOCK_MSIX_BYTES;
}

/* What is wrong with a model's table; NULL: nothing. */
static const char *table_fault(const struct dock_dev_model *m)
{
	if (m->abi != DOCK_DEVICE_ABI)
		return "was built for another version of drydock/device.h";
	if (!m->name || !*m->name)
		return "has no name";
	if (!m->vendor || m->vendor == 0xffff)
		return "has no vendor number";
	if (m->irq_pin < 0 || m->irq_pin > 4)
		return "has an interrupt pin beyond 0..4";
	if (m->msi_vectors && (!is_power_of_two((unsigned long)m->msi_vectors) ||
			       m->msi_vectors > 32))
		return "has a number of messages that is no power of two up to 32";
	if (m->msix_vectors < 0 || m->msix_vectors > DOCK_MSIX_MAX)
		return "has a number of MSI-X messages beyond 0..64";
	if (m->msix_vectors && !has_room_for_msix(m))
		return "has no window of registers of 4096 bytes for its MSI-X messages";
	for (int i = 0; i < DOCK_DEV_BARS; i++) {
		const struct dock_dev_bar *b = &m->bars[i];

		if (b->size_bytes && (!is_power_of_two(b->size_bytes) || b->size_bytes < 16))
			return "has a window whose size is no power of two of at least 16";
		if (b->size_bytes > (b->is_io ? 256UL : 1UL << 30))
			return "has a window that is too large";
		if (b->is_memory && (b->is_io || b->size_bytes < DOCK_PAGE_SIZE))
			return "has a window of memory that is no memory, or smaller than a page";
		if (b->size_bytes && b->is_64bit &&
		    (b->is_io || i == DOCK_DEV_BARS - 1 || m->bars[i + 1].size_bytes))
			return "has a 64-bit window without room for its second half";
	}
	return NULL;
}

static void fill_identity(struct dock_pci_identity *id, const struct dock_dev_model *m)
{
	id->vendor = m->vendor;
	id->device = m->device;
	id->subsystem_vendor = m->subsystem_vendor;
	id->subsystem = m->subsystem;
	id->class_code = m->class_code;
	id->revision = m->revision + (DOCK_BREAK("identity") ? 1 : 0);
	id->irq_pin = m->irq_pin;
	id->msi_vectors = m->msi_vectors;
	id->msix_vectors = m->msix_vectors;
	id->msix_bar = m->msix_bar;
	for (int i = 0; i < DOCK_DEV_BARS; i++)
		id->bars[i] = (struct dock_pci_bar){
			.size_bytes = m->bars[i].size_bytes,
			.is_io = m->bars[i].is_io,
			.is_64bit = m->bars[i].is_64bit,
			.is_prefetchable = m->bars[i].is_prefetchable && !DOCK_BREAK("windows"),
		};
}

/* Its windows of memory; nonzero: the host has not so much. */
static int make_memory(struct dock_pci_identity *id, const struct dock_dev_model *m)
{
	for (int i = 0; i < DOCK_DEV_BARS; i++) {
		if (!m->bars[i].is_memory)
			continue;
		id->bars[i].memory = host_ram_extend(m->bars[i].size_bytes, &id->bars[i].memory_at);
		if (!id->bars[i].memory)
			return -1;
	}
	return 0;
}

/* An option that no model asked for is a mistake of the command line's. */
static const char *unused_option(const struct dock_dev *dev)
{
	for (int i = 0; i < dev->nr_options; i++)
		if (!(dev->used_options & (1UL << i)))
			return dev->options[i];
	return NULL;
}

static int create(struct dock_dev *dev, char *err, unsigned long err_len)
{
	const struct dock_dev_model *m = dev->model;
	const char *unused;

	if (m->create && m->create(dev)) {
		snprintf(err, err_len, "--device %s: %s", m->name,
			 dev->complaint[0] ? dev->complaint : "the model could not be made");
		return -1;
	}
	unused = unused_option(dev);
	if (!unused)
		return 0;
	snprintf(err, err_len, "--device %s: it has no option '%s'", m->name, unused);
	if (m->destroy)
		m->destroy(dev);
	return -1;
}

struct dock_dev *dock_device_new(const struct dock_dev_model *m, const char *const *options,
				 int nr, char *err, unsigned long err_len)
{
	const char *fault = table_fault(m);
	struct dock_dev *dev;

	if (fault) {
		snprintf(err, err_len, "the model %s", fault);
		return NULL;
	}
	dev = host_alloc(sizeof(*dev));
	dev->model = m;
	dev->options = options;
	dev->nr_options = nr;
	dev->state = host_alloc(m->state_bytes ? m->state_bytes : 1);
	INIT_LIST_HEAD(&dev->timers);
	fill_identity(&dev->hw.id, m);
	dev->hw.read = model_read;
	dev->hw.write = model_write;
	dev->hw.owner = dev;
	dev->hw.master.name = dev->name;
	if (make_memory(&dev->hw.id, m)) {
		snprintf(err, err_len, "--device %s: the host has no memory for it", m->name);
		goto fail;
	}
	if (create(dev, err, err_len))
		goto fail;
	if (dock_pci_plug(&dev->hw) < 0) {
		snprintf(err, err_len, "--device %s: the PCI bus has no free slot", m->name);
		if (m->destroy)
			m->destroy(dev);
		goto fail;
	}
	snprintf(dev->name, sizeof(dev->name), "%s 0000:00:%02x.0", m->name, dev->hw.slot);
	return dev;
fail:
	host_free(dev->state);
	host_free(dev);
	return NULL;
}

/* At the very end: the bus still knows the slot, and nobody asks it any more. */
void dock_device_free(struct dock_dev *dev)
{
	struct dock_dev_timer *t, *next;

	list_for_each_entry_safe(t, next, &dev->timers, list)
		dock_dev_cancel(dev, t);
	if (dev->model->destroy)
		dev->model->destroy(dev);
	host_free(dev->hw.msix);
	host_free(dev->state);
	host_free(dev);
}
