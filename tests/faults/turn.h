// Part of the fault injector: what the environment asks for, and an operation that takes its turn.
//
//   Turn turn({Operation::kSync, path_of(descriptor)});
//   return turn.fails() ? turn.failed(-1) : turn.done(real_fsync(descriptor));
//
// All operations within the folder take their turn under one lock, so that the journal has them as they happened.
#pragma once

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <string>
#include <utility>

#include "tests/faults/operations.h"

namespace tarsach::testing {

/// The function of that name which would be called without this library.
template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

inline std::string read_link(const std::string& path) {
  char target[4096];
  const auto size = ::readlink(path.c_str(), target, sizeof target);
  return size > 0 ? std::string(target, static_cast<std::size_t>(size)) : std::string();
}

/// Where an open file stands now, be it renamed since; "… (deleted)" if it is gone.
inline std::string path_of(int descriptor) { return read_link("/proc/self/fd/" + std::to_string(descriptor)); }

inline std::string path_at(int folder, const char* path) {
  if (path == nullptr || path[0] == '/') return path == nullptr ? "" : path;
  return (folder == AT_FDCWD ? read_link("/proc/self/cwd") : path_of(folder)) + "/" + path;
}

/// What the environment asks for, and how far the process has come.
class Plan {
 public:
  static Plan& get() {
    static Plan* plan = new Plan;  // never destroyed: files are closed until the very end
    return *plan;
  }

  [[nodiscard]] bool has(const std::string& path) const {
    return !folder_.empty() && path.starts_with(folder_) &&
           (path.size() == folder_.size() || path[folder_.size()] == '/');
  }
  [[nodiscard]] bool records() const { return row_->fault == Fault::kRecord; }
  [[nodiscard]] const FaultRow& row() const { return *row_; }

  std::mutex& mutex() { return mutex_; }
  long count() { return ++count_; }

  /// Whether the operation that has just been counted is the one.
  [[nodiscard]] bool hits(Operation operation) const {
    if (!can_befall(*row_, operation)) return false;
    return row_->fault == Fault::kDiskFull ? count_ >= at_ : count_ == at_;
  }

  void write(const std::string& text) const {
    if (journal_ >= 0) [[maybe_unused]]
      const auto written = ::syscall(SYS_write, journal_, text.data(), text.size());
  }

 private:
  Plan() : folder_(variable(kFolderVariable)) {
    const std::string wish = variable(kFaultVariable), journal = variable(kJournalVariable);
    const auto colon = std::min(wish.find(':'), wish.size());
    for (const FaultRow& row : kFaults)
      if (row.name == wish.substr(0, colon)) row_ = &row;
    at_ = colon < wish.size() ? std::atol(wish.c_str() + colon + 1) : 0;
    if (!journal.empty())
      journal_ = static_cast<int>(
          ::syscall(SYS_openat, AT_FDCWD, journal.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  }

  std::string folder_;
  const FaultRow* row_ = &kFaults[0];
  long at_ = 0;
  long count_ = 0;
  int journal_ = -1;
  std::mutex mutex_;
};

/// What is about to be done. `offset` and `length` are bytes; of an open to write: whether it makes, and empties, the
/// file.
struct Site {
  Operation operation;
  std::string path;
  std::string other = {};  // the new name
  long long offset = 0;
  long long length = 0;
};

/// One operation, from before it happens until it is in the journal. Of a file elsewhere it does nothing.
class Turn {
 public:
  explicit Turn(Site site) : site_(std::move(site)), counts_(plan_.has(site_.path) || plan_.has(site_.other)) {
    if (!counts_) return;
    plan_.mutex().lock();
    number_ = plan_.count();
    is_hit_ = plan_.hits(site_.operation);
    if (is_hit_) note("!" + std::string(plan_.row().name));
    if (is_hit_ && plan_.row().fault == Fault::kKill) ::syscall(SYS_kill, ::getpid(), SIGKILL);
  }
  ~Turn() {
    if (counts_) plan_.mutex().unlock();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  [[nodiscard]] bool fails() const { return is_hit_ && plan_.row().error != 0; }
  template <typename Value>
  Value failed(Value value) const {
    errno = plan_.row().error;
    return value;
  }

  [[nodiscard]] std::size_t amount(std::size_t asked) const {
    return is_hit_ && plan_.row().fault == Fault::kShort ? (asked + 1) / 2 : asked;
  }

  /// Passes on what the real function gave; `data` are the bytes that were written.
  template <typename Value>
  Value done(Value value, const void* data = nullptr) {
    const int error = errno;
    const bool moves = site_.operation == Operation::kWrite || site_.operation == Operation::kCopy;
    if (!counts_ || value == Value{-1}) return value;
    if (moves) site_.length = value;
    note("");
    if (data != nullptr && plan_.records())
      plan_.write(std::string(static_cast<const char*>(data), static_cast<std::size_t>(site_.length)) + "\n");
    errno = error;
    return value;
  }
  [[nodiscard]] bool records() const { return counts_ && plan_.records(); }

 private:
  void note(const std::string& fault) const {
    plan_.write(std::to_string(number_) + '\t' + fault + '\t' + std::string(name_of(site_.operation)) + '\t' +
                site_.path + '\t' + site_.other + '\t' + std::to_string(site_.offset) + '\t' +
                std::to_string(site_.length) + '\n');
  }

  Plan& plan_ = Plan::get();
  Site site_;
  bool counts_;
  bool is_hit_ = false;
  long number_ = 0;
};

}  // namespace tarsach::testing
