// Thin shims over what Swift cannot import: variadic system calls, macros and GNU extensions. No logic lives
// here. No system header is included but for constants: built with other macros than Swift's own import of
// glibc, its types would clash with that one.
#pragma once
#include <linux/keyctl.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t cv_key_serial;

// keyrings(7), "user" keys; each answers -1 with errno on failure.
cv_key_serial cv_add_key(const char *description, const void *payload, size_t length, cv_key_serial ring);
cv_key_serial cv_keyring_search(cv_key_serial ring, const char *description);
cv_key_serial cv_keyring_id(cv_key_serial ring);
long cv_key_read(cv_key_serial key, void *buffer, size_t length);
long cv_key_set_timeout(cv_key_serial key, uint32_t seconds);
long cv_key_set_permissions(cv_key_serial key, uint32_t mask);
long cv_key_revoke(cv_key_serial key);
long cv_key_unlink(cv_key_serial key, cv_key_serial ring);

// No core dumps, no debugger of the same user. 0 when both are in force.
int cv_disable_dumps(void);
// memfd_create(2) without close-on-exec.
int cv_memfd(const char *name);
// open(2) with a mode.
int cv_open(const char *path, int flags, uint32_t mode);
// open(2) with O_TMPFILE: a file without a name, gone when nobody has it open.
int cv_open_unnamed(const char *folder);
// The file system's magic number (statfs(2)), -1 on failure.
int64_t cv_filesystem(int descriptor);
// renameat2(2) with RENAME_NOREPLACE.
int cv_rename_new(const char *source, const char *target);
int cv_errno(void);

// Starts a program in a process of its own session, unable to write any file; without network, and unable to read
// what is the user's, where the kernel permits it: standard input, output and error are the given descriptors, everything else is closed. -1 on failure.
int cv_spawn_confined(
    const char *path, char *const arguments[], char *const environment[], const int descriptors[3],
    uint64_t cpu_seconds, uint64_t memory_bytes);
// Whether this kernel lets us take the network away from a child.
int cv_can_cut_network(void);
// Whether it lets us keep the user's files from a child.
int cv_can_hide_files(void);
// pipe2(2) and socketpair(2) with close-on-exec.
int cv_pipe(int ends[2]);
int cv_socket_pair(int ends[2]);
// send(2) that answers EPIPE instead of killing us when the reader has gone.
ptrdiff_t cv_send(int socket, const void *bytes, size_t count);
