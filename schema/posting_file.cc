#include "schema/posting_file.h"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "schema/varint.h"

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are used as they lie");
static_assert(sizeof(PostingFileHeader) == 16 && sizeof(PostingFileTrailer) == 48);

[[noreturn]] void damaged() { throw Xapian::DatabaseCorruptError("the terms of the posting lists are damaged"); }

/// Takes the parts of a block of terms off its front.
class Terms {
 public:
  explicit Terms(std::string_view bytes) : bytes_(bytes) {
    const std::string_view first = take(sizeof offset_);
    std::memcpy(&offset_, first.data(), sizeof offset_);
  }

  /// The next term; false behind the last one.
  [[nodiscard]] bool next() {
    if (bytes_.empty()) return false;
    offset_ += list_bytes_;
    const std::size_t shared = byte();
    if (shared > term_.size()) damaged();
    term_.resize(shared);
    term_ += take(byte());
    documents_ = number();
    more_ = number();
    list_bytes_ = number();
    return true;
  }

  [[nodiscard]] std::string_view term() const { return term_; }
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  [[nodiscard]] std::uint64_t list_bytes() const { return list_bytes_; }
  [[nodiscard]] std::uint64_t documents() const { return documents_; }
  [[nodiscard]] std::uint64_t occurrences() const { return documents_ + more_; }

 private:
  std::string_view take(std::size_t bytes) {
    if (bytes > bytes_.size()) damaged();
    const std::string_view part = bytes_.substr(0, bytes);
    bytes_.remove_prefix(bytes);
    return part;
  }
  std::size_t byte() { return static_cast<std::uint8_t>(take(1).front()); }
  std::uint64_t number() {
    const auto number = take_varint(bytes_);
    if (!number) damaged();
    return *number;
  }

  std::string_view bytes_;
  std::string term_;
  std::uint64_t offset_ = 0, list_bytes_ = 0, documents_ = 0, more_ = 0;
};

/// A block's first term stands whole, behind where its list begins and a 0.
std::string_view first_term(std::string_view block) {
  constexpr std::size_t kBefore = sizeof(std::uint64_t) + 1;
  if (block.size() <= kBefore) damaged();
  const std::size_t size = static_cast<std::uint8_t>(block[kBefore]);
  if (block.size() - kBefore - 1 < size) damaged();
  return block.substr(kBefore + 1, size);
}

}  // namespace

Result<PostingFile> PostingFile::open(const std::filesystem::path& path) {
  PostingFile file;
  TARSACH_TRY(file.file_, MappedFile::open(path));
  if (const char* what = file.attach(file.file_.bytes()))
    return fail(ErrorCode::kBadData, path.string() + ": the posting lists are damaged: " + what,
                "build the index again");
  return file;
}

Result<PostingFile> PostingFile::parse(std::string bytes) {
  PostingFile file;
  file.own_ = std::move(bytes);  // longer than what a string holds in itself, or refused: the views stay where they are
  if (const char* what = file.attach(file.own_))
    return fail(ErrorCode::kBadData, std::string("the posting lists are damaged: ") + what);
  return file;
}

const char* PostingFile::attach(std::string_view bytes) {
  PostingFileHeader header;
  if (bytes.size() < sizeof header + sizeof trailer_ || bytes.size() % sizeof(std::uint64_t) != 0)
    return "another size";
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kPostingMagic) return "no header";
  if (header.version != PostingFileHeader().version) return "another version";
  std::memcpy(&trailer_, bytes.data() + bytes.size() - sizeof trailer_, sizeof trailer_);
  if (trailer_.magic != kPostingMagic) return "no end";
  if (trailer_.size == 0) return "no room for documents";
  bytes = bytes.substr(sizeof header, bytes.size() - sizeof header - sizeof trailer_);
  const std::uint64_t blocks = (std::uint64_t{trailer_.terms} + kTermsInBlock - 1) / kTermsInBlock;
  const std::uint64_t start_bytes = (blocks * sizeof(std::uint32_t) + 7) / 8 * 8;
  if (start_bytes > bytes.size() || trailer_.list_bytes > bytes.size() - start_bytes) return "another size";
  const std::string_view terms = bytes.substr(trailer_.list_bytes, bytes.size() - start_bytes - trailer_.list_bytes);
  if (trailer_.term_bytes > terms.size() || terms.size() - trailer_.term_bytes >= 8) return "another size";
  lists_ = bytes.substr(0, trailer_.list_bytes);
  terms_ = terms.substr(0, trailer_.term_bytes);
  starts_ = {reinterpret_cast<const std::uint32_t*>(bytes.data() + bytes.size() - start_bytes), blocks};
  const bool are_starts = std::ranges::is_sorted(starts_) && (blocks == 0 || starts_.back() < terms_.size());
  return are_starts ? nullptr : "a term outside of it";
}

std::string_view PostingFile::block(std::size_t number) const {
  const std::size_t end = number + 1 < starts_.size() ? starts_[number + 1] : terms_.size();
  return terms_.substr(starts_[number], end - starts_[number]);
}

PostingList PostingFile::find(std::string_view term) const {
  std::size_t begin = 0, end = starts_.size();  // of the blocks whose first term is greater
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (first_term(block(middle)) <= term)
      begin = middle + 1;
    else
      end = middle;
  }
  if (begin == 0) return {};
  Terms terms(block(begin - 1));
  while (terms.next() && terms.term() <= term)
    if (terms.term() == term) {
      if (terms.documents() >= trailer_.size || terms.offset() > lists_.size()) damaged();
      if (terms.list_bytes() > lists_.size() - terms.offset()) damaged();
      return {static_cast<std::uint32_t>(terms.documents()), terms.occurrences(),
              lists_.substr(terms.offset(), terms.list_bytes())};
    }
  return {};
}

}  // namespace tarsach::schema
