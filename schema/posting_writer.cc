#include "schema/posting_writer.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "schema/fields.h"
#include "schema/shards.h"
#include "schema/varint.h"

namespace tarsach::schema {
namespace {

/// On disk: behind the terms the numbers are aligned.
constexpr std::size_t kAlignment = sizeof(std::uint64_t);

/// Docids are below one that is a number of 32 bits too.
constexpr std::uint32_t kNoRoomBehind = std::numeric_limits<std::uint32_t>::max();

template <typename Struct>
std::string_view bytes_of(const Struct& numbers) {
  return {reinterpret_cast<const char*>(&numbers), sizeof numbers};
}

void pad(std::string& bytes, std::uint64_t before) {
  const std::uint64_t over = (before + bytes.size()) % kAlignment;
  if (over != 0) bytes.append(kAlignment - over, '\0');
}

/// Terms of all other fields are filters: columns tell who has them.
bool is_word(std::string_view term) {
  return std::ranges::none_of(
      kFields, [&](const FieldRow& row) { return row.kind != FieldKind::kWords && term.starts_with(row.prefix); });
}

/// Goes through the terms of all shards at once.
class Source {
 public:
  explicit Source(const Databases& databases) : shards_(databases.shards) {
    for (const Xapian::Database& shard : shards_) at_.emplace_back(shard.allterms_begin(), shard.allterms_end());
  }

  /// The next word and its postings; false behind the last one.
  bool next() {
    term_.clear();
    for (auto& [at, end] : at_) {
      while (at != end && !is_word(*at)) ++at;
      if (at != end && (term_.empty() || *at < term_)) term_ = *at;
    }
    if (term_.empty()) return false;
    postings_.clear();
    for (std::size_t shard = 0; shard < shards_.size(); ++shard) {
      auto& [at, end] = at_[shard];
      if (at == end || *at != term_) continue;
      read(shard);
      ++at;
    }
    order();
    return true;
  }

  [[nodiscard]] const std::string& term() const { return term_; }
  [[nodiscard]] std::span<const Posting> postings() const { return postings_; }

 private:
  void read(std::size_t shard) {
    const auto end = shards_[shard].postlist_end(term_);
    for (auto at = shards_[shard].postlist_begin(term_); at != end; ++at) {
      const Posting posting{docid_of({shard, *at}, shards_.size()), at.get_wdf()};
      if (posting.times == 0 || posting.times > kMaxTimes || posting.document == kNoRoomBehind)
        throw Xapian::DatabaseCorruptError("a word that a document can not have");
      postings_.push_back(posting);
    }
  }

  void order() {
    const auto comes_before = [](const Posting& a, const Posting& b) { return a.document < b.document; };
    if (shards_.size() > 1) std::ranges::sort(postings_, comes_before);
    const auto not_before = [&](const Posting& a, const Posting& b) { return !comes_before(a, b); };
    if (std::ranges::adjacent_find(postings_, not_before) != postings_.end())
      throw Xapian::DatabaseCorruptError("a document that comes twice");
  }

  const std::vector<Xapian::Database>& shards_;
  std::vector<std::pair<Xapian::TermIterator, Xapian::TermIterator>> at_;  // and the end of each
  std::string term_;
  std::vector<Posting> postings_;
};

}  // namespace

Result<void> PostingWriter::begin() {
  has_begun_ = true;
  return sink_(bytes_of(PostingFileHeader()));
}

Result<void> PostingWriter::add(std::string_view term, std::span<const Posting> postings) {
  assert(term > last_term_ && term.size() <= std::numeric_limits<std::uint8_t>::max() && !postings.empty());
  constexpr std::size_t kRoom = 1024;  // for a term
  if (terms_.size() > std::numeric_limits<std::uint32_t>::max() - kRoom)
    return fail(ErrorCode::kBadData, "there are too many different words", "use fewer sources for one index");
  if (!has_begun_) TARSACH_CHECK(begin());
  list_.clear();
  append_posting_list(postings, list_);
  add_term(term, postings, list_.size());
  trailer_.list_bytes += list_.size();
  return sink_(list_);
}

void PostingWriter::add_term(std::string_view term, std::span<const Posting> postings, std::size_t list_bytes) {
  if (trailer_.terms++ % kTermsInBlock == 0) {
    starts_.push_back(static_cast<std::uint32_t>(terms_.size()));
    terms_ += bytes_of(trailer_.list_bytes);
    last_term_.clear();
  }
  const auto differ = std::mismatch(term.begin(), term.end(), last_term_.begin(), last_term_.end());
  const auto shared = static_cast<std::size_t>(differ.first - term.begin());
  terms_ += static_cast<char>(shared);
  terms_ += static_cast<char>(term.size() - shared);
  terms_ += term.substr(shared);
  std::uint64_t occurrences = 0;
  for (const Posting& posting : postings) occurrences += posting.times;
  for (const std::uint64_t number : {std::uint64_t{postings.size()}, occurrences - postings.size(), list_bytes})
    append_varint(terms_, number);
  last_term_ = term;
  trailer_.postings += postings.size();
  trailer_.occurrences += occurrences;
  trailer_.size = std::max(trailer_.size, postings.back().document + 1);
}

Result<void> PostingWriter::finish() {
  if (!has_begun_) TARSACH_CHECK(begin());
  trailer_.term_bytes = static_cast<std::uint32_t>(terms_.size());
  pad(terms_, sizeof(PostingFileHeader) + trailer_.list_bytes);
  terms_.append(reinterpret_cast<const char*>(starts_.data()), starts_.size() * sizeof(std::uint32_t));
  pad(terms_, sizeof(PostingFileHeader) + trailer_.list_bytes);
  terms_ += bytes_of(trailer_);
  return sink_(terms_);
}

Result<void> encode_postings(const Databases& databases, const ByteSink& sink) {
  PostingWriter writer(sink);
  for (Source source(databases); source.next();) TARSACH_CHECK(writer.add(source.term(), source.postings()));
  return writer.finish();
}

}  // namespace tarsach::schema
