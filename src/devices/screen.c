/* SPDX-License-Identifier: MIT */
/*
 * A picture of a device's screen: read from the device's memory, made red, green and
 * blue, and sent to the supervisor, which writes the file. The machine itself opens
 * none, and its end, whatever a driver has done to it, is not the picture's end.
 */
#include "devices/screen.h"

#include <linux/kernel.h>
#include <linux/string.h>
#include "devices/device.h"
#include "host/channel.h"

/* A record 'B' that is being filled. */
struct part {
	unsigned char record[HOST_CHANNEL_MAX];
	unsigned long len;
};

static void part_send(struct part *p)
{
	if (p->len > 1)
		host_channel_send((char *)p->record, p->len);
	p->record[0] = 'B';
	p->len = 1;
}

static void part_add(struct part *p, const unsigned char rgb[3])
{
	if (p->len + 3 > sizeof(p->record))
		part_send(p);
	memcpy(p->record + p->len, rgb, 3);
	p->len += 3;
}

/* Of five or six bits all eight, so that all ones are white. */
static unsigned char wide(unsigned int value, int bits)
{
	return (unsigned char)(value << (8 - bits) | value >> (2 * bits - 8));
}

static int pixel_bytes(enum dock_dev_format format)
{
	return format == DOCK_DEV_RGB565 ? 2 : 4;
}

static void to_rgb(const unsigned char *p, enum dock_dev_format format,
		   unsigned char rgb[3])
{
	unsigned int word = p[0] | (unsigned int)p[1] << 8;

	switch (format) {
	case DOCK_DEV_RGB565:
		rgb[0] = wide(word >> 11, 5);
		rgb[1] = wide(word >> 5 & 0x3f, 6);
		rgb[2] = wide(word & 0x1f, 5);
		break;
	case DOCK_DEV_XRGB8888:
		rgb[0] = p[2];
		rgb[1] = p[1];
		rgb[2] = p[0];
		break;
	case DOCK_DEV_BGRX8888:
		memcpy(rgb, p + 1, 3);
		break;
	}
}

static void send_lines(const struct dock_dev_screen *s)
{
	static struct part part;
	int bytes = pixel_bytes(s->format);
	unsigned char rgb[3];

	part_send(&part);
	for (unsigned int y = 0; y < s->height; y++) {
		const unsigned char *line = s->pixels + y * s->stride_bytes;

		for (unsigned int x = 0; x < s->width; x++) {
			to_rgb(line + x * (unsigned int)bytes, s->format, rgb);
			part_add(&part, rgb);
		}
	}
	part_send(&part);
}

void dock_screen_tell(struct dock_dev *dev)
{
	struct dock_dev_screen s;
	char record[64];
	int dark = dock_device_screen(dev, &s);
	int n = snprintf(record, sizeof(record), "S%u %u", dark ? 0 : s.width,
			 dark ? 0 : s.height);

	host_channel_send(record, (unsigned long)n);
	if (!dark)
		send_lines(&s);
}
