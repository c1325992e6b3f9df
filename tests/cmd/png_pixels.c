// SPDX-License-Identifier: MIT
/* png_pixels FILE.png: its pixels on standard output, as a PPM. */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	unsigned char *rgb;

	if (argc != 2 || !png_image_begin_read_from_file(&image, argv[1])) {
		fprintf(stderr, "png_pixels: %s\n", argc == 2 ? image.message : "usage");
		return 1;
	}
	image.format = PNG_FORMAT_RGB;
	rgb = malloc(PNG_IMAGE_SIZE(image));
	if (!rgb || !png_image_finish_read(&image, NULL, rgb, 0, NULL)) {
		fprintf(stderr, "png_pixels: %s\n", image.message);
		return 1;
	}
	printf("P6\n%u %u\n255\n", image.width, image.height);
	fwrite(rgb, 1, PNG_IMAGE_SIZE(image), stdout);
	free(rgb);
	return 0;
}
