// Tells that an index may have another current generation, the moment it happens: inotify(7) on the folder of the index
// for CURRENT, and on the nearest folder above it that exists for the index itself, so that an index may come later or
// be replaced as a whole. Where inotify says nothing (network file systems, other machines) somebody has to look.
//
//   CurrentWatch watch("index");
//   pollfd waiting{watch.descriptor(), POLLIN, 0};
//   if (poll(&waiting, 1, 2'000) > 0) watch.take_news();       // then look at CURRENT: this says only that it may
//   differ
#pragma once

#include <filesystem>
#include <string>

#include "searchd/listener.h"

namespace tarsach::searchd {

/// For one thread.
class CurrentWatch {
 public:
  explicit CurrentWatch(const std::filesystem::path& index);

  /// Readable when there is news. -1 where the system gives no such descriptor; poll() passes over it.
  [[nodiscard]] int descriptor() const { return inotify_.get(); }

  /// Takes what has come in, without waiting, and watches what stands there now. Whether any of it was about CURRENT.
  bool take_news();

 private:
  struct Watched {
    int number = -1;   // of inotify; -1: nothing is watched
    std::string name;  // of the entry that matters
  };

  void watch_what_is_there();
  bool watch(Watched& watched, const std::filesystem::path& folder, const std::string& name);
  [[nodiscard]] bool matters(int number, unsigned mask, const char* name) const;

  std::filesystem::path index_;
  Descriptor inotify_;
  Watched current_, above_;
};

}  // namespace tarsach::searchd
