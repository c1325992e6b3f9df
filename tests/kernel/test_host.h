/* SPDX-License-Identifier: MIT */
/* The two things that a test in the machine world wants of the host. */
#ifndef TESTS_KERNEL_TEST_HOST_H
#define TESTS_KERNEL_TEST_HOST_H

long dock_test_write(const char *text, unsigned long len);
void dock_test_exit(int status) __attribute__((noreturn));

#endif
