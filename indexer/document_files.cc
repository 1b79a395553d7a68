#include "indexer/document_files.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "indexer/shard.h"
#include "schema/databases.h"
#include "schema/fields.h"
#include "schema/forward_document.h"
#include "schema/index_dir.h"
#include "schema/record.h"
#include "schema/terms.h"
#include "schema/xapian_try.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

/// So many documents are looked at word by word, the last one among them.
constexpr Xapian::doccount kSample = 100;

/// How often each code comes in a document.
using Times = std::unordered_map<std::uint32_t, Xapian::termcount>;

/// Holds what documents have beside the database against it.
class Check {
 public:
  Check(const Xapian::Database& database, const DocumentFiles& files, const fs::path& folder)
      : database_(database), forward_(files.forward()), files_(files), records_(files.records()), folder_(folder) {}

  Result<void> run() {
    const Xapian::docid last = database_.get_lastdocid(), step = std::max<Xapian::docid>(1, last / kSample);
    Xapian::docid next = 1, sample = 1;
    for (auto at = database_.postlist_begin(""); at != database_.postlist_end(""); ++at) {
      TARSACH_CHECK(check_gap(next, *at));
      next = *at + 1;
      TARSACH_TRY(const schema::ForwardDocument words, check_words(*at, at.get_doclength()));
      if (!files_.has(*at)) return unsound(schema::kRecordsName, *at, "there is no record");
      if (*at < sample && *at != last) continue;
      TARSACH_CHECK(check_each_word(*at, words));
      TARSACH_CHECK(check_record(*at));
      sample = *at + step;
    }
    return check_gap(next, static_cast<Xapian::docid>(std::max(forward_.size(), files_.size())));
  }

 private:
  [[nodiscard]] tl::unexpected<Error> unsound(const char* name, Xapian::docid docid, const std::string& what) const {
    return fail(ErrorCode::kBadData, (folder_ / name).string() + ": document " + std::to_string(docid) + ": " + what,
                "build the index again");
  }

  [[nodiscard]] Result<void> check_gap(Xapian::docid begin, Xapian::docid end) const {
    for (; begin < end; ++begin)
      if (!forward_.of(begin).empty() || files_.has(begin))
        return unsound(schema::kForwardName, begin, "there is no such document");
    return {};
  }

  [[nodiscard]] Result<schema::ForwardDocument> check_words(Xapian::docid docid, std::uint64_t length) const {
    auto words = schema::ForwardDocument::open(forward_.of(docid));
    if (!words) return unsound(schema::kForwardName, docid, words.error().message);
    std::uint64_t count = 0;
    words->for_each([&](std::uint32_t, std::uint32_t) { ++count; });
    if (count != length) return unsound(schema::kForwardName, docid, "it has another number of words");
    return words;
  }

  [[nodiscard]] Result<void> check_each_word(Xapian::docid docid, const schema::ForwardDocument& words) const {
    Times times;
    words.for_each([&](std::uint32_t, std::uint32_t code) { ++times[code]; });
    std::size_t terms = 0;
    for (auto term = database_.termlist_begin(docid); term != database_.termlist_end(docid); ++term) {
      if (term.get_wdf() == 0) continue;  // a filter
      ++terms;
      const auto found = times.find(words.code_of(schema::hash_of_term(*term)));
      if (found == times.end() || found->second != term.get_wdf())
        return unsound(schema::kForwardName, docid, "'" + *term + "' is not where it should be");
    }
    if (terms != times.size()) return unsound(schema::kForwardName, docid, "it has other words");
    return {};
  }

  /// It can be read, and its id leads to it and to nothing else.
  [[nodiscard]] Result<void> check_record(Xapian::docid docid) {
    const auto record = records_.read(docid);
    if (!record) return unsound(schema::kRecordsName, docid, record.error().message);
    const std::string id = schema::term(schema::Field::kId, record->id);
    if (database_.get_termfreq(id) != 1 || *database_.postlist_begin(id) != docid)
      return unsound(schema::kRecordsName, docid, "id '" + std::string(record->id) + "' does not lead to it");
    return {};
  }

  const Xapian::Database& database_;
  const schema::BlobFile& forward_;
  const DocumentFiles& files_;
  schema::RecordReader records_;
  const fs::path& folder_;
};

}  // namespace

fs::path batch_files(const fs::path& folder, std::uint32_t batch) {
  return folder / ("part-" + std::to_string(batch) + "-files");
}

Result<DocumentFiles> DocumentFiles::open(const fs::path& folder) {
  DocumentFiles files;
  TARSACH_TRY(files.forward_, schema::BlobFile::open(folder / schema::kForwardName, schema::kForwardBlobs));
  TARSACH_TRY(files.records_, schema::RecordFile::open(folder / schema::kRecordsName));
  return files;
}

Result<DocumentFilesWriter> DocumentFilesWriter::create(const fs::path& folder, std::string_view dictionaries) {
  std::error_code error;
  fs::create_directory(folder, error);
  if (error) return fail(ErrorCode::kInternal, "creating " + folder.string() + ": " + error.message());
  TARSACH_TRY(auto forward, schema::BlobWriter::create(folder / schema::kForwardName, schema::kForwardBlobs));
  TARSACH_TRY(auto records,
              schema::BlobWriter::create(folder / schema::kRecordsName, schema::kRecordBlobs, dictionaries));
  return DocumentFilesWriter(std::move(forward), std::move(records), dictionaries);
}

Result<void> DocumentFilesWriter::add(std::uint32_t docid, const MadeDocument& made) {
  TARSACH_CHECK(forward_.add(docid, made.forward));
  return records_.add(docid, compressor_.compress(made.record));
}

Result<void> DocumentFilesWriter::copy(const DocumentFiles& files, std::uint32_t from, std::uint32_t to) {
  TARSACH_CHECK(forward_.add(to, files.forward().of(from)));
  return records_.add(to, files.records().blobs().of(from));
}

Result<void> DocumentFilesWriter::finish() {
  TARSACH_CHECK(forward_.finish());
  return records_.finish();
}

Result<void> merge_document_files(const fs::path& building, std::uint32_t batches,
                                  const std::map<std::uint32_t, std::vector<std::uint32_t>>& replaced) {
  std::string dictionaries;  // all batches have the same
  if (batches > 0) {
    TARSACH_TRY(const DocumentFiles first, DocumentFiles::open(batch_files(building, 0)));
    dictionaries = first.dictionaries();
  }
  TARSACH_TRY(auto writer, DocumentFilesWriter::create(building, dictionaries));
  std::uint32_t docid = 1;  // batches are of consecutive documents
  for (std::uint32_t batch = 0; batch < batches; ++batch) {
    const fs::path folder = batch_files(building, batch);
    TARSACH_TRY(const DocumentFiles files, DocumentFiles::open(folder));
    std::vector<std::uint32_t> left_out;
    if (const auto found = replaced.find(batch); found != replaced.end()) left_out = found->second;
    std::ranges::sort(left_out);
    for (; docid < files.size(); ++docid) {
      if (std::ranges::binary_search(left_out, docid)) continue;
      TARSACH_CHECK(writer.copy(files, docid, docid));
    }
    TARSACH_CHECK(remove_part(folder));
  }
  return writer.finish();
}

Result<void> revise_document_files(const Revision& revision, const fs::path& before, const fs::path& building) {
  TARSACH_TRY(const DocumentFiles old_files, DocumentFiles::open(before));
  TARSACH_TRY(auto writer, DocumentFilesWriter::create(building, old_files.dictionaries()));
  std::unordered_map<std::uint32_t, DocumentFiles> batches;
  std::vector<Revision::Copy> copies = revision.copies;
  std::ranges::sort(copies, {}, &Revision::Copy::to);
  const std::size_t end = std::max(old_files.size(), copies.empty() ? 0 : copies.back().to + std::size_t{1});
  auto copy = copies.begin();
  for (std::uint32_t docid = 1; docid < end; ++docid) {
    if (copy != copies.end() && copy->to == docid) {
      if (!batches.contains(copy->batch)) {
        TARSACH_TRY(batches[copy->batch], DocumentFiles::open(batch_files(building, copy->batch)));
      }
      TARSACH_CHECK(writer.copy(batches[copy->batch], copy->from, docid));
      ++copy;
    } else if (old_files.has(docid) && !std::ranges::binary_search(revision.removed, docid)) {
      TARSACH_CHECK(writer.copy(old_files, docid, docid));
    }
  }
  return writer.finish();
}

Result<void> check_document_files(std::span<const fs::path> databases, const fs::path& folder) {
  TARSACH_TRY(const DocumentFiles files, DocumentFiles::open(folder));
  auto checked = schema::xapian_try("checking what documents have beside the database", [&]() -> Result<void> {
    return Check(schema::open_databases(databases).whole, files, folder).run();
  });
  if (!checked) return tl::unexpected(std::move(checked).error());
  return std::move(*checked);
}

}  // namespace tarsach::indexer
