// Bytes by docid: what a generation keeps of each document beside the database, in one mapped file that is written in
// one go. Of what the bytes are, this file knows nothing: schema/forward_document.h, schema/record_file.h.
//
//   TARSACH_TRY(BlobWriter writer, BlobWriter::create(path, kForwardBlobs));
//   TARSACH_CHECK(writer.add(docid, bytes));                           // docids ascend
//   TARSACH_CHECK(writer.finish());
//
//   TARSACH_TRY(const BlobFile blobs, BlobFile::open(path, kForwardBlobs));
//   const std::string_view bytes = blobs.of(docid);                    // empty: there is no such document
//
// On disk, little-endian: the header; the preface, which all blobs share; the blobs, one behind the other; zeros up to
// the next eight bytes; where the blob of each docid from 0 on begins, and where the last one ends (u64); the trailer.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/mapped_file.h"
#include "base/result.h"

namespace tarsach::schema {

/// What the blobs of a file are. The version is that of the blobs.
struct BlobKind {
  std::array<char, 8> magic;
  std::uint32_t version = 0;
};

/// Movable; views of it live as long as the object that was moved to last. Any thread may read it.
class BlobFile {
 public:
  /// kNotFound; kBadData for what is no file of this kind or was damaged. The blobs themselves are not looked at.
  [[nodiscard]] static Result<BlobFile> open(const std::filesystem::path& path, const BlobKind& kind);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<BlobFile> parse(std::string bytes, const BlobKind& kind);
  BlobFile() = default;  // of no documents

  [[nodiscard]] std::string_view preface() const { return preface_; }
  /// The last docid + 1.
  [[nodiscard]] std::size_t size() const { return starts_.empty() ? 0 : starts_.size() - 1; }
  /// Nothing for a docid that no document has.
  [[nodiscard]] std::string_view of(std::uint32_t docid) const {
    return docid < size() ? blobs_.substr(starts_[docid], starts_[docid + 1] - starts_[docid]) : std::string_view();
  }

 private:
  [[nodiscard]] std::string attach(std::string_view bytes, const BlobKind& kind);  // what is wrong; or nothing

  MappedFile file_;
  std::string own_;
  std::string_view preface_, blobs_;
  std::span<const std::uint64_t> starts_;  // within blobs_
};

/// One thread. What finish() did not end is no file of blobs.
class BlobWriter {
 public:
  [[nodiscard]] static Result<BlobWriter> create(const std::filesystem::path& path, const BlobKind& kind,
                                                 std::string_view preface = {});

  /// A docid is greater than that of the last call.
  [[nodiscard]] Result<void> add(std::uint32_t docid, std::string_view blob);
  /// Not durable yet.
  [[nodiscard]] Result<void> finish();

 private:
  BlobWriter(FileWriter file, const BlobKind& kind, std::uint64_t before)
      : file_(std::move(file)), magic_(kind.magic), before_(before) {}

  FileWriter file_;
  std::array<char, 8> magic_;
  std::uint64_t before_;     // bytes that stand before the blobs
  std::uint64_t blobs_ = 0;  // bytes of blobs
  std::vector<std::uint64_t> starts_{0};
};

}  // namespace tarsach::schema
