// What can be suggested while somebody types: titles, labels and names of events and topics, phrases and words, with
// the beginnings of their words in order, so that any word's beginning leads to the texts that have it.
//
//   INDEX/generations/000042/suggestions      written by the indexer, mapped by the reader
//
//   TARSACH_TRY(const SuggestionList list, SuggestionList::open(path));
//   const auto range = list.forms().narrow(list.forms().all(), 0, "сре");
//   for (const auto entry : list.best(Shelf::kTitles, range, 10)) list.text(entry);   // „Клъстерна среща във Варна“
//
// Entries stand on three shelves, because what is frequent differs between them: a word is in thousands of articles, a
// title in one. On a shelf the heaviest stand first, so the best of a range is the smallest number in it: a tree of
// minima over the postings, made when the file is opened, finds the k best without looking at the others.
//
// On disk, little-endian: a header of counts; for each entry the end of its text (u32), its weight (u32), its kind (u8)
// and how many bytes at the end of its text are its id (u8); for each shelf the end of each form's postings (u32) and
// the postings (u32, entries, ascending); for each lemma the end of its forms (u32), and the forms (u32); the texts;
// the forms and the lemmas as two lists of words (schema/word_list.h).
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "base/result.h"
#include "schema/word_list.h"

namespace tarsach::schema {

/// On disk: never renumber.
enum class SuggestionKind : std::uint8_t { kTitle = 0, kEvent = 1, kTopic = 2, kPhrase = 3, kWord = 4 };
inline constexpr std::size_t kSuggestionKinds = 5;

/// Stable, for programs.
[[nodiscard]] std::string_view name_of(SuggestionKind kind);

enum class Shelf : std::uint8_t { kNames, kTitles, kTerms };
inline constexpr std::array kShelves = {Shelf::kNames, Shelf::kTitles, Shelf::kTerms};

[[nodiscard]] constexpr Shelf shelf_of(SuggestionKind kind) {
  if (kind == SuggestionKind::kTitle) return Shelf::kTitles;
  return kind == SuggestionKind::kEvent || kind == SuggestionKind::kTopic ? Shelf::kNames : Shelf::kTerms;
}

/// Lighter ones are left out. With titles of ten words the file of a full list has about 12 MB.
inline constexpr std::array<std::size_t, kShelves.size()> kMostOnShelf = {10'000, 100'000, 30'000};
inline constexpr std::size_t kMaxSuggestionBytes = 240;    // of a text; longer ones are clipped by who writes them
inline constexpr std::size_t kMaxSuggestionIdBytes = 255;  // an entry with a longer id is left out

/// The numbers behind the magic at the file's beginning.
struct SuggestionHeader {
  static constexpr std::string_view kMagic = "TarsachG";
  static constexpr std::uint32_t kVersion = 1;

  std::uint32_t version = kVersion;
  std::array<std::uint32_t, kShelves.size()> entries{};
  std::array<std::uint32_t, kShelves.size()> postings{};
  std::uint32_t forms = 0, lemmas = 0, lemma_forms = 0;
  std::uint32_t text_bytes = 0, form_list_bytes = 0, lemma_list_bytes = 0;
};

/// Numbers as they lie in the file.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::size_t size() const { return bytes_.size() / sizeof(std::uint32_t); }
  [[nodiscard]] std::uint32_t operator[](std::size_t place) const;
  [[nodiscard]] Numbers part(std::size_t begin, std::size_t end) const;

 private:
  std::string_view bytes_;
};

/// The place of the least of a range of numbers, by a tree of sixteen branches: about 7 % of the numbers' size.
class Minima {
 public:
  Minima() = default;
  explicit Minima(const Numbers& numbers);
  /// The first place of the least number in [begin, end), which is not empty.
  [[nodiscard]] std::uint32_t least(std::uint32_t begin, std::uint32_t end) const;

 private:
  [[nodiscard]] std::uint32_t better(std::uint32_t a, std::uint32_t b) const {
    return numbers_[b] < numbers_[a] ? b : a;
  }
  Numbers numbers_;
  std::vector<std::vector<std::uint32_t>> levels_;  // places; levels_[0] has one for each 16 numbers
};

/// Any thread may read it.
class SuggestionList {
 public:
  using Entry = std::uint32_t;

  /// kNotFound; kBadData for what is no such file or was damaged: every number is checked once, here.
  [[nodiscard]] static Result<SuggestionList> open(const std::filesystem::path& path);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<SuggestionList> parse(std::string bytes);
  SuggestionList() = default;  // without any

  [[nodiscard]] Entry size() const { return static_cast<Entry>(ends_.size()); }
  [[nodiscard]] std::string_view text(Entry entry) const;
  [[nodiscard]] std::string_view id(Entry entry) const;  // of an event or a topic
  [[nodiscard]] SuggestionKind kind(Entry entry) const { return static_cast<SuggestionKind>(kinds_[entry]); }
  [[nodiscard]] std::uint32_t weight(Entry entry) const { return weights_[entry]; }

  struct Range {
    Entry begin = 0, end = 0;
  };
  /// The entries of a shelf, the heaviest first.
  [[nodiscard]] Range on(Shelf shelf) const { return shelves_[static_cast<std::size_t>(shelf)].entries; }

  /// The normalised words of all texts.
  [[nodiscard]] const WordList& forms() const { return forms_; }
  /// Which of them are forms of a word.
  [[nodiscard]] Numbers forms_of(std::string_view lemma) const;

  /// Entries with one of these forms: ascending for one form, in no order (and maybe repeated) for more.
  [[nodiscard]] Numbers having(Shelf shelf, WordList::Range forms) const;
  /// The `most` heaviest of them, the heaviest first, each once.
  [[nodiscard]] std::vector<Entry> best(Shelf shelf, WordList::Range forms, std::size_t most) const;

 private:
  struct Postings {
    Range entries;
    Numbers ends, numbers;
    Minima minima;
  };
  [[nodiscard]] Result<void> attach(std::string_view bytes);
  [[nodiscard]] const char* fault() const;  // what is wrong with the numbers; nullptr: nothing
  [[nodiscard]] std::string_view whole_text(Entry entry) const;
  struct Places {
    std::uint32_t begin = 0, end = 0;
  };
  [[nodiscard]] static Places places(const Postings& shelf, WordList::Range forms);

  MappedFile file_;
  std::string own_;
  Numbers ends_, weights_;
  std::string_view kinds_, id_bytes_, texts_;
  std::array<Postings, kShelves.size()> shelves_;
  Numbers lemma_ends_, lemma_forms_;
  WordList forms_, lemmas_;
};

}  // namespace tarsach::schema
