#include "indexer/replica_copy.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "indexer/replica.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
using schema::FileEntry;
using schema::Manifest;
namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;

tl::unexpected<Error> disk_error(const char* doing, const fs::path& path, const std::string& reason) {
  return fail(ErrorCode::kInternal, std::string(doing) + " " + path.string() + ": " + reason);
}

/// Lets no more than so many bytes a second through, on average.
class Pace {
 public:
  explicit Pace(std::uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  void passed(std::uint64_t bytes) {
    bytes_ += bytes;
    if (bytes_per_second_ == 0) return;
    const std::chrono::duration<double> due(static_cast<double>(bytes_) / static_cast<double>(bytes_per_second_));
    std::this_thread::sleep_until(start_ + std::chrono::duration_cast<Clock::duration>(due));
  }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  using Clock = std::chrono::steady_clock;
  const std::uint64_t bytes_per_second_;
  const Clock::time_point start_ = Clock::now();
  std::uint64_t bytes_ = 0;
};

class Copier {
 public:
  explicit Copier(const Copy& copy) : copy_(copy), pace_(copy.bytes_per_second) {}

  Result<Copied> run() {
    TARSACH_CHECK(clear());
    read_others();
    for (const FileEntry& file : copy_.manifest.files) {
      TARSACH_CHECK(bring(file));
    }
    TARSACH_CHECK(copy_bytes(schema::kManifestName));
    copied_.bytes = pace_.bytes();
    return copied_;
  }

 private:
  struct Other {
    fs::path folder;
    std::vector<FileEntry> files;
  };

  /// Whatever is no file of the manifest is a remainder of something else.
  Result<void> clear() {
    std::set<std::string> listed;
    for (const FileEntry& file : copy_.manifest.files) listed.insert(file.name);
    std::vector<fs::path> strangers;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(copy_.to, error), end; !error && entry != end; entry.increment(error)) {
      const fs::file_status status = entry->symlink_status(error);
      const std::string name = entry->path().lexically_relative(copy_.to).generic_string();
      if (!fs::is_directory(status) && !(fs::is_regular_file(status) && listed.contains(name)))
        strangers.push_back(entry->path());
    }
    for (const fs::path& path : strangers)
      if (!error) fs::remove(path, error);
    if (error) return disk_error("clearing", copy_.to, error.message());
    return {};
  }

  void read_others() {
    for (const fs::path& folder : copy_.others)
      if (auto manifest = schema::read_manifest(folder)) others_.push_back({folder, std::move(manifest->files)});
  }

  Result<void> bring(const FileEntry& file) {
    const fs::path target = copy_.to / file.name;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    if (error) return disk_error("making", target.parent_path(), error.message());
    const bool was_there = fs::exists(target, error);
    if (was_there && is_whole(file)) {
      ++copied_.resumed;
      return {};
    }
    fs::remove(target, error);
    // What was there and wrong may have been a link to a file that is damaged: that one is copied.
    if (!was_there && link(file)) {
      ++copied_.linked;
      return {};
    }
    return copy_bytes(file.name);
  }

  [[nodiscard]] bool is_whole(const FileEntry& file) const {
    Manifest one;
    one.files = {file};
    return schema::check_files(one, copy_.to, schema::Thoroughness::kChecksums).has_value();
  }

  [[nodiscard]] bool link(const FileEntry& file) const {
    return std::ranges::any_of(others_, [&](const Other& other) {
      const bool has_it = std::ranges::any_of(other.files, [&](const FileEntry& its) {
        return its.name == file.name && its.bytes == file.bytes && its.crc32 == file.crc32;
      });
      std::error_code error;
      if (has_it) fs::create_hard_link(other.folder / file.name, copy_.to / file.name, error);
      return has_it && !error;
    });
  }

  Result<void> copy_bytes(const std::string& name) {
    std::ifstream from(copy_.from / name, std::ios::binary);
    if (!from) return disk_error("reading", copy_.from / name, "it cannot be opened; was the generation removed?");
    std::ofstream to(copy_.to / name, std::ios::binary | std::ios::trunc);
    std::vector<char> block(kBlockBytes);
    while (to && (from.read(block.data(), static_cast<std::streamsize>(block.size())), from.gcount() > 0)) {
      to.write(block.data(), from.gcount());
      pace_.passed(static_cast<std::uint64_t>(from.gcount()));
    }
    if (from.bad()) return disk_error("reading", copy_.from / name, "the disk failed");
    to.close();
    if (!to) return disk_error("writing", copy_.to / name, "is the disk full?");
    return {};
  }

  const Copy& copy_;
  Pace pace_;
  Copied copied_;
  std::vector<Other> others_;
};

}  // namespace

Result<Copied> copy_generation(const Copy& copy) { return Copier(copy).run(); }

}  // namespace tarsach::indexer
