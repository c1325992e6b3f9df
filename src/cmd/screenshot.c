// SPDX-License-Identifier: MIT
/* The picture of a device's screen: see screenshot.h. */
#include "cmd/screenshot.h"
#include "cmd/output.h"
#include "cmd/records.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dock_screenshot {
	int came;		    /* a record 'S' */
	unsigned int width, height; /* 0: the screen is dark */
	unsigned char *rgb;
	size_t len, size; /* bytes that came, and that make the picture */
};

struct dock_screenshot *dock_screenshot_new(void)
{
	return calloc(1, sizeof(struct dock_screenshot));
}

void dock_screenshot_free(struct dock_screenshot *s)
{
	if (s)
		free(s->rgb);
	free(s);
}

static int take_size(struct dock_screenshot *s, const char *text, size_t len)
{
	unsigned int width, height;
	char copy[32] = "", end;

	if (s->came || len >= sizeof(copy))
		return -1;
	memcpy(copy, text, len);
	if (sscanf(copy, "%6u %6u%c", &width, &height, &end) != 2 || !width != !height ||
	    (unsigned long)width * height > DOCK_SCREENSHOT_MAX)
		return -1;
	s->size = 3UL * width * height;
	s->rgb = s->size ? malloc(s->size) : NULL;
	if (s->size && !s->rgb)
		return -1;
	s->width = width;
	s->height = height;
	s->came = 1;
	return 0;
}

int dock_screenshot_take(struct dock_screenshot *s, char type, const char *bytes,
			 size_t len)
{
	if (type == 'S')
		return take_size(s, bytes, len);
	if (len > s->size - s->len)
		return -1;
	memcpy(s->rgb + s->len, bytes, len);
	s->len += len;
	return 0;
}

/* The file's bytes, the caller's to free; NULL: @err says why. */
static char *make_png(const struct dock_screenshot *s, size_t *len, char *err)
{
	png_image image = {
		.version = PNG_IMAGE_VERSION,
		.width = s->width,
		.height = s->height,
		.format = PNG_FORMAT_RGB,
	};
	char *bytes = NULL;
	FILE *f = open_memstream(&bytes, len);
	int made = f && png_image_write_to_stdio(&image, f, 0, s->rgb, 0, NULL);

	if (f && fclose(f))
		made = 0;
	if (made)
		return bytes;
	snprintf(err, DOCK_ERR_MAX, "%s",
		 *image.message ? image.message : strerror(ENOMEM));
	free(bytes);
	return NULL;
}

static int fail(const char *why, char *err)
{
	snprintf(err, DOCK_ERR_MAX, "%s", why);
	return -1;
}

int dock_screenshot_write(const struct dock_records *r, char *err)
{
	const struct dock_screenshot *s = r->screenshot;
	size_t len;
	char *png;
	int ret;

	if (r->bad_input)
		return 0;
	if (!s->came || s->len != s->size)
		return fail("the run did not come to its end, so there is no picture",
			    err);
	if (!s->size)
		return fail("the screen is dark: no driver has set a mode", err);
	png = make_png(s, &len, err);
	if (!png)
		return -1;
	ret = dock_output_write(r->options->screenshot_path, png, len);
	if (ret)
		fail(strerror(errno), err);
	free(png);
	return ret;
}
