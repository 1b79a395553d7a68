#include "base/line_writer.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>
#include <thread>
#include <utility>

namespace tarsach {

/// Signals are for the program's own threads: this one may be there before these have blocked them.
void LineWriter::start() {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread([self = shared_from_this()] { self->run(); }).detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void LineWriter::push(std::string line) {
  {
    const std::lock_guard lock(mutex_);
    if (bytes_ + line.size() > kMostBytes) {
      ++dropped_;
      return;
    }
    bytes_ += line.size();
    lines_.push_back(std::move(line));
  }
  pushed_.notify_one();
}

bool LineWriter::stop(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  pushed_.notify_one();
  return emptied_.wait_for(lock, patience, [this] { return bytes_ == 0; });
}

std::uint64_t LineWriter::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void LineWriter::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    pushed_.wait(lock, [this] { return stopping_ || !lines_.empty(); });
    if (lines_.empty()) return;
    while (!lines_.empty()) {
      const Batch batch = take_batch();
      lock.unlock();
      const bool written = write_all(batch.text);
      lock.lock();
      if (!written) dropped_ += batch.lines;
      bytes_ -= batch.text.size();
    }
    emptied_.notify_all();
    if (stopping_) continue;
    lock.unlock();
    std::this_thread::sleep_for(kGatherTime);
    lock.lock();
  }
}

/// The first line, and those behind it that fit.
LineWriter::Batch LineWriter::take_batch() {
  Batch batch;
  do {
    batch.text += lines_.front();
    ++batch.lines;
    lines_.pop_front();
  } while (!lines_.empty() && batch.text.size() + lines_.front().size() <= kMostTogether);
  return batch;
}

/// False when the descriptor does not take it: nobody reads any more, it is closed, the disk is full. A line that has
/// begun is never given up for slowness: what follows would be glued to it.
bool LineWriter::write_all(const std::string& text) {
  for (std::string_view rest = text; !rest.empty();) {
    const auto bytes = ::write(descriptor_, rest.data(), rest.size());
    if (bytes >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(bytes));
    } else if (errno == EAGAIN) {  // somebody else has made it non-blocking
      pollfd ready{descriptor_, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

}  // namespace tarsach
