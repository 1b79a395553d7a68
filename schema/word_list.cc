#include "schema/word_list.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are read as they lie");

using std::string_view_literals::operator""sv;

// magic, version, count, bytes of text
constexpr std::string_view kMagic = "TarsachW"sv;
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = kMagic.size() + 3 * sizeof(std::uint32_t);

std::uint32_t read(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

void append(std::string& bytes, std::uint32_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof raw);
}

}  // namespace

Result<WordList> WordList::open(const std::filesystem::path& path) {
  WordList list;
  TARSACH_TRY(list.file_, MappedFile::open(path));
  if (auto attached = list.attach(list.file_.bytes()); !attached)
    return fail(attached.error().code, path.string() + ": " + attached.error().message, attached.error().hint);
  return list;
}

Result<WordList> WordList::parse(std::string bytes) {
  WordList list;
  list.own_ = std::move(bytes);
  // A short string would move with the list, and the views would not.
  if (list.own_.size() < sizeof(std::string)) list.own_.reserve(sizeof(std::string) + 1);
  TARSACH_CHECK(list.attach(list.own_));
  return list;
}

Result<WordList> WordList::view(std::string_view bytes) {
  WordList list;
  TARSACH_CHECK(list.attach(bytes));
  return list;
}

Result<void> WordList::attach(std::string_view bytes) {
  const auto damaged = [](const char* what) {
    return fail(ErrorCode::kBadData, std::string("the list of words is damaged: ") + what, "build the index again");
  };
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic)) return damaged("no header");
  if (read(bytes, kMagic.size()) != kVersion) return damaged("another version");
  const std::uint64_t count = read(bytes, kMagic.size() + 4);
  const std::uint64_t text = read(bytes, kMagic.size() + 8);
  if (bytes.size() != kHeaderBytes + count * 9 + text) return damaged("another size");
  bytes.remove_prefix(kHeaderBytes);
  ends_ = bytes.substr(0, count * 4);
  documents_ = bytes.substr(count * 4, count * 4);
  flags_ = bytes.substr(count * 8, count);
  text_ = bytes.substr(count * 9);
  count_ = static_cast<Number>(count);
  std::uint32_t last = 0;
  for (Number word = 0; word < count_; ++word) {
    const std::uint32_t end = end_of(word);
    if (end < last || end > text) return damaged("a word outside of it");
    last = end;
  }
  return {};
}

std::uint32_t WordList::end_of(Number word) const { return read(ends_, std::size_t{word} * 4); }

std::string_view WordList::form(Number word) const {
  const std::uint32_t begin = word == 0 ? 0 : end_of(word - 1);
  return text_.substr(begin, end_of(word) - begin);
}

std::uint32_t WordList::documents(Number word) const { return read(documents_, std::size_t{word} * 4); }
std::uint8_t WordList::flags(Number word) const { return static_cast<std::uint8_t>(flags_[word]); }

WordList::Range WordList::narrow(Range range, std::size_t depth, std::string_view next) const {
  const auto after = [&](Number word) { return form(word).substr(std::min(depth, form(word).size()), next.size()); };
  const auto first = [&](auto belongs) {
    Number begin = range.begin, end = range.end;
    while (begin < end) {
      const Number middle = begin + (end - begin) / 2;
      if (belongs(after(middle)))
        end = middle;
      else
        begin = middle + 1;
    }
    return begin;
  };
  const Number begin = first([&](std::string_view bytes) { return bytes >= next; });
  range.begin = begin;
  return {begin, first([&](std::string_view bytes) { return bytes > next; })};
}

std::optional<WordList::Number> WordList::find(std::string_view word) const {
  const Range same = narrow(all(), 0, word);
  if (same.empty() || form(same.begin) != word) return std::nullopt;  // the shortest comes first
  return same.begin;
}

std::string encode_words(std::span<const IndexWord> words) {
  std::uint64_t text = 0;
  for (const IndexWord& word : words) text += word.form.size();
  assert(text <= std::numeric_limits<std::uint32_t>::max());
  std::string bytes(kMagic);
  bytes.reserve(kHeaderBytes + words.size() * 9 + text);
  append(bytes, kVersion);
  append(bytes, static_cast<std::uint32_t>(words.size()));
  append(bytes, static_cast<std::uint32_t>(text));
  std::uint32_t end = 0;
  for (const IndexWord& word : words) append(bytes, end += static_cast<std::uint32_t>(word.form.size()));
  for (const IndexWord& word : words) append(bytes, word.documents);
  for (const IndexWord& word : words) bytes += static_cast<char>(word.flags);
  for (const IndexWord& word : words) bytes += word.form;
  return bytes;
}

}  // namespace tarsach::schema
