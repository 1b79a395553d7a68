#include "query/snapshot.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/data_file.h"
#include "base/log.h"
#include "query/docid.h"
#include "schema/xapian_try.h"

namespace tarsach::query {

namespace {

// A search without them is still one.
std::shared_ptr<const text::Translations> open_translations() {
  const auto open = [](const std::filesystem::path& path) { return text::Translations::open(path); };
  auto translations = find_data_file(text::kTranslationsName).and_then(open);
  if (translations) return *translations;
  log::warning("queries are not translated: " + translations.error().message);
  return nullptr;
}

}  // namespace

Session::~Session() {
  if (!tools_) return;
  const std::lock_guard lock(snapshot_->mutex_);
  snapshot_->idle_.push_back(std::move(tools_));
}

Result<std::shared_ptr<const Snapshot>> Snapshot::open(const schema::IndexDir& index, std::uint64_t generation) {
  // The real path: a symbolic link that is switched later must not mix the files of two generations.
  std::error_code error;
  const auto folder = std::filesystem::canonical(index.generation_path(generation), error);
  if (error) return fail(ErrorCode::kUnavailable, index.generation_path(generation).string() + ": " + error.message());
  const std::shared_ptr<Snapshot> snapshot(new Snapshot);  // the constructor is private
  TARSACH_TRY(snapshot->manifest_, schema::read_manifest(folder));
  TARSACH_CHECK(schema::check_versions(snapshot->manifest_, text::kAnalysisVersion, index.path()));
  TARSACH_CHECK(schema::check_files(snapshot->manifest_, folder, schema::Thoroughness::kSizes));
  TARSACH_TRY(snapshot->vocabulary_, schema::load_vocabulary(folder));
  TARSACH_CHECK(snapshot->open_query_files(folder));
  snapshot->translations_ = open_translations();
  snapshot->folder_ = folder;
  TARSACH_TRY(auto tools, snapshot->make_tools());
  TARSACH_CHECK(schema::xapian_try("opening the index", [&] { snapshot->load(std::move(tools)); }));
  return snapshot;
}

/// What queries are understood with. Their sizes have been checked, so a file of the manifest is there.
Result<void> Snapshot::open_query_files(const std::filesystem::path& folder) {
  TARSACH_TRY(words_, schema::WordList::open(folder / schema::kWordsName));
  const std::filesystem::path spelling = folder / schema::kSpellingName;
  TARSACH_TRY(spelling_, schema::SpellingIndex::open(spelling));
  if (spelling_.words() != words_.size())
    return fail(ErrorCode::kBadData, spelling.string() + ": it is not that of the list of words",
                "build the index again");
  if (manifest_.lists(text::kDictionaryName)) {
    TARSACH_TRY(dictionary_, text::Dictionary::open(folder / text::kDictionaryName));
  }
  if (manifest_.lists(schema::kSuggestionsName)) {
    TARSACH_TRY(suggestions_, schema::SuggestionList::open(folder / schema::kSuggestionsName));
  }
  return {};
}

Result<std::unique_ptr<Session::Tools>> Snapshot::make_tools() const {
  TARSACH_TRY(schema::Databases databases, schema::open_shards(folder_, manifest_));
  return std::make_unique<Session::Tools>(std::move(databases), dictionary_);
}

void Snapshot::load(std::unique_ptr<Session::Tools> tools) {
  const Xapian::Database& database = tools->databases.whole;
  std::uint64_t bytes = 0;  // an article takes more than one: a forged docid must not take all memory
  for (const schema::FileEntry& file : manifest_.files) bytes += file.bytes;
  documents_ = Bitmap(std::size_t{checked_docid(database.get_lastdocid(), bytes)} + 1);
  for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document)
    documents_.set(checked_docid(*document, documents_.size()));
  columns_ = load_columns(database, documents_);
  names_ = Names(vocabulary_, tools->analyzer);
  idle_.push_back(std::move(tools));
}

Result<Session> Snapshot::session() const {
  std::unique_ptr<Session::Tools> tools;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      tools = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!tools) {
    TARSACH_TRY(tools, make_tools());
  }
  return Session(*this, std::move(tools));
}

}  // namespace tarsach::query
