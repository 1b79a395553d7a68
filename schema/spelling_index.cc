#include "schema/spelling_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are read as they lie");

using std::string_view_literals::operator""sv;

// magic, version, words, beginnings, buckets, entries
constexpr std::string_view kMagic = "TarsachS"sv;
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = kMagic.size() + 5 * sizeof(std::uint32_t);

/// Fewer buckets are a smaller file; more are fewer words that are looked at in vain.
constexpr std::size_t kEntriesPerBucket = 2;

std::uint32_t read(std::string_view numbers, std::size_t index) {
  std::uint32_t number = 0;
  std::memcpy(&number, numbers.data() + index * sizeof number, sizeof number);
  return number;
}

void append(std::string& bytes, std::uint32_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof raw);
}

/// A word's first letters, each with its bytes in one number, and how many it has in all.
struct Beginning {
  std::array<std::uint32_t, kBeginningLetters> letters = {};
  std::size_t size = 0;
  std::size_t bytes = 0;   // of the first letters
  std::size_t length = 0;  // of the whole word, in letters
  bool has_digits = false;
};

Beginning beginning_of(std::string_view word) {
  Beginning beginning;
  for (std::size_t at = 0; at < word.size();) {
    std::uint32_t letter = static_cast<unsigned char>(word[at++]);
    beginning.has_digits |= letter >= '0' && letter <= '9';
    while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U)
      letter = letter << 8U | static_cast<unsigned char>(word[at++]);
    if (beginning.size < kBeginningLetters) {
      beginning.letters[beginning.size++] = letter;
      beginning.bytes = at;
    }
    ++beginning.length;
  }
  return beginning;
}

/// FNV-1a over letters instead of bytes, then mixed, for a bucket is chosen by the low bits. On disk: never change.
std::uint32_t hash_without(const Beginning& beginning, std::size_t first, std::size_t second) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (std::size_t i = 0; i < beginning.size; ++i)
    if (i != first && i != second) hash = (hash ^ beginning.letters[i]) * 0x100000001B3U;
  return static_cast<std::uint32_t>((hash * 0x9E3779B97F4A7C15U) >> 32U);
}

/// The hashes of the beginning with up to `edits` of its letters taken out, each once. Replaces `hashes`; keeps its
/// memory.
void find_remnants(const Beginning& beginning, unsigned edits, std::vector<std::uint32_t>& hashes) {
  hashes.clear();
  const std::size_t none = beginning.size;
  hashes.push_back(hash_without(beginning, none, none));
  for (std::size_t i = 0; edits >= 1 && i < beginning.size; ++i) {
    hashes.push_back(hash_without(beginning, i, none));
    for (std::size_t j = i + 1; edits >= 2 && j < beginning.size; ++j) hashes.push_back(hash_without(beginning, i, j));
  }
  std::ranges::sort(hashes);
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

/// How many letters may have to be taken out of a word of the index: it is meant by the longest that was typed for it.
constexpr unsigned most_taken_out(std::size_t letters) {
  if (most_edits(letters + 2) == 2) return 2;
  return most_edits(letters + 1);
}

struct Entry {
  std::uint32_t hash = 0, beginning = 0;
};

struct Beginnings {
  std::vector<WordList::Number> starts;
  std::vector<Entry> entries;
};

Beginnings collect(const WordList& words) {
  Beginnings all;
  std::vector<std::uint32_t> hashes;
  std::string_view last;
  for (WordList::Number word = 0; word < words.size(); ++word) {
    const std::string_view form = words.form(word);
    const Beginning beginning = beginning_of(form);
    const std::string_view bytes = form.substr(0, beginning.bytes);
    if (!all.starts.empty() && bytes == last) continue;
    last = bytes;
    const auto number = static_cast<std::uint32_t>(all.starts.size());
    all.starts.push_back(word);
    const unsigned taken_out = most_taken_out(beginning.size);
    const bool is_number = std::ranges::any_of(bytes, [](char byte) { return byte >= '0' && byte <= '9'; });
    if (taken_out == 0 || is_number) continue;
    find_remnants(beginning, taken_out, hashes);
    for (const std::uint32_t hash : hashes) all.entries.push_back({hash, number});
  }
  return all;
}

}  // namespace

Result<SpellingIndex> SpellingIndex::open(const std::filesystem::path& path) {
  SpellingIndex index;
  TARSACH_TRY(index.file_, MappedFile::open(path));
  if (auto attached = index.attach(index.file_.bytes()); !attached)
    return fail(attached.error().code, path.string() + ": " + attached.error().message, attached.error().hint);
  return index;
}

Result<SpellingIndex> SpellingIndex::parse(std::string bytes) {
  SpellingIndex index;
  index.own_ = std::move(bytes);
  // A short string would move with the index, and the views would not.
  if (index.own_.size() < sizeof(std::string)) index.own_.reserve(sizeof(std::string) + 1);
  TARSACH_CHECK(index.attach(index.own_));
  return index;
}

Result<void> SpellingIndex::attach(std::string_view bytes) {
  const auto damaged = [](const char* what) {
    return fail(ErrorCode::kBadData, std::string("the index of spellings is damaged: ") + what,
                "build the index again");
  };
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic)) return damaged("no header");
  const std::string_view header = bytes.substr(kMagic.size(), kHeaderBytes - kMagic.size());
  if (read(header, 0) != kVersion) return damaged("another version");
  words_ = read(header, 1);
  beginnings_ = read(header, 2);
  bucket_count_ = read(header, 3);
  const std::uint64_t entries = read(header, 4);
  bytes.remove_prefix(kHeaderBytes);
  const std::uint64_t numbers = std::uint64_t{beginnings_} + bucket_count_ + entries;
  if (bytes.size() != numbers * sizeof(std::uint32_t)) return damaged("another size");
  if (!std::has_single_bit(bucket_count_)) return damaged("a number of buckets");
  starts_ = bytes.substr(0, std::size_t{beginnings_} * 4);
  buckets_ = bytes.substr(starts_.size(), std::size_t{bucket_count_} * 4);
  entries_ = bytes.substr(starts_.size() + buckets_.size());
  for (std::uint32_t i = 0; i < beginnings_; ++i) {
    const bool in_order = i == 0 || read(starts_, i - 1) < read(starts_, i);
    if (!in_order || read(starts_, i) >= words_) return damaged("a word outside of it");
  }
  for (std::uint32_t i = 0; i < bucket_count_; ++i) {
    const bool in_order = i == 0 || read(buckets_, i - 1) <= read(buckets_, i);
    if (!in_order || read(buckets_, i) > entries) return damaged("a bucket outside of it");
  }
  for (std::size_t i = 0; i < entries; ++i)
    if (read(entries_, i) >= beginnings_) return damaged("a beginning outside of it");
  return {};
}

std::vector<WordList::Range> SpellingIndex::near(std::string_view form) const {
  const Beginning beginning = beginning_of(form);
  const unsigned edits = most_edits(beginning.length);
  if (bucket_count_ == 0 || beginning.size == 0 || beginning.has_digits) return {};
  std::vector<std::uint32_t> hashes, found;
  find_remnants(beginning, edits, hashes);
  for (const std::uint32_t hash : hashes) {
    const std::uint32_t bucket = hash & (bucket_count_ - 1);
    const std::uint32_t end = read(buckets_, bucket);
    for (std::uint32_t i = bucket == 0 ? 0 : read(buckets_, bucket - 1); i < end; ++i)
      found.push_back(read(entries_, i));
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<WordList::Range> ranges;
  for (const std::uint32_t number : found) {
    const WordList::Number begin = read(starts_, number);
    const WordList::Number end = number + 1 < beginnings_ ? read(starts_, number + 1) : words_;
    if (!ranges.empty() && ranges.back().end == begin) {
      ranges.back().end = end;
    } else if (ranges.size() < kMaxNearRanges) {
      ranges.push_back({begin, end});
    }
  }
  return ranges;
}

std::string encode_spelling(const WordList& words) {
  const Beginnings all = collect(words);
  const std::size_t bucket_count = std::bit_ceil(std::max<std::size_t>(1, all.entries.size() / kEntriesPerBucket));
  const auto bucket_of = [&](const Entry& entry) { return entry.hash & (bucket_count - 1); };
  std::vector<std::uint32_t> ends(bucket_count);
  for (const Entry& entry : all.entries) ++ends[bucket_of(entry)];
  for (std::size_t i = 1; i < bucket_count; ++i) ends[i] += ends[i - 1];
  std::vector<std::uint32_t> next(bucket_count);
  for (std::size_t i = 1; i < bucket_count; ++i) next[i] = ends[i - 1];
  std::vector<std::uint32_t> sorted(all.entries.size());
  for (const Entry& entry : all.entries) sorted[next[bucket_of(entry)]++] = entry.beginning;

  std::string bytes(kMagic);
  bytes.reserve(kHeaderBytes + (all.starts.size() + bucket_count + sorted.size()) * sizeof(std::uint32_t));
  for (const std::size_t number :
       {std::size_t{kVersion}, std::size_t{words.size()}, all.starts.size(), bucket_count, sorted.size()})
    append(bytes, static_cast<std::uint32_t>(number));
  for (const auto& numbers : {all.starts, ends, sorted})
    for (const std::uint32_t number : numbers) append(bytes, number);
  return bytes;
}

}  // namespace tarsach::schema
