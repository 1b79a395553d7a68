// Writes the file of schema/posting_file.h, term by term.
//
//   PostingWriter writer(sink);                                      // takes the bytes, piece by piece
//   TARSACH_CHECK(writer.add("варна", postings));                    // terms ascend
//   TARSACH_CHECK(writer.finish());
//
//   TARSACH_CHECK(encode_postings(open_databases(paths), sink));     // all words of finished databases
//
// The same documents under the same numbers always give the same bytes, in however many shards they stand. Memory: the
// terms, about 15 bytes each, and the longest list, about 10 bytes a posting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "schema/databases.h"
#include "schema/posting_file.h"

namespace tarsach::schema {

/// Where bytes go, one behind the other.
using ByteSink = std::function<Result<void>(std::string_view)>;

/// One thread.
class PostingWriter {
 public:
  explicit PostingWriter(ByteSink sink) : sink_(std::move(sink)) {}

  /// A term is greater than that of the last call; postings as for append_posting_list(), at least one. kBadData when
  /// there are more terms than the file has room for.
  [[nodiscard]] Result<void> add(std::string_view term, std::span<const Posting> postings);
  [[nodiscard]] Result<void> finish();

 private:
  [[nodiscard]] Result<void> begin();
  void add_term(std::string_view term, std::span<const Posting> postings, std::size_t list_bytes);

  ByteSink sink_;
  bool has_begun_ = false;
  PostingFileTrailer trailer_;
  std::string last_term_, terms_, list_;
  std::vector<std::uint32_t> starts_;
};

/// Throws Xapian::Error.
[[nodiscard]] Result<void> encode_postings(const Databases& databases, const ByteSink& sink);

}  // namespace tarsach::schema
