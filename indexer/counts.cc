#include "indexer/counts.h"

#include <limits>
#include <tuple>
#include <utility>

#include "indexer/packed.h"

namespace tarsach::indexer {
namespace {

constexpr std::string_view kMagic = "TarsachC";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kMostTextBytes = 1024;  // of a word, a title, a phrase, an id: all are far shorter but ids
constexpr std::uint64_t kMost32 = std::numeric_limits<std::uint32_t>::max();

std::uint32_t read_32(PackedReader& reader) { return static_cast<std::uint32_t>(reader.number(kMost32)); }

void write(PackedWriter& writer, const std::vector<CountedWord>& words) {
  writer.number(words.size());
  for (const CountedWord& word : words) {
    writer.text(word.form);
    writer.number(word.documents);
    writer.number(word.capital);
    writer.number(word.lower);
  }
}

void write(PackedWriter& writer, const std::vector<TitleRow>& rows) {
  writer.number(rows.size());
  for (const TitleRow& row : rows) {
    writer.fixed(row.key);
    writer.number(row.day);
    writer.number(row.weight);
    writer.text(row.text);
  }
}

void write(PackedWriter& writer, const TitleCounts::Counts& counts) {
  writer.number(counts.size());
  for (const auto& [id, count] : counts) {
    writer.text(id);
    writer.number(count);
  }
}

void write(PackedWriter& writer, const std::vector<Phrase>& phrases) {
  writer.number(phrases.size());
  for (const Phrase& phrase : phrases) {
    writer.text(phrase.text);
    writer.number(phrase.documents);
  }
}

/// Calls `read` for each of the things that are announced; false as soon as it is.
template <typename Read>
bool read_all(PackedReader& reader, std::size_t bytes_each, Read read) {
  const std::size_t count = reader.count(bytes_each);
  for (std::size_t i = 0; i < count; ++i)
    if (!read() || !reader.fine()) return false;
  return reader.fine();
}

bool read_words(PackedReader& reader, std::vector<CountedWord>& words) {
  return read_all(reader, 4, [&] {
    CountedWord word{std::string(reader.text(kMostTextBytes)), read_32(reader), read_32(reader), read_32(reader)};
    const bool in_place = words.empty() || words.back().form < word.form;
    words.push_back(std::move(word));
    return in_place;
  });
}

bool read_titles(PackedReader& reader, std::vector<TitleRow>& rows) {
  return read_all(reader, sizeof(std::uint64_t) + 3, [&] {
    TitleRow row{reader.fixed(), read_32(reader), {}, read_32(reader)};
    row.text = reader.text(kMostTextBytes);
    const bool in_place = rows.empty() || std::tie(rows.back().key, rows.back().day, rows.back().text) <
                                              std::tie(row.key, row.day, row.text);
    rows.push_back(std::move(row));
    return in_place;
  });
}

bool read_counts(PackedReader& reader, std::size_t most_bytes, TitleCounts::Counts& counts) {
  return read_all(reader, 2, [&] {
    const std::string id(reader.text(most_bytes));
    return counts.try_emplace(id, read_32(reader)).second;
  });
}

bool read_phrases(PackedReader& reader, std::vector<Phrase>& phrases) {
  return read_all(reader, 2, [&] {
    Phrase phrase{std::string(reader.text(kMostTextBytes)), read_32(reader)};
    const bool in_place = phrases.empty() || phrases.back().documents >= phrase.documents;
    phrases.push_back(std::move(phrase));
    return in_place;
  });
}

}  // namespace

std::string encode_counts(const Counts& counts) {
  PackedWriter writer(kMagic, kVersion);
  write(writer, counts.words);
  writer.number(counts.forgotten);
  write(writer, counts.titles);
  write(writer, counts.events);
  write(writer, counts.topics);
  write(writer, counts.phrases);
  return std::move(writer).take();
}

Result<Counts> decode_counts(std::string_view bytes) {
  PackedReader reader(bytes, kMagic, kVersion);
  Counts counts;
  bool fine = read_words(reader, counts.words);
  counts.forgotten = reader.number();
  fine = fine && read_titles(reader, counts.titles);
  fine = fine && read_counts(reader, bytes.size(), counts.events);
  fine = fine && read_counts(reader, bytes.size(), counts.topics);
  fine = fine && read_phrases(reader, counts.phrases);
  if (fine && reader.at_end()) return counts;
  return fail(ErrorCode::kBadData, "the counts of the articles' words and titles are damaged", "build the index again");
}

}  // namespace tarsach::indexer
