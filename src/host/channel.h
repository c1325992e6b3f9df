/* SPDX-License-Identifier: MIT */
/*
 * The channel from the machine to its supervisor.
 *
 * The machine runs in a child process. It sends records, one SOCK_SEQPACKET
 * datagram each, to the supervisor (its parent), which alone writes to
 * standard error and to the report file. Records that were sent come out even
 * if the machine dies in the next instruction.
 *
 * A record is one type byte, then text (bytes, for 'B'):
 *
 *   'L' level ' ' time_ns ' ' text          a line of the kernel log; level is
 *                                           one digit, 0..7, as of printk
 *   'M' name ' ' base_hex ' ' path          a module was loaded: its link-time
 *                                           address 0 lies at base
 *   'U' name                                a module was unloaded
 *   'R' time_ns '\n' lines                  a broken rule, see check/report.h
 *   'A' name                                that rule is broken again, as often
 *                                           before: it is counted alone
 *   'E' key '=' value, lines                the end of the run: status=N (the
 *                                           exit status, 128 + signal if one
 *                                           ended the program), left=TEXT (see
 *                                           kernel/leftover.h)
 *   'X' text                                bad input that only the machine could
 *                                           see (a module it cannot load): one
 *                                           line that names the file; the
 *                                           run ends with status 2
 *   'T' time_ns ' ' event                    an event in the life of a DMA mapping,
 *                                           for --timeline (check/timeline.h):
 *                                             KIND id off len pc_hex
 *                                           KIND is unmap, for-cpu, for-device
 *                                           (syncs), read or write (the device's);
 *                                             map id 0 size pc_hex dir single|page|
 *                                               coherent cpu|device bus_hex
 *                                               phys_hex device's name
 *                                           (cpu, device: whose turn it is);
 *                                             report id off len pc_hex rule
 *                                           (the record 'R' came just before);
 *                                             full
 *                                           (no more events are told). pc: a return
 *                                           address in a driver, 0: none
 *   'F' key '=' value, lines                what `drydock picture` draws, see
 *                                           user/picture.c
 *   'S' width ' ' height                    the picture on a device's screen, in
 *                                           pixels; 0 0: the screen is dark
 *   'B' bytes                               more of it: red, green, blue, a byte
 *                                           each, line by line from the top
 *   'C' digit                               the console shows the log's lines of
 *                                           levels below this one, 1..8
 *   'N' text                                the supervisor answers with the text,
 *                                           its {...} (below) replaced
 *   'K' text                                a line of a KUnit test's results, for
 *                                           `drydock test`
 *   'P' pid                                 host pid of the first program; 0 when
 *                                           it has ended
 *   'Z' signal                              job control stopped it, with SIGTSTP,
 *                                           SIGSTOP, SIGTTIN or SIGTTOU
 *   'Y'                                     sync: the supervisor answers one
 *                                           byte once all before is written
 *
 * Text never holds an address of the host. Where text names code it says
 * {fn:HEX} (function name), {sym:HEX} (function+offset [module]) or {src:HEX}
 * (file:line), HEX being the address in the machine's process; the supervisor
 * replaces it. The address is looked up as it is: for a call, give the return
 * address less one.
 */
#ifndef DOCK_HOST_CHANNEL_H
#define DOCK_HOST_CHANNEL_H

#define HOST_CHANNEL_MAX 16384 /* bytes of one record; longer ones are cut */

/*
 * host_channel_open - say which descriptor records go to (the machine's side)
 * @fd: a connected SOCK_SEQPACKET socket, or -1: records go to standard error
 *      as they are (for tests that run the machine without a supervisor)
 */
void host_channel_open(int fd);

/* host_channel_send - send one record of @len bytes; never fails, may block */
void host_channel_send(const char *record, unsigned long len);

/* host_channel_sync - return once everything sent has been written out; cheap
 * when nothing was sent since the last call */
void host_channel_sync(void);

/* host_channel_ask - send a record that is answered with text; returns how many
 * bytes of @answer (@size at most) were filled, 0: nobody answers */
unsigned long host_channel_ask(const char *record, unsigned long len, char *answer,
			       unsigned long size);

#endif
