// A library to be loaded before all others (LD_PRELOAD): it stands between a program, with the libraries that it uses,
// and the C library, and makes the n-th operation on files fail as tests/faults/operations.h tells. Never installed.
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <string>

#include "tests/faults/turn.h"

namespace tarsach::testing {
namespace {

long long position_of(int descriptor) { return ::lseek(descriptor, 0, SEEK_CUR); }

template <typename Act>
int open_at(int folder, const char* path, int flags, const Act& act) {
  std::string whole = path_at(folder, path);
  if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) == 0) {
    Turn turn({(flags & O_DIRECTORY) != 0 ? Operation::kList : Operation::kOpenToRead, std::move(whole)});
    return turn.fails() ? turn.failed(-1) : turn.done(act());
  }
  const bool is_new = ::syscall(SYS_faccessat, AT_FDCWD, whole.c_str(), F_OK) != 0;
  Turn turn({Operation::kOpenToWrite, std::move(whole), {}, is_new ? 1 : 0, (flags & O_TRUNC) != 0 ? 1 : 0});
  return turn.fails() ? turn.failed(-1) : turn.done(act());
}

template <typename Act>
int change(Operation operation, std::string path, std::string other, const Act& act) {
  Turn turn({operation, std::move(path), std::move(other)});
  return turn.fails() ? turn.failed(-1) : turn.done(act());
}

ssize_t write_at(int descriptor, const void* data, std::size_t size, long long offset, auto&& act) {
  Turn turn({Operation::kWrite, path_of(descriptor), {}, offset, static_cast<long long>(size)});
  return turn.fails() ? turn.failed(ssize_t{-1}) : turn.done(act(turn.amount(size)), data);
}

ssize_t read_at(int descriptor, std::size_t size, auto&& act) {
  Turn turn({Operation::kRead, path_of(descriptor)});
  return turn.fails() ? turn.failed(ssize_t{-1}) : turn.done(act(turn.amount(size)));
}

mode_t mode_of(int flags, va_list& more) {
  return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(more, int)) : 0;
}

}  // namespace
}  // namespace tarsach::testing

// NOLINTBEGIN: the names and parameters are the C library's.
using tarsach::testing::Operation;
using namespace tarsach::testing;

#define TARSACH_OPEN(name)                                                          \
  int name(const char* path, int flags, ...) {                                      \
    va_list more;                                                                   \
    va_start(more, flags);                                                          \
    const mode_t mode = mode_of(flags, more);                                       \
    va_end(more);                                                                   \
    static const auto real = next<int(const char*, int, ...)>(#name);               \
    return open_at(AT_FDCWD, path, flags, [&] { return real(path, flags, mode); }); \
  }
#define TARSACH_OPENAT(name)                                                              \
  int name(int folder, const char* path, int flags, ...) {                                \
    va_list more;                                                                         \
    va_start(more, flags);                                                                \
    const mode_t mode = mode_of(flags, more);                                             \
    va_end(more);                                                                         \
    static const auto real = next<int(int, const char*, int, ...)>(#name);                \
    return open_at(folder, path, flags, [&] { return real(folder, path, flags, mode); }); \
  }
#define TARSACH_FOPEN(name)                                                                                      \
  FILE* name(const char* path, const char* mode) {                                                               \
    static const auto real = next<FILE*(const char*, const char*)>(#name);                                       \
    FILE* file = nullptr;                                                                                        \
    const int flags = std::strpbrk(mode, "wa+") == nullptr ? O_RDONLY : O_WRONLY | (*mode == 'w' ? O_TRUNC : 0); \
    open_at(AT_FDCWD, path, flags, [&] { return (file = real(path, mode)) == nullptr ? -1 : 0; });               \
    return file;                                                                                                 \
  }
#define TARSACH_PREAD(name)                                                                              \
  ssize_t name(int descriptor, void* data, size_t size, off_t offset) {                                  \
    static const auto real = next<ssize_t(int, void*, size_t, off_t)>(#name);                            \
    return read_at(descriptor, size, [&](size_t part) { return real(descriptor, data, part, offset); }); \
  }
#define TARSACH_PWRITE(name)                                                            \
  ssize_t name(int descriptor, const void* data, size_t size, off_t offset) {           \
    static const auto real = next<ssize_t(int, const void*, size_t, off_t)>(#name);     \
    return write_at(descriptor, data, size, offset,                                     \
                    [&](size_t part) { return real(descriptor, data, part, offset); }); \
  }
#define TARSACH_DESCRIPTOR(name, operation)                                              \
  int name(int descriptor) {                                                             \
    static const auto real = next<int(int)>(#name);                                      \
    return change(operation, path_of(descriptor), {}, [&] { return real(descriptor); }); \
  }
#define TARSACH_REMOVE(name)                                                                    \
  int name(const char* path) {                                                                  \
    static const auto real = next<int(const char*)>(#name);                                     \
    return change(Operation::kRemove, path_at(AT_FDCWD, path), {}, [&] { return real(path); }); \
  }
#define TARSACH_TRUNCATE(name)                                                   \
  int name(int descriptor, off_t length) {                                       \
    static const auto real = next<int(int, off_t)>(#name);                       \
    Turn turn({Operation::kTruncate, path_of(descriptor), {}, 0, length});       \
    return turn.fails() ? turn.failed(-1) : turn.done(real(descriptor, length)); \
  }
#define TARSACH_FCNTL(name)                                                                                        \
  int name(int descriptor, int command, ...) {                                                                     \
    va_list more;                                                                                                  \
    va_start(more, command);                                                                                       \
    void* argument = va_arg(more, void*);                                                                          \
    va_end(more);                                                                                                  \
    static const auto real = next<int(int, int, ...)>(#name);                                                      \
    if (command != F_OFD_SETLK && command != F_SETLK) return real(descriptor, command, argument);                  \
    return change(Operation::kLock, path_of(descriptor), {}, [&] { return real(descriptor, command, argument); }); \
  }
#define TARSACH_MMAP(name)                                                                          \
  void* name(void* address, size_t size, int protection, int flags, int descriptor, off_t offset) { \
    static const auto real = next<void*(void*, size_t, int, int, int, off_t)>(#name);               \
    if (descriptor < 0) return real(address, size, protection, flags, descriptor, offset);          \
    Turn turn({Operation::kMap, path_of(descriptor)});                                              \
    if (turn.fails()) return turn.failed(MAP_FAILED);                                               \
    void* const mapped = real(address, size, protection, flags, descriptor, offset);                \
    turn.done(mapped == MAP_FAILED ? -1 : 0);                                                       \
    return mapped;                                                                                  \
  }
#define TARSACH_SENDFILE(name)                                                                            \
  ssize_t name(int to, int from, off_t* offset, size_t size) {                                            \
    static const auto real = next<ssize_t(int, int, off_t*, size_t)>(#name);                              \
    Turn turn({Operation::kCopy, path_of(to), {}, position_of(to), 0});                                   \
    if (turn.fails()) return turn.failed(ssize_t{-1});                                                    \
    std::string copied(turn.records() ? size : 0, '\0');                                                  \
    if (turn.records())                                                                                   \
      ::syscall(SYS_pread64, from, copied.data(), size, offset != nullptr ? *offset : position_of(from)); \
    return turn.done(real(to, from, offset, turn.amount(size)), copied.data());                           \
  }

extern "C" {

TARSACH_OPEN(open)
TARSACH_OPEN(open64)
TARSACH_OPENAT(openat)
TARSACH_OPENAT(openat64)
TARSACH_FOPEN(fopen)
TARSACH_FOPEN(fopen64)
TARSACH_PREAD(pread)
TARSACH_PREAD(pread64)
TARSACH_PWRITE(pwrite)
TARSACH_PWRITE(pwrite64)
TARSACH_DESCRIPTOR(fsync, Operation::kSync)
TARSACH_DESCRIPTOR(fdatasync, Operation::kSync)
TARSACH_REMOVE(unlink)
TARSACH_REMOVE(rmdir)
TARSACH_REMOVE(remove)
TARSACH_TRUNCATE(ftruncate)
TARSACH_TRUNCATE(ftruncate64)
TARSACH_FCNTL(fcntl)
TARSACH_FCNTL(fcntl64)
TARSACH_MMAP(mmap)
TARSACH_MMAP(mmap64)
TARSACH_SENDFILE(sendfile)
TARSACH_SENDFILE(sendfile64)

// With _FORTIFY_SOURCE these stand for open, openat, read and pread.
int __open_2(const char* path, int flags) { return open(path, flags); }
int __open64_2(const char* path, int flags) { return open64(path, flags); }
int __openat_2(int folder, const char* path, int flags) { return openat(folder, path, flags); }
int __openat64_2(int folder, const char* path, int flags) { return openat64(folder, path, flags); }
ssize_t __read_chk(int descriptor, void* data, size_t size, size_t) { return read(descriptor, data, size); }
ssize_t __pread_chk(int descriptor, void* data, size_t size, off_t offset, size_t) {
  return pread(descriptor, data, size, offset);
}
ssize_t __pread64_chk(int descriptor, void* data, size_t size, off_t offset, size_t) {
  return pread64(descriptor, data, size, offset);
}

ssize_t read(int descriptor, void* data, size_t size) {
  static const auto real = next<ssize_t(int, void*, size_t)>("read");
  return read_at(descriptor, size, [&](size_t part) { return real(descriptor, data, part); });
}

ssize_t write(int descriptor, const void* data, size_t size) {
  static const auto real = next<ssize_t(int, const void*, size_t)>("write");
  return write_at(descriptor, data, size, position_of(descriptor),
                  [&](size_t part) { return real(descriptor, data, part); });
}

/// Piece by piece, as its caller must be prepared for.
ssize_t writev(int descriptor, const iovec* pieces, int count) {
  for (int i = 0; i < count; ++i)
    if (pieces[i].iov_len > 0) return write(descriptor, pieces[i].iov_base, pieces[i].iov_len);
  return 0;
}

ssize_t copy_file_range(int from, off_t* from_offset, int to, off_t* to_offset, size_t size, unsigned) {
  if (to_offset == nullptr) return sendfile(to, from, from_offset, size);
  errno = ENOSYS;  // nobody needs it with an offset; who asks falls back
  return -1;
}

int close(int descriptor) {
  static const auto real = next<int(int)>("close");
  Turn turn({Operation::kClose, path_of(descriptor)});
  if (!turn.fails()) return turn.done(real(descriptor));
  real(descriptor);  // an error of close() tells of the data; the descriptor is gone
  return turn.failed(-1);
}

int rename(const char* from, const char* to) {
  static const auto real = next<int(const char*, const char*)>("rename");
  return change(Operation::kRename, path_at(AT_FDCWD, from), path_at(AT_FDCWD, to), [&] { return real(from, to); });
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  static const auto real = next<int(int, const char*, int, const char*)>("renameat");
  return change(Operation::kRename, path_at(from_folder, from), path_at(to_folder, to),
                [&] { return real(from_folder, from, to_folder, to); });
}

int mkdir(const char* path, mode_t mode) {
  static const auto real = next<int(const char*, mode_t)>("mkdir");
  return change(Operation::kMakeFolder, path_at(AT_FDCWD, path), {}, [&] { return real(path, mode); });
}

int mkdirat(int folder, const char* path, mode_t mode) {
  static const auto real = next<int(int, const char*, mode_t)>("mkdirat");
  return change(Operation::kMakeFolder, path_at(folder, path), {}, [&] { return real(folder, path, mode); });
}

int unlinkat(int folder, const char* path, int flags) {
  static const auto real = next<int(int, const char*, int)>("unlinkat");
  return change(Operation::kRemove, path_at(folder, path), {}, [&] { return real(folder, path, flags); });
}

int link(const char* from, const char* to) {
  static const auto real = next<int(const char*, const char*)>("link");
  return change(Operation::kLink, path_at(AT_FDCWD, from), path_at(AT_FDCWD, to), [&] { return real(from, to); });
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  static const auto real = next<int(int, const char*, int, const char*, int)>("linkat");
  return change(Operation::kLink, path_at(from_folder, from), path_at(to_folder, to),
                [&] { return real(from_folder, from, to_folder, to, flags); });
}

DIR* opendir(const char* path) {
  static const auto real = next<DIR*(const char*)>("opendir");
  DIR* folder = nullptr;
  Turn turn({Operation::kList, path_at(AT_FDCWD, path)});
  if (turn.fails()) return turn.failed(folder);
  folder = real(path);
  turn.done(folder == nullptr ? -1 : 0);
  return folder;
}

}  // extern "C"
// NOLINTEND
