// Articles and indexes for the tests of this room.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "corpus/article.h"
#include "indexer/builder.h"
#include "indexer/publisher.h"
#include "schema/index_dir.h"
#include "schema/record.h"
#include "tests/support/temporary.h"

namespace tarsach::indexer {

/// A line of JSON Lines.
[[nodiscard]] std::string article_line(const std::string& id, const std::string& title, const std::string& body);
/// Lines of articles a0, a1, … of which each has a word of its own.
[[nodiscard]] std::string article_lines(int count);

/// All that is stored of an article, one thing behind the other.
[[nodiscard]] std::string text_of(const schema::RecordView& record);
/// The ids of all documents in the order of the documents.
[[nodiscard]] std::vector<std::string> ids_in_order(std::span<const std::filesystem::path> databases);

/// A folder with an index, and articles beside it.
class Workplace {
 public:
  Workplace();

  [[nodiscard]] const schema::IndexDir& index() const { return index_; }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] std::vector<std::filesystem::path> databases(std::uint64_t generation) const;
  /// Writes a file beside the index; its path is a source.
  std::string write(const std::string& name, const std::string& content) const;

  /// As the program does it, in silence: lock, leftovers, build, publish.
  Result<Outcome> build(const std::vector<std::string>& sources, const Publication& wishes = {}) const;

 private:
  testing::TemporaryFolder folder_;
  schema::IndexDir index_;
};

}  // namespace tarsach::indexer
