// An index on disk is a folder of generations, of which one is current:
//
//   INDEX/CURRENT                    "generations/000042\n", switched by write-sync-rename
//   INDEX/LOCK                       held by the one writer
//   INDEX/generations/000042/        never changes once published
//       manifest.json events.json topics.json
//       db/ (Xapian; of several shards: db-0/ db-1/ …, see schema/shards.h)
//       bulgarian.dictionary words spelling suggestions columns
//   INDEX/building-*/                work in progress; left behind only by a crash, removed by the next writer
//
//   TARSACH_TRY(const IndexDir index, IndexDir::open("/var/lib/tarsach"));
//   TARSACH_TRY(const std::uint64_t generation, index.current());
//   TARSACH_TRY(const Manifest manifest, read_manifest(index.generation_path(generation)));
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace tarsach::schema {

// Names within the folder of a generation.
inline constexpr const char* kWordsName = "words";              // schema/word_list.h
inline constexpr const char* kSpellingName = "spelling";        // schema/spelling_index.h
inline constexpr const char* kSuggestionsName = "suggestions";  // schema/suggestion_list.h
inline constexpr const char* kColumnsName = "columns";          // schema/column_file.h
inline constexpr const char* kRecordsName = "records";          // schema/record_file.h
inline constexpr const char* kForwardName = "forward";          // schema/forward_document.h
inline constexpr const char* kPostingsName = "postings";        // schema/posting_file.h

class IndexDir {
 public:
  /// Of an existing index; kUnavailable with a hint if there is none.
  [[nodiscard]] static Result<IndexDir> open(const std::filesystem::path& path);
  /// Opens it or makes it. kUsage for a folder that holds something else.
  [[nodiscard]] static Result<IndexDir> create(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// The number that CURRENT names. kUnavailable if nothing was published yet.
  [[nodiscard]] Result<std::uint64_t> current() const;
  /// Generations with a manifest, oldest first.
  [[nodiscard]] Result<std::vector<std::uint64_t>> generations() const;
  /// One above every number in use, be it of a generation or of the remains of one.
  [[nodiscard]] Result<std::uint64_t> next_generation() const;
  [[nodiscard]] std::filesystem::path generation_path(std::uint64_t generation) const;

  /// Where the next generation is built: a fresh folder inside the index. The caller holds the lock.
  [[nodiscard]] Result<std::filesystem::path> make_building_folder() const;
  /// Removes what crashed writers left. The caller holds the lock.
  [[nodiscard]] Result<void> remove_leftovers() const;

  /// Removes a generation. It vanishes at once (it is renamed to a leftover first), so a crash leaves no half of one.
  /// The caller holds the lock and has made sure that it is not the current one.
  [[nodiscard]] Result<void> retire(std::uint64_t generation) const;

  /// Switches CURRENT durably. The generation must exist.
  [[nodiscard]] Result<void> set_current(std::uint64_t generation) const;

  /// The one writer's lock: kLocked, with the holder's process id, when another one has it.
  [[nodiscard]] Result<FileLock> lock() const;

 private:
  explicit IndexDir(std::filesystem::path path) : path_(std::move(path)) {}
  [[nodiscard]] Result<std::vector<std::uint64_t>> numbers() const;  // of everything in generations/, sorted
  std::filesystem::path path_;
};

}  // namespace tarsach::schema
