// An index for tests, written here and not by the indexer: what the query room reads, as schema/fields.h tells it.
//
//   TestIndex index;
//   index.add({.id = "a", .title = "Клъстерна среща", .body = "…", .events = {"varna-2018"}});
//   auto engine = index.publish_and_open();
#pragma once

// Records name the members that matter to a test.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#include <gtest/gtest.h>
#include <xapian.h>

#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "query/engine.h"
#include "query/snapshot.h"
#include "schema/blob_file.h"
#include "schema/column_writer.h"
#include "schema/databases.h"
#include "schema/forward_document.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "schema/posting_writer.h"
#include "schema/record.h"
#include "schema/record_file.h"
#include "schema/shards.h"
#include "schema/spelling_index.h"
#include "schema/suggestion_writer.h"
#include "schema/terms.h"
#include "schema/title_length.h"
#include "schema/vocabulary.h"
#include "schema/word_list.h"
#include "tests/query/forward_words.h"
#include "tests/support/temporary.h"
#include "text/analyzer.h"
#include "text/dictionary.h"

namespace tarsach::query {

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  return std::move(*result);
}
inline void value_of(const Result<void>& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
}

class TestIndex {
 public:
  TestIndex() : index_(value_of(schema::IndexDir::create(folder_.path() / "index"))) {}

  void add(const schema::Record& record) { records_.push_back(record); }
  void clear() { records_.clear(); }
  schema::Vocabulary& vocabulary() { return vocabulary_; }
  /// Later generations are analysed with this dictionary, and have a copy of it.
  void use_dictionary(const std::filesystem::path& path) {
    dictionary_ = path;
    analyzer_ = text::Analyzer(value_of(text::Dictionary::open(path)));
  }
  /// Of later generations. Where it is missing, the databases are read.
  enum class PostingFile : std::uint8_t { kWritten, kMissing };
  void use_posting_file(PostingFile file) { posting_file_ = file; }
  /// Of later generations.
  void use_shards(std::size_t shards) { shards_ = shards; }
  [[nodiscard]] const std::filesystem::path& path() const { return index_.path(); }
  [[nodiscard]] const std::vector<schema::Record>& records() const { return records_; }

  /// Writes a new generation and makes it the current one.
  std::uint64_t publish() {
    const std::uint64_t generation = ++generation_;
    const auto path = index_.generation_path(generation);
    std::filesystem::create_directories(path);
    const auto databases = schema::database_paths(path, shards_);
    write(databases);
    value_of(schema::save_vocabulary(vocabulary_, path));
    const std::string list = schema::encode_words(words());
    std::ofstream(path / schema::kWordsName, std::ios::binary) << list;
    std::ofstream(path / schema::kSpellingName, std::ios::binary)
        << schema::encode_spelling(value_of(schema::WordList::parse(list)));
    std::ofstream(path / schema::kSuggestionsName, std::ios::binary) << suggestions();
    std::ofstream(path / schema::kColumnsName, std::ios::binary)
        << schema::encode_columns(schema::open_databases(databases));
    write_document_files(path);
    if (posting_file_ == PostingFile::kWritten) write_postings(path / schema::kPostingsName, databases);
    if (!dictionary_.empty()) std::filesystem::copy_file(dictionary_, path / text::kDictionaryName);
    schema::Manifest manifest;
    manifest.analysis_version = text::kAnalysisVersion;
    manifest.generation = generation;
    manifest.built_at = "2026-01-01T00:00:00Z";
    manifest.built_by = "test";
    manifest.documents = records_.size();
    manifest.shards = schema::describe_shards(schema::open_databases(databases));
    manifest.files = value_of(schema::list_files(path));
    value_of(schema::write_manifest(manifest, path));
    value_of(index_.set_current(generation));
    return generation;
  }

  std::unique_ptr<Engine> publish_and_open() {
    publish();
    return value_of(Engine::open(path()));
  }

  std::shared_ptr<const Snapshot> publish_and_open_snapshot() { return value_of(Snapshot::open(index_, publish())); }

 private:
  void write(const std::vector<std::filesystem::path>& paths) {
    for (std::size_t shard = 0; shard < paths.size(); ++shard) {
      Xapian::WritableDatabase database(paths[shard].string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
      for (std::size_t i = shard; i < records_.size(); i += paths.size())
        database.add_document(document_of(records_[i]));
      database.commit();
    }
  }

  static void write_postings(const std::filesystem::path& path, const std::vector<std::filesystem::path>& databases) {
    std::ofstream file(path, std::ios::binary);
    const auto append = [&](std::string_view bytes) -> Result<void> {
      file << bytes;
      return {};
    };
    value_of(schema::encode_postings(schema::open_databases(databases), append));
  }

  Xapian::Document document_of(const schema::Record& record) {
    using schema::Field;
    Xapian::Document document;
    std::size_t title_length = 0;
    for (const text::Word& word : analyzer_.analyze(record.title)) {
      if (word.kind != text::WordKind::kWhole && !word.lexeme->stop_word) ++title_length;
      for (const std::string& lemma : word.lexeme->lemmas) {
        document.add_term(schema::term(Field::kText, lemma));
        document.add_term(schema::term(Field::kTitle, lemma));
      }
    }
    if (title_length > 0) document.add_value(schema::kTitleLengthSlot, schema::pack_title_length(title_length));
    for (const text::Word& word : analyzer_.analyze(record.body))
      for (const std::string& lemma : word.lexeme->lemmas) document.add_term(schema::term(Field::kText, lemma));
    add_values(document, Field::kEvent, record.events);
    add_values(document, Field::kTopic, record.topics);
    if (record.date.known()) add_values(document, Field::kYear, {std::to_string(record.date.year)});
    add_values(document, Field::kLanguage, {record.language});
    document.add_value(row(Field::kDate).slot, schema::pack_date(record.date));
    document.add_boolean_term(schema::term(Field::kId, record.id));
    return document;
  }

  void write_document_files(const std::filesystem::path& path) {
    auto forward = value_of(schema::BlobWriter::create(path / schema::kForwardName, schema::kForwardBlobs));
    auto records = value_of(schema::BlobWriter::create(path / schema::kRecordsName, schema::kRecordBlobs));
    schema::RecordCompressor compressor{{}};
    std::uint32_t docid = 0;
    for (const schema::Record& record : records_) {
      const auto words = forward_words(record.title, record.body, analyzer_);
      value_of(forward.add(++docid, schema::pack_forward_document(words)));
      value_of(records.add(docid, compressor.compress(record)));
    }
    value_of(forward.finish());
    value_of(records.finish());
  }

  /// As the indexer gathers them, but that no word is a name.
  std::vector<schema::IndexWord> words() {
    std::map<std::string, std::set<std::string>> ids;
    for (const schema::Record& record : records_)
      for (const text::Word& word : analyzer_.analyze(std::string(record.title) + "\n" + std::string(record.body)))
        if (word.lexeme->script == text::Script::kCyrillic || word.lexeme->script == text::Script::kLatin)
          ids[word.lexeme->form].insert(std::string(record.id));
    std::vector<schema::IndexWord> words;
    for (const auto& [form, with] : ids) words.push_back({form, static_cast<std::uint32_t>(with.size()), 0});
    return words;
  }

  /// The titles alone.
  std::string suggestions() {
    schema::SuggestionWriter writer;
    for (const schema::Record& record : records_) {
      std::vector<schema::SuggestionWord> words;
      for (const text::Word& word : analyzer_.analyze(record.title))
        if (!word.lexeme->stop_word) words.push_back({word.lexeme->form, word.lexeme->lemmas});
      writer.add({schema::SuggestionKind::kTitle, 1, std::string(record.title), {}}, words);
    }
    return std::move(writer).encode();
  }

  static void add_values(Xapian::Document& document, schema::Field field, const std::vector<std::string>& values) {
    for (const std::string& value : values) document.add_boolean_term(schema::term(field, value));
    if (!values.empty()) document.add_value(row(field).slot, schema::pack_values(values));
  }

  testing::TemporaryFolder folder_;
  schema::IndexDir index_;
  schema::Vocabulary vocabulary_;
  std::vector<schema::Record> records_;
  std::filesystem::path dictionary_;  // empty: none
  text::Analyzer analyzer_;
  std::uint64_t generation_ = 0;
  std::size_t shards_ = 1;
  PostingFile posting_file_ = PostingFile::kWritten;
};

/// Ids of the hits, in their order, separated by spaces.
inline std::string ids(const Response& response) {
  std::string ids;
  for (const Hit& hit : response.hits) ids += (ids.empty() ? "" : " ") + hit.id;
  return ids;
}

inline std::string ids(const Engine& engine, Request request) {
  const auto response = engine.search(request, Deadline::never());
  return response ? ids(*response) : describe(response.error());
}
inline std::string ids(const Engine& engine, const std::string& query) { return ids(engine, Request{.query = query}); }

inline schema::Date day(int year, int month = 0, int number = 0) {
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(number)};
}

}  // namespace tarsach::query
