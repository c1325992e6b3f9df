/* SPDX-License-Identifier: MIT */
/* Open files and inodes, inside the kernel side. */
#ifndef DOCK_KERNEL_FS_FILE_H
#define DOCK_KERNEL_FS_FILE_H

struct file;
struct inode;

/* A regular file of the host's, of which drivers see no more than that there is one: what
 * a program has mapped. NULL: no memory. fput() drops it. */
struct file *dock_file_of_host(unsigned long ino, unsigned int flags);

void dock_inode_put(struct inode *inode);
/* Release the files that the current task has let go of since it entered the
 * kernel: where it leaves it, and when it ends. */
void dock_file_release_put(void);
unsigned long dock_file_live(void); /* open files in the whole machine */

#endif
