#include "searchd/current_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <system_error>

namespace tarsach::searchd {
namespace fs = std::filesystem;
namespace {

constexpr const char* kCurrent = "CURRENT";

// An entry that was moved to its place or written where it stands; a folder that was made; the folder itself gone.
constexpr std::uint32_t kNews = IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF;

fs::path whole_path(const fs::path& path) {
  std::error_code error;
  auto whole = fs::absolute(path, error).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();  // "index/"
}

}  // namespace

CurrentWatch::CurrentWatch(const fs::path& index)
    : index_(whole_path(index)), inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  watch_what_is_there();
}

bool CurrentWatch::take_news() {
  bool news = false;
  alignas(inotify_event) std::array<char, 4'096> events;
  for (ssize_t bytes = 0; (bytes = read(inotify_.get(), events.data(), events.size())) > 0;) {
    for (ssize_t at = 0; at < bytes;) {
      inotify_event event;
      std::memcpy(&event, events.data() + at, sizeof event);
      const char* name = event.len > 0 ? events.data() + at + sizeof event : "";
      news = matters(event.wd, event.mask, name) || news;
      at += static_cast<ssize_t>(sizeof event + event.len);
    }
  }
  if (news) watch_what_is_there();
  return news;
}

bool CurrentWatch::matters(int number, unsigned mask, const char* name) const {
  if ((mask & IN_Q_OVERFLOW) != 0) return true;
  const bool is_itself = (mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) != 0;
  if (number == current_.number) return is_itself || current_.name == name;
  if (number == above_.number) return is_itself || above_.name == name;
  return false;  // what was watched before
}

/// From above, so that what is made meanwhile is not missed.
void CurrentWatch::watch_what_is_there() {
  for (fs::path child = index_; child.has_relative_path(); child = child.parent_path())
    if (watch(above_, child.parent_path(), child.filename())) break;
  watch(current_, index_, kCurrent);
}

/// Watching the same folder again keeps its number; another folder at the same path has another one.
bool CurrentWatch::watch(Watched& watched, const fs::path& folder, const std::string& name) {
  const std::uint32_t made = &watched == &above_ ? IN_CREATE : 0;
  const int number = inotify_add_watch(inotify_.get(), folder.c_str(), kNews | made | IN_ONLYDIR);
  if (watched.number >= 0 && watched.number != number) inotify_rm_watch(inotify_.get(), watched.number);
  watched = {number, name};
  return number >= 0;
}

}  // namespace tarsach::searchd
