// The records of a generation (schema/record.h), each compressed by itself, with a dictionary of what they have in
// common: by zstd (RFC 8878), three quarters of what zlib leaves of an article, in a tenth of its time.
//
//   const RecordDictionary dictionary = train_record_dictionary(samples);
//   RecordCompressor compressor(dictionary);                           // one per thread
//   writer.add(docid, compressor.compress(encode(record)));            // a BlobWriter; its preface: the dictionary
//
//   TARSACH_TRY(const RecordFile records, RecordFile::open(path));
//   RecordReader reader(records);                                      // one per thread
//   TARSACH_TRY(const std::string bytes, reader.read(docid));
//   TARSACH_TRY(const RecordView record, decode(bytes));
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "schema/blob_file.h"

namespace tarsach::schema {

/// Each blob is a frame; the preface is their dictionary, which may be empty.
inline constexpr BlobKind kRecordBlobs{{'T', 'a', 'r', 's', 'a', 'c', 'h', 'R'}, 1};

/// What comes out of a frame is never more: an article has at most corpus::kMaxArticleBytes, its facts far fewer.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} * 1024 * 1024;

/// A dictionary of at most 64 KiB; of so few samples that it would cost more than it saves, an empty one. The same
/// samples give the same dictionary.
[[nodiscard]] std::string train_record_dictionary(std::span<const std::string> samples);

class RecordCompressor {
 public:
  explicit RecordCompressor(std::string_view dictionary);
  RecordCompressor(RecordCompressor&&) noexcept;
  RecordCompressor& operator=(RecordCompressor&&) noexcept;
  ~RecordCompressor();

  [[nodiscard]] std::string compress(std::string_view record);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Any thread may look at it; what reads is a RecordReader.
class RecordFile {
 public:
  [[nodiscard]] static Result<RecordFile> open(const std::filesystem::path& path);
  /// kBadData for a dictionary that is none.
  [[nodiscard]] static Result<RecordFile> of(BlobFile blobs);
  RecordFile();  // of no documents
  RecordFile(RecordFile&&) noexcept;
  RecordFile& operator=(RecordFile&&) noexcept;
  ~RecordFile();

  [[nodiscard]] const BlobFile& blobs() const { return blobs_; }

 private:
  friend class RecordReader;
  struct Dictionary;
  BlobFile blobs_;
  std::unique_ptr<Dictionary> dictionary_;  // made ready for use
};

/// The file outlives it.
class RecordReader {
 public:
  explicit RecordReader(const RecordFile& file);
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;
  ~RecordReader();

  /// What encode() has written. kBadData for a document that there is not, and for what was damaged.
  [[nodiscard]] Result<std::string> read(std::uint32_t docid);

 private:
  struct State;
  const RecordFile* file_;
  std::unique_ptr<State> state_;
};

}  // namespace tarsach::schema
