#include "query/snapshot.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/data_file.h"
#include "base/log.h"
#include "schema/forward_document.h"
#include "schema/shards.h"
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

Session::Session(const Snapshot& snapshot, std::unique_ptr<Tools> tools, Tried tried)
    : snapshot_(&snapshot),
      tools_(std::move(tools)),
      analyzer_(AnalyzerPool::lend(snapshot.analyzers_)),
      postings_(tools_->databases, snapshot.postings(), snapshot.documents().size()),
      is_used_(tried == Tried::kUsed) {}

Session::~Session() {
  if (!tools_) return;
  const std::lock_guard lock(snapshot_->mutex_);
  snapshot_->idle_.push_back(std::move(tools_));
}

void Session::discard() {
  tools_.reset();
  std::vector<std::unique_ptr<Tools>> others;
  const std::lock_guard lock(snapshot_->mutex_);
  others.swap(snapshot_->idle_);
}

namespace {

/// Folders of a generation that need not be here.
std::vector<std::string> elsewhere(const std::filesystem::path& folder, std::size_t shards,
                                   const schema::RemoteShards& remote) {
  const auto paths = schema::database_paths(folder, shards);
  std::vector<std::string> folders;
  for (const schema::RemoteShard& shard : remote.shards)
    if (shard.number < shards) folders.push_back(paths[shard.number].filename().string());
  return folders;
}

Result<void> check_numbers(const schema::Manifest& manifest, const schema::RemoteShards& remote) {
  for (const schema::RemoteShard& shard : remote.shards)
    if (shard.number >= manifest.shards.size())
      return fail(ErrorCode::kUnavailable,
                  "there is no shard " + std::to_string(shard.number) + " to be found at " + shard.place() +
                      ": generation " + std::to_string(manifest.generation) + " has " +
                      std::to_string(manifest.shards.size()) + ", counted from 0",
                  "name the shards that --shards N of tarsach-indexer has made");
  return {};
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> Snapshot::open(const schema::IndexDir& index, std::uint64_t generation,
                                                       const schema::RemoteShards& remote, const Snapshot* before) {
  // The real path: a symbolic link that is switched later must not mix the files of two generations.
  std::error_code error;
  const auto folder = std::filesystem::canonical(index.generation_path(generation), error);
  if (error) return fail(ErrorCode::kUnavailable, index.generation_path(generation).string() + ": " + error.message());
  const std::shared_ptr<Snapshot> snapshot(new Snapshot);  // the constructor is private
  TARSACH_TRY(snapshot->manifest_, schema::read_manifest(folder));
  TARSACH_CHECK(schema::check_versions(snapshot->manifest_, text::kAnalysisVersion, index.path()));
  TARSACH_CHECK(check_numbers(snapshot->manifest_, remote));
  TARSACH_CHECK(schema::check_files(snapshot->manifest_, folder, schema::Thoroughness::kSizes,
                                    elsewhere(folder, snapshot->manifest_.shards.size(), remote)));
  snapshot->remote_ = remote;
  TARSACH_TRY(snapshot->vocabulary_, schema::load_vocabulary(folder));
  TARSACH_CHECK(snapshot->open_query_files(folder));
  TARSACH_CHECK(snapshot->open_dictionary(folder, before));
  snapshot->translations_ = open_translations();
  snapshot->folder_ = folder;
  TARSACH_TRY(auto tools, snapshot->make_tools());
  TARSACH_CHECK(snapshot->open_columns(*tools));
  TARSACH_CHECK(snapshot->open_postings());
  snapshot->names_ = Names(snapshot->vocabulary_, *AnalyzerPool::lend(snapshot->analyzers_));
  snapshot->idle_.push_back(std::move(tools));
  return snapshot;
}

/// What queries are understood with, and what of articles is not in the databases. Their sizes have been checked, so a
/// file of the manifest is there.
Result<void> Snapshot::open_query_files(const std::filesystem::path& folder) {
  TARSACH_TRY(forward_, schema::BlobFile::open(folder / schema::kForwardName, schema::kForwardBlobs));
  TARSACH_TRY(records_, schema::RecordFile::open(folder / schema::kRecordsName));
  TARSACH_TRY(words_, schema::WordList::open(folder / schema::kWordsName));
  const std::filesystem::path spelling = folder / schema::kSpellingName;
  TARSACH_TRY(spelling_, schema::SpellingIndex::open(spelling));
  if (spelling_.words() != words_.size())
    return fail(ErrorCode::kBadData, spelling.string() + ": it is not that of the list of words",
                "build the index again");
  if (manifest_.lists(schema::kSuggestionsName)) {
    TARSACH_TRY(suggestions_, schema::SuggestionList::open(folder / schema::kSuggestionsName));
  }
  return {};
}

Result<void> Snapshot::open_dictionary(const std::filesystem::path& folder, const Snapshot* before) {
  std::shared_ptr<const text::Dictionary> dictionary;
  if (manifest_.lists(text::kDictionaryName)) {
    TARSACH_TRY(dictionary, text::Dictionary::open(folder / text::kDictionaryName));
  }
  const auto bytes_of = [](const auto& one) { return one == nullptr ? std::string_view() : one->bytes(); };
  const bool is_same = before != nullptr && bytes_of(dictionary) == bytes_of(before->dictionary());
  analyzers_ = is_same ? before->analyzers_ : std::make_shared<AnalyzerPool>(std::move(dictionary));
  return {};
}

Result<std::unique_ptr<Session::Tools>> Snapshot::make_tools() const {
  TARSACH_TRY(schema::Databases databases, schema::open_shards(folder_, manifest_, remote_));
  return std::make_unique<Session::Tools>(std::move(databases), records_);
}

/// They are those of this database as far as numbers tell: a query asks of both.
Result<void> Snapshot::open_columns(const Session::Tools& tools) {
  const std::filesystem::path path = folder_ / schema::kColumnsName;
  TARSACH_TRY(column_file_, schema::ColumnFile::open(path));
  TARSACH_TRY(const std::uint64_t total_length, schema::xapian_try("opening the index", [&] {
                average_length_ = tools.databases.whole.get_avlength();
                return std::uint64_t{tools.databases.whole.get_total_length()};
              }));
  bool fits = column_file_.total_length() == total_length;
  for (std::size_t shard = 0; shard < manifest_.shards.size(); ++shard)
    fits &= column_file_.documents_in(shard, manifest_.shards.size()) == manifest_.shards[shard].documents;
  if (!fits)
    return fail(ErrorCode::kBadData, path.string() + ": it is not that of the database", "build the index again");
  documents_ = Bitmap(column_file_.size(), column_file_.document_bits());
  columns_ = Columns(column_file_);
  half_saturations_ = HalfSaturations(average_length_);
  for (const auto& [name, size] :
       {std::pair{schema::kForwardName, forward_.size()}, std::pair{schema::kRecordsName, records_.blobs().size()}})
    if (column_file_.documents() > 0 && size != column_file_.size())
      return fail(ErrorCode::kBadData, (folder_ / name).string() + ": it is not that of the database",
                  "build the index again");
  return {};
}

/// As for the columns. What other hosts have is theirs to tell.
Result<void> Snapshot::open_postings() {
  if (!remote_.shards.empty() || !manifest_.lists(schema::kPostingsName)) return {};
  const std::filesystem::path path = folder_ / schema::kPostingsName;
  TARSACH_TRY(postings_, schema::PostingFile::open(path));
  if (postings_.occurrences() != column_file_.total_length() || postings_.size() > column_file_.size())
    return fail(ErrorCode::kBadData, path.string() + ": it is not that of the database", "build the index again");
  has_postings_ = true;
  return {};
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
  if (tools) return Session(*this, std::move(tools), Session::Tried::kUsed);
  TARSACH_TRY(tools, make_tools());
  return Session(*this, std::move(tools), Session::Tried::kNew);
}

}  // namespace tarsach::query
