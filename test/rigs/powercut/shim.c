/*
 * LD_PRELOAD: writes a trace of whatever a process does to files under SHIM_ROOT, and of what it says on standard output, in the order in which it happens.
 * A record is a line "op inode other offset length" and so many bytes. Paths are bytes of a record.
 *   O opened (other: 1 = made, 2 = cut to nothing)   W written   T cut to `offset`   S flushed   D a folder flushed
 *   M folder made   R renamed (two paths, a NUL between)   U removed   C said
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 8192
static int trace = -1;
static const char *root;
static size_t root_length;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
/* Of each descriptor: its inode, or 0 for one that is none of ours; and its path where it is a folder. */
static unsigned long inodes[FILES];
static char *folders[FILES];

#define REAL(type, name, ...) \
  static type (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

static void whole(int fd, const void *data, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  for (size_t at = 0; at < length;) {
    ssize_t n = real_write(fd, (const char *)data + at, length - at);
    if (n <= 0) abort();
    at += (size_t)n;
  }
}

static void record(char op, unsigned long inode, int other, long long offset, const void *data, size_t length) {
  if (trace < 0) return;
  char head[96];
  int n = snprintf(head, sizeof head, "%c %lu %d %lld %zu\n", op, inode, other, offset, length);
  pthread_mutex_lock(&mutex);
  whole(trace, head, (size_t)n);
  if (length > 0) whole(trace, data, length);
  pthread_mutex_unlock(&mutex);
}

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("SHIM_TRACE");
  root = getenv("SHIM_ROOT");
  if (!file || !root) return;
  root_length = strlen(root);
  REAL(int, open, const char *, int, ...);
  trace = real_open(file, O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

static int ours(const char *path) { return trace >= 0 && root && path && strncmp(path, root, root_length) == 0; }
static unsigned long inode_of(int fd) { return fd >= 0 && fd < FILES ? inodes[fd] : 0; }

static void opened(int fd, const char *path, int flags, int was_there) {
  if (fd < 0 || fd >= FILES) return;
  inodes[fd] = 0;
  free(folders[fd]);
  folders[fd] = NULL;
  struct stat s;
  if (!ours(path) || fstat(fd, &s) != 0) return;
  inodes[fd] = s.st_ino;
  if (S_ISDIR(s.st_mode)) {
    folders[fd] = strdup(path);
    return;
  }
  record('O', s.st_ino, (was_there ? 0 : 1) | ((flags & O_TRUNC) ? 2 : 0), 0, path, strlen(path));
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, name, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    int was_there = ours(path) ? access(path, F_OK) == 0 : 1; \
    int fd = real_##name(path, flags, mode); \
    opened(fd, path, flags, was_there); \
    return fd; \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(int, close, int);
  if (fd >= 0 && fd < FILES) {
    inodes[fd] = 0;
    free(folders[fd]);
    folders[fd] = NULL;
  }
  return real_close(fd);
}

ssize_t write(int fd, const void *data, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  off_t at = inode_of(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
  /* Before: whoever has read it may end this process at once. */
  if (fd == 1) record('C', 0, 0, 0, data, length);
  ssize_t n = real_write(fd, data, length);
  if (n > 0 && inode_of(fd)) {
    /* Of a file that is appended to, where it was put is known afterwards alone. */
    off_t end = lseek(fd, 0, SEEK_CUR);
    record('W', inodes[fd], 0, end >= n ? end - n : at, data, (size_t)n);
  }
  return n;
}

#define PWRITE(name, offset_t) \
  ssize_t name(int fd, const void *data, size_t length, offset_t offset) { \
    REAL(ssize_t, name, int, const void *, size_t, offset_t); \
    ssize_t n = real_##name(fd, data, length, offset); \
    if (n > 0 && inode_of(fd)) record('W', inodes[fd], 0, offset, data, (size_t)n); \
    return n; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

/* What is not traced must not be done in silence. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  if (inode_of(fd)) abort();
  return real_writev(fd, parts, count);
}

#define SYNC(name) \
  int name(int fd) { \
    REAL(int, name, int); \
    int done = real_##name(fd); \
    if (done == 0 && inode_of(fd)) { \
      const char *folder = folders[fd]; \
      record(folder ? 'D' : 'S', inodes[fd], 0, 0, folder, folder ? strlen(folder) : 0); \
    } \
    return done; \
  }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, offset_t) \
  int name(int fd, offset_t length) { \
    REAL(int, name, int, offset_t); \
    int done = real_##name(fd, length); \
    if (done == 0 && inode_of(fd)) record('T', inodes[fd], 0, length, NULL, 0); \
    return done; \
  }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  int done = real_mkdir(path, mode);
  if (done == 0 && ours(path)) record('M', 0, 0, 0, path, strlen(path));
  return done;
}

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  int done = real_unlink(path);
  if (done == 0 && ours(path)) record('U', 0, 0, 0, path, strlen(path));
  return done;
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  int done = real_rename(from, to);
  if (done == 0 && (ours(from) || ours(to))) {
    char both[2 * PATH_MAX];
    int n = snprintf(both, sizeof both, "%s%c%s", from, 0, to);
    record('R', 0, 0, 0, both, (size_t)n);
  }
  return done;
}
