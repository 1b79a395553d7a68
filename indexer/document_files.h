// What documents have beside the database: for each kind of it a file of the generation, by docid (schema/blob_file.h).
// A batch writes its own ones, into a folder; they become those of the generation as its parts become the databases.
//
//   TARSACH_TRY(auto files, DocumentFilesWriter::create(batch_files(building, batch.number), dictionaries));
//   TARSACH_CHECK(files.add(docid, made));
//   TARSACH_CHECK(files.finish());
//
//   TARSACH_CHECK(merge_document_files(building, batches, intake.replaced()));      // of a full build
//   TARSACH_CHECK(revise_document_files(revision, before, building));                // of an update
//   TARSACH_CHECK(check_document_files(database_paths(…), folder));                  // before publishing
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "indexer/document.h"
#include "indexer/incremental.h"
#include "schema/blob_file.h"
#include "schema/record_file.h"

namespace tarsach::indexer {

/// Where the files of a batch stand while an index is built in `folder`.
[[nodiscard]] std::filesystem::path batch_files(const std::filesystem::path& folder, std::uint32_t batch);

/// Of a generation or of a batch.
class DocumentFiles {
 public:
  [[nodiscard]] static Result<DocumentFiles> open(const std::filesystem::path& folder);

  /// The last docid + 1.
  [[nodiscard]] std::size_t size() const { return records_.blobs().size(); }
  [[nodiscard]] bool has(std::uint32_t docid) const { return !records_.blobs().of(docid).empty(); }

  [[nodiscard]] const schema::BlobFile& forward() const { return forward_; }
  [[nodiscard]] const schema::RecordFile& records() const { return records_; }
  /// Of the records.
  [[nodiscard]] std::string_view dictionaries() const { return records_.blobs().preface(); }

 private:
  schema::BlobFile forward_;
  schema::RecordFile records_;
};

/// One thread.
class DocumentFilesWriter {
 public:
  /// The folder is made if it is not there. The dictionaries are those of the records.
  [[nodiscard]] static Result<DocumentFilesWriter> create(const std::filesystem::path& folder,
                                                          std::string_view dictionaries);

  /// A docid is greater than that of the last call.
  [[nodiscard]] Result<void> add(std::uint32_t docid, const MadeDocument& made);
  /// Of files with the same dictionaries.
  [[nodiscard]] Result<void> copy(const DocumentFiles& files, std::uint32_t from, std::uint32_t to);
  /// Not durable yet.
  [[nodiscard]] Result<void> finish();

 private:
  DocumentFilesWriter(schema::BlobWriter forward, schema::BlobWriter records, std::string_view dictionaries)
      : forward_(std::move(forward)), records_(std::move(records)), compressor_(dictionaries) {}

  schema::BlobWriter forward_, records_;
  schema::RecordCompressor compressor_;
};

/// Writes to `building` what batches have, but for documents that later ones have replaced, and removes theirs.
[[nodiscard]] Result<void> merge_document_files(const std::filesystem::path& building, std::uint32_t batches,
                                                const std::map<std::uint32_t, std::vector<std::uint32_t>>& replaced);

/// Writes to `building` what the generation in `before` has, changed as its databases are. What batches have stays.
[[nodiscard]] Result<void> revise_document_files(const Revision& revision, const std::filesystem::path& before,
                                                 const std::filesystem::path& building);

/// Every document has as many words there as the database counts. Of some, each word is looked for, and the record is
/// read; its id must lead to the document.
[[nodiscard]] Result<void> check_document_files(std::span<const std::filesystem::path> databases,
                                                const std::filesystem::path& folder);

}  // namespace tarsach::indexer
