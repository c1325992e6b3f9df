/* SPDX-License-Identifier: MIT */
/* Open files and inodes, inside the kernel side. */
#ifndef DOCK_KERNEL_FS_FILE_H
#define DOCK_KERNEL_FS_FILE_H

struct inode;

void dock_inode_put(struct inode *inode);
unsigned long dock_file_live(void); /* open files in the whole machine */

#endif
