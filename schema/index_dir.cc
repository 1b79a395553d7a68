#include "schema/index_dir.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <system_error>

#include "base/shell_word.h"
#include "schema/manifest.h"

namespace tarsach::schema {
namespace fs = std::filesystem;
namespace {

constexpr const char* kCurrent = "CURRENT";
constexpr const char* kLock = "LOCK";
constexpr const char* kGenerations = "generations";
constexpr std::string_view kBuilding = "building-";
constexpr std::string_view kUnfinished = ".tmp.";  // of a file: write_file_durably()
constexpr std::size_t kLeastDigits = 6;
constexpr std::size_t kMostDigits = 18;  // fits in 64 bits
constexpr std::uint64_t kMaxCurrentBytes = 256;

std::string generation_name(std::uint64_t generation) {
  std::string digits = std::to_string(generation);
  if (digits.size() < kLeastDigits) digits.insert(0, kLeastDigits - digits.size(), '0');
  return digits;
}

/// Only names that generation_name() gives.
std::optional<std::uint64_t> generation_number(const std::string& name) {
  if (name.size() < kLeastDigits || name.size() > kMostDigits) return std::nullopt;
  if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  const std::uint64_t number = std::stoull(name);
  if (number == 0 || generation_name(number) != name) return std::nullopt;
  return number;
}

tl::unexpected<Error> disk_error(const char* doing, const fs::path& path, const std::error_code& error) {
  return fail(ErrorCode::kInternal, std::string(doing) + " " + path.string() + ": " + error.message());
}

bool looks_like_an_index(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path / kCurrent, ignored) || fs::is_directory(path / kGenerations, ignored);
}

/// Durably: an index that a crash takes away as a whole was never published.
Result<void> make_folders(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return {};
  if (path.has_relative_path()) {
    TARSACH_CHECK(make_folders(path.parent_path()));
  }
  fs::create_directory(path, error);
  if (error) return disk_error("making", path, error);
  return sync_path(path.parent_path());
}

/// The system's reason why nobody here can tell what is in a folder; none if one may look.
std::error_code reason_not_to_see(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder / kCurrent, error) || error || !fs::is_directory(folder, error)) return error;
  static_cast<void>(fs::is_empty(folder, error));
  return error;
}

/// A folder that is missing, empty or an index: nothing else may be turned into one, for gc removes files in it.
Result<void> check_free(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error) || looks_like_an_index(path)) return {};
  if (const auto reason = reason_not_to_see(path)) return disk_error("reading", path, reason);
  if (fs::is_directory(path, error) && fs::is_empty(path, error) && !error) return {};
  return fail(ErrorCode::kUsage, path.string() + " is not an index, and not empty",
              "give --index a folder that is new, empty or an index");
}

std::string build_command(const fs::path& path) {
  return "tarsach-indexer build --index " + shell_word(path.string()) + " SOURCE…";
}

/// What is there instead of an index, and what to do about it.
tl::unexpected<Error> tell_what_is_there(const fs::path& path) {
  const auto told = [&](const std::string& what, const std::string& hint) {
    return fail(ErrorCode::kUnavailable, path.string() + what, hint);
  };
  const auto index = [](const fs::path& folder) { return "--index " + shell_word(folder.string()); };
  std::error_code error;
  if (!fs::exists(path, error)) {
    return fail(ErrorCode::kUnavailable, "there is no index in " + path.string(), "make one: " + build_command(path));
  }
  if (!fs::is_directory(path, error)) return told(" is a file; an index is a folder", "");
  if (const auto reason = reason_not_to_see(path))
    return told(": " + reason.message(), "check who may read the folder");
  if (fs::is_empty(path, error)) return told(" is empty, no index yet", "make one: " + build_command(path));
  if (fs::is_regular_file(path / kManifestName, error)) {
    return told(" is one generation of an index", "name the index: " + index((path / ".." / "..").lexically_normal()));
  }
  if (looks_like_an_index(path / "index"))
    return told(" is no index, but has one", "name it: " + index(path / "index"));
  return told(" is a folder, but no index", "make one in a folder of its own: " + build_command(path / "index"));
}

}  // namespace

Result<IndexDir> IndexDir::open(const fs::path& path) {
  if (!looks_like_an_index(path)) return tell_what_is_there(path);
  return IndexDir(path);
}

Result<IndexDir> IndexDir::create(const fs::path& path) {
  TARSACH_CHECK(check_free(path));
  TARSACH_CHECK(make_folders(fs::absolute(path / kGenerations).lexically_normal()));
  return IndexDir(path);
}

Result<std::uint64_t> IndexDir::current() const {
  const auto content = read_file(path_ / kCurrent, kMaxCurrentBytes);
  if (!content && content.error().code == ErrorCode::kNotFound)
    return fail(ErrorCode::kUnavailable, "nothing was published yet in " + path_.string(), build_command(path_));
  if (!content) return tl::unexpected(content.error());
  const std::string prefix = std::string(kGenerations) + "/";
  if (content->starts_with(prefix) && content->ends_with('\n'))
    if (const auto number = generation_number(content->substr(prefix.size(), content->size() - prefix.size() - 1)))
      return *number;
  return fail(ErrorCode::kBadData, (path_ / kCurrent).string() + ": expected \"generations/000001\" and a line's end",
              "choose one: tarsach-indexer rollback --index " + shell_word(path_.string()) + " --to N");
}

Result<std::vector<std::uint64_t>> IndexDir::numbers() const {
  std::vector<std::uint64_t> numbers;
  std::error_code error;
  for (fs::directory_iterator entry(path_ / kGenerations, error), end; !error && entry != end; entry.increment(error))
    if (const auto number = generation_number(entry->path().filename().string())) numbers.push_back(*number);
  if (error) return disk_error("listing", path_ / kGenerations, error);
  std::ranges::sort(numbers);
  return numbers;
}

Result<std::vector<std::uint64_t>> IndexDir::generations() const {
  TARSACH_TRY(std::vector<std::uint64_t> numbers, this->numbers());
  std::erase_if(numbers, [this](std::uint64_t number) {
    std::error_code ignored;
    return !fs::is_regular_file(generation_path(number) / kManifestName, ignored);
  });
  return numbers;
}

Result<std::uint64_t> IndexDir::next_generation() const {
  TARSACH_TRY(const std::vector<std::uint64_t> numbers, this->numbers());
  return numbers.empty() ? 1 : numbers.back() + 1;
}

fs::path IndexDir::generation_path(std::uint64_t generation) const {
  return path_ / kGenerations / generation_name(generation);
}

Result<fs::path> IndexDir::make_building_folder() const {
  const fs::path folder = path_ / (std::string(kBuilding) + std::to_string(::getpid()));
  std::error_code error;
  fs::remove_all(folder, error);
  if (!error) fs::create_directory(folder, error);
  if (error) return disk_error("making", folder, error);
  return folder;
}

Result<void> IndexDir::remove_leftovers() const {
  std::vector<fs::path> leftovers;
  std::error_code error;
  for (fs::directory_iterator entry(path_, error), end; !error && entry != end; entry.increment(error))
    if (const std::string name = entry->path().filename().string();
        name.starts_with(kBuilding) || name.find(kUnfinished) != std::string::npos)
      leftovers.push_back(entry->path());
  if (error) return disk_error("listing", path_, error);
  for (const fs::path& leftover : leftovers) {
    fs::remove_all(leftover, error);
    if (error) return disk_error("removing", leftover, error);
  }
  // Markers of retire() that are not needed any more. What is not empty may be a copy that somebody is making.
  TARSACH_TRY(std::vector<std::uint64_t> numbers, this->numbers());
  if (!numbers.empty()) numbers.pop_back();
  for (const std::uint64_t number : numbers)
    if (fs::is_directory(fs::symlink_status(generation_path(number), error)))
      fs::remove(generation_path(number), error);
  return {};
}

Result<void> IndexDir::retire(std::uint64_t generation) const {
  const fs::path aside = path_ / (std::string(kBuilding) + "retired-" + generation_name(generation));
  TARSACH_TRY(const std::uint64_t next, next_generation());
  std::error_code error;
  // An empty folder remembers the number: a reader that served it would take another one of that number for the same.
  if (generation + 1 == next) fs::create_directory(generation_path(next), error);
  if (!error) fs::rename(generation_path(generation), aside, error);
  if (error) return disk_error("removing", generation_path(generation), error);
  TARSACH_CHECK(sync_path(path_ / kGenerations));  // else a crash might bring back the folder, without its files
  fs::remove_all(aside, error);
  if (error) return disk_error("removing", aside, error);
  return {};
}

Result<void> IndexDir::set_current(std::uint64_t generation) const {
  std::error_code error;
  if (!fs::is_regular_file(generation_path(generation) / kManifestName, error))
    return fail(ErrorCode::kNotFound, "no generation " + std::to_string(generation) + " in " + path_.string(),
                "tarsach-indexer status --index " + shell_word(path_.string()) + " lists them");
  const std::string content = std::string(kGenerations) + "/" + generation_name(generation) + "\n";
  const auto written = write_file_durably(path_ / kCurrent, content);
  if (written || read_file(path_ / kCurrent, kMaxCurrentBytes).value_or("") != content) return written;
  return fail(written.error().code,
              "generation " + std::to_string(generation) +
                  " is current, but a crash of the machine may undo it: " + written.error().message,
              written.error().hint);
}

Result<FileLock> IndexDir::lock() const { return FileLock::acquire(path_ / kLock); }

}  // namespace tarsach::schema
