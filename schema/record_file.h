// The records of a generation (schema/record.h): of each, its facts and its body, compressed one without the other,
// with dictionaries of what the facts and what the bodies of all have in common: by zstd (RFC 8878). So the facts alone
// are read in a quarter of the time, for a hit that is shown without a snippet.
//
//   const std::string dictionaries = train_record_dictionaries(samples);
//   RecordCompressor compressor(dictionaries);                         // one per thread
//   writer.add(docid, compressor.compress(record));                    // a BlobWriter; its preface: the dictionaries
//
//   TARSACH_TRY(const RecordFile records, RecordFile::open(path));
//   RecordReader reader(records);                                      // one per thread
//   TARSACH_TRY(const FactsView facts, reader.read_facts(docid));      // or with its body:
//   TARSACH_TRY(const RecordView record, reader.read(docid));
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "schema/blob_file.h"
#include "schema/record.h"

namespace tarsach::schema {

/// Each blob: how many bytes the frame of the facts has (a varint), this frame, the frame of the body. The preface: how
/// many bytes the dictionary of the facts has (a varint), this dictionary, that of the bodies; or nothing, if both are
/// empty.
inline constexpr BlobKind kRecordBlobs{{'T', 'a', 'r', 's', 'a', 'c', 'h', 'R'}, 2};

/// What comes out of a frame is never more: an article has at most corpus::kMaxArticleBytes, its facts far fewer.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} * 1024 * 1024;

/// Both dictionaries, as they stand in the preface. Of so few samples that one would cost more than it saves, it is
/// empty. The same samples give the same dictionaries.
[[nodiscard]] std::string train_record_dictionaries(std::span<const Record> samples);

class RecordCompressor {
 public:
  /// As they stand in the preface of a file, or come from training.
  explicit RecordCompressor(std::string_view dictionaries);
  RecordCompressor(RecordCompressor&&) noexcept;
  RecordCompressor& operator=(RecordCompressor&&) noexcept;
  ~RecordCompressor();

  /// The blob of a record.
  [[nodiscard]] std::string compress(const Record& record);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Any thread may look at it; what reads is a RecordReader.
class RecordFile {
 public:
  [[nodiscard]] static Result<RecordFile> open(const std::filesystem::path& path);
  /// kBadData for dictionaries that are none.
  [[nodiscard]] static Result<RecordFile> of(BlobFile blobs);
  RecordFile();  // of no documents
  RecordFile(RecordFile&&) noexcept;
  RecordFile& operator=(RecordFile&&) noexcept;
  ~RecordFile();

  [[nodiscard]] const BlobFile& blobs() const { return blobs_; }

 private:
  friend class RecordReader;
  struct Dictionaries;
  BlobFile blobs_;
  std::unique_ptr<Dictionaries> dictionaries_;  // made ready for use
};

/// The file outlives it. What it reads stands in memory that it uses again: until the next call of either function.
/// Both: kBadData for a document that there is not, and for what was damaged.
class RecordReader {
 public:
  explicit RecordReader(const RecordFile& file);
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;
  ~RecordReader();

  /// It is going to be read: its facts are on their way from memory meanwhile, and those of others that are expected.
  void expect(std::uint32_t docid) const;
  [[nodiscard]] Result<RecordView> read(std::uint32_t docid);
  /// Sooner: the body is not looked at.
  [[nodiscard]] Result<FactsView> read_facts(std::uint32_t docid);

 private:
  struct State;
  const RecordFile* file_;
  std::unique_ptr<State> state_;
};

}  // namespace tarsach::schema
