// One generation of an index, opened: checked, with its labels in memory, its columns, words, dictionary and forward
// index mapped, and with a pool of handles to its database. Nothing in it ever changes, so any number of requests may
// hold it while a newer one takes over.
//
//   TARSACH_TRY(auto snapshot, Snapshot::open(index_dir, generation));
//   TARSACH_TRY(Session session, snapshot->session());       // one a request; goes back to the pool by itself
#pragma once

#include <xapian.h>

#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "query/analyzer_pool.h"
#include "query/bitmap.h"
#include "query/columns.h"
#include "query/names.h"
#include "query/postings.h"
#include "query/saturation.h"
#include "schema/blob_file.h"
#include "schema/column_file.h"
#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "schema/posting_file.h"
#include "schema/record.h"
#include "schema/record_file.h"
#include "schema/spelling_index.h"
#include "schema/suggestion_list.h"
#include "schema/vocabulary.h"
#include "schema/word_list.h"
#include "text/analyzer.h"
#include "text/dictionary.h"
#include "text/translations.h"

namespace tarsach::query {

class Snapshot;

/// What one thread works with: a Xapian::Database must not be shared between threads, nor may an Analyzer.
class Session {
 public:
  Session(Session&&) noexcept = default;
  Session& operator=(Session&&) noexcept = delete;
  ~Session();
  /// It does not go back to the pool, nor does any session stay there: a connection to another host was lost, and one
  /// that was waited for too long would give the late answer to the next question.
  void discard();
  [[nodiscard]] bool has_remote_shards() const { return !tools_->databases.remote.shards.empty(); }
  /// Whether another request had it before.
  [[nodiscard]] bool is_used() const { return is_used_; }

  [[nodiscard]] const Snapshot& snapshot() const { return *snapshot_; }
  [[nodiscard]] const Xapian::Database& database() const { return tools_->databases.whole; }
  /// What it consists of; numbers of documents: schema/shards.h.
  [[nodiscard]] const std::vector<Xapian::Database>& shards() const { return tools_->databases.shards; }
  [[nodiscard]] text::Analyzer& analyzer() { return *analyzer_; }
  /// Articles that are going to be read soon.
  void expect(std::uint32_t document) const { tools_->records.expect(document); }
  /// What is stored of an article, until the next one is read; without its body in a fraction of the time
  /// (schema/record_file.h). kBadData for one that there is not, or that was damaged.
  [[nodiscard]] Result<schema::RecordView> record(std::uint32_t document) { return tools_->records.read(document); }
  [[nodiscard]] Result<schema::FactsView> facts(std::uint32_t document) { return tools_->records.read_facts(document); }
  /// What this request has read.
  [[nodiscard]] Postings& postings() const { return postings_; }

 private:
  friend class Snapshot;
  struct Tools {
    Tools(schema::Databases opened, const schema::RecordFile& record_file)
        : databases(std::move(opened)), records(record_file) {}
    schema::Databases databases;
    schema::RecordReader records;
  };
  enum class Tried : std::uint8_t { kNew, kUsed };
  Session(const Snapshot& snapshot, std::unique_ptr<Tools> tools, Tried tried);

  const Snapshot* snapshot_;  // outlives the session: the request holds both
  std::unique_ptr<Tools> tools_;
  LentAnalyzer analyzer_;
  mutable Postings postings_;
  bool is_used_;
};

class Snapshot {
 public:
  /// kBadData, with what to do, for a generation of another version, with a file missing or cut short, or corrupt.
  /// kUnavailable if another host does not answer or serves something else. With the same dictionary as the one before
  /// it goes on with its analyzers.
  [[nodiscard]] static Result<std::shared_ptr<const Snapshot>> open(const schema::IndexDir& index,
                                                                    std::uint64_t generation,
                                                                    const schema::RemoteShards& remote = {},
                                                                    const Snapshot* before = nullptr);

  [[nodiscard]] const schema::Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const schema::Vocabulary& vocabulary() const { return vocabulary_; }
  /// The words of its articles.
  [[nodiscard]] const schema::WordList& words() const { return words_; }
  /// Where words are found that differ from one by a slip or two.
  [[nodiscard]] const schema::SpellingIndex& spelling() const { return spelling_; }
  /// What its articles were analysed with, and so are queries: its own copy. nullptr: rules alone decide.
  [[nodiscard]] const std::shared_ptr<const text::Dictionary>& dictionary() const { return analyzers_->dictionary(); }
  [[nodiscard]] const Names& names() const { return names_; }
  /// Those that stand beside the program; nullptr if there are none.
  [[nodiscard]] const std::shared_ptr<const text::Translations>& translations() const { return translations_; }
  [[nodiscard]] const Columns& columns() const { return columns_; }
  /// Where words stand in each article: schema/forward_document.h.
  [[nodiscard]] const schema::BlobFile& forward() const { return forward_; }
  /// Which articles have each word; nullptr: the databases are to be asked, for shards stand on other hosts.
  [[nodiscard]] const schema::PostingFile* postings() const { return has_postings_ ? &postings_ : nullptr; }
  /// How often a word has to be in an article of each length.
  [[nodiscard]] const HalfSaturations& half_saturations() const { return half_saturations_; }
  /// Empty for a generation that was published without them.
  [[nodiscard]] const schema::SuggestionList& suggestions() const { return suggestions_; }
  /// Of the articles, in words.
  [[nodiscard]] double average_length() const { return average_length_; }
  /// All docids that exist.
  [[nodiscard]] const Bitmap& documents() const { return documents_; }

  [[nodiscard]] Result<Session> session() const;

 private:
  friend class Session;
  Snapshot() = default;
  [[nodiscard]] Result<void> open_query_files(const std::filesystem::path& folder);
  [[nodiscard]] Result<void> open_dictionary(const std::filesystem::path& folder, const Snapshot* before);
  [[nodiscard]] Result<void> open_columns(const Session::Tools& tools);
  [[nodiscard]] Result<void> open_postings();
  [[nodiscard]] Result<std::unique_ptr<Session::Tools>> make_tools() const;

  std::filesystem::path folder_;
  schema::RemoteShards remote_;
  schema::Manifest manifest_;
  schema::Vocabulary vocabulary_;
  schema::WordList words_;
  schema::SpellingIndex spelling_;
  std::shared_ptr<AnalyzerPool> analyzers_;
  Names names_;
  std::shared_ptr<const text::Translations> translations_;
  schema::ColumnFile column_file_;
  Bitmap documents_;
  Columns columns_;  // views of the file
  schema::BlobFile forward_;
  schema::RecordFile records_;
  schema::PostingFile postings_;
  bool has_postings_ = false;
  double average_length_ = 0;
  HalfSaturations half_saturations_;
  schema::SuggestionList suggestions_;
  mutable std::mutex mutex_;  // guards idle_ only
  mutable std::vector<std::unique_ptr<Session::Tools>> idle_;
};

}  // namespace tarsach::query
