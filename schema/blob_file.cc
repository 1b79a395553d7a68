#include "schema/blob_file.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <string>
#include <utility>

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are used as they lie");

struct Header {
  BlobKind kind;
  std::uint32_t preface_bytes = 0;
};
struct Trailer {
  std::uint64_t starts = 0;
  std::array<char, 8> magic = {};  // again: without its end it is no file
};
static_assert(sizeof(Header) == 16 && sizeof(Trailer) == 16);

template <typename Struct>
std::string_view bytes_of(const Struct& numbers) {
  return {reinterpret_cast<const char*>(&numbers), sizeof numbers};
}

}  // namespace

Result<BlobFile> BlobFile::open(const std::filesystem::path& path, const BlobKind& kind) {
  BlobFile file;
  TARSACH_TRY(file.file_, MappedFile::open(path));
  if (const std::string what = file.attach(file.file_.bytes(), kind); !what.empty())
    return fail(ErrorCode::kBadData, path.string() + ": " + what, "build the index again");
  return file;
}

Result<BlobFile> BlobFile::parse(std::string bytes, const BlobKind& kind) {
  BlobFile file;
  file.own_ = std::move(bytes);  // longer than what a string holds in itself, or refused: the views stay where they are
  if (const std::string what = file.attach(file.own_, kind); !what.empty()) return fail(ErrorCode::kBadData, what);
  return file;
}

std::string BlobFile::attach(std::string_view bytes, const BlobKind& kind) {
  Header header;
  Trailer trailer;
  if (bytes.size() < sizeof header + sizeof trailer || bytes.size() % sizeof(std::uint64_t) != 0)
    return "it is damaged: another size";
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.kind.magic != kind.magic) return "it is damaged: no header";
  if (header.kind.version != kind.version)
    return "it has version " + std::to_string(header.kind.version) + ", this program reads version " +
           std::to_string(kind.version);
  std::memcpy(&trailer, bytes.data() + bytes.size() - sizeof trailer, sizeof trailer);
  if (trailer.magic != kind.magic) return "it is damaged: no end";
  bytes = bytes.substr(sizeof header, bytes.size() - sizeof header - sizeof trailer);
  if (trailer.starts == 0 || trailer.starts > bytes.size() / sizeof(std::uint64_t))
    return "it is damaged: another size";
  const std::uint64_t before = bytes.size() - trailer.starts * sizeof(std::uint64_t);
  if (header.preface_bytes > before) return "it is damaged: another size";
  preface_ = bytes.substr(0, header.preface_bytes);
  blobs_ = bytes.substr(header.preface_bytes, before - header.preface_bytes);
  starts_ = {reinterpret_cast<const std::uint64_t*>(bytes.data() + before), trailer.starts};
  if (starts_.front() != 0 || starts_.back() > blobs_.size() || !std::ranges::is_sorted(starts_))
    return "it is damaged: a document outside of it";
  return {};
}

Result<BlobWriter> BlobWriter::create(const std::filesystem::path& path, const BlobKind& kind,
                                      std::string_view preface) {
  TARSACH_TRY(FileWriter file, FileWriter::create(path));
  const Header header{kind, static_cast<std::uint32_t>(preface.size())};
  TARSACH_CHECK(file.write(bytes_of(header)));
  TARSACH_CHECK(file.write(preface));
  return BlobWriter(std::move(file), kind, sizeof header + preface.size());
}

Result<void> BlobWriter::add(std::uint32_t docid, std::string_view blob) {
  assert(docid + std::size_t{1} >= starts_.size());
  starts_.resize(docid + std::size_t{1}, blobs_);
  blobs_ += blob.size();
  starts_.push_back(blobs_);
  return file_.write(blob);
}

Result<void> BlobWriter::finish() {
  const std::uint64_t behind = (before_ + blobs_) % sizeof(std::uint64_t);
  TARSACH_CHECK(file_.write(std::string(behind == 0 ? 0 : sizeof(std::uint64_t) - behind, '\0')));
  TARSACH_CHECK(file_.write({reinterpret_cast<const char*>(starts_.data()), starts_.size() * sizeof(std::uint64_t)}));
  const Trailer trailer{starts_.size(), magic_};
  TARSACH_CHECK(file_.write(bytes_of(trailer)));
  return file_.finish();
}

}  // namespace tarsach::schema
