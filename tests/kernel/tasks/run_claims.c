/* SPDX-License-Identifier: MIT */
/* The task that has the claims of a module run: see claims.h. */
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/module.h>
#include <drydock/task.h>

int task_main(void)
{
	long fd = dock_task_open("/dev/claims", O_RDWR), failed;

	if (fd < 0) {
		dock_task_print("FAIL open of /dev/claims: %pe\n", ERR_PTR(fd));
		return 100;
	}
	failed = dock_task_ioctl((int)fd, 0, 0);
	dock_task_close((int)fd);
	return failed < 0 ? 101 : (int)failed;
}
MODULE_LICENSE("GPL");
