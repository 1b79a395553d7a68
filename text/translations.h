// English words with their Bulgarian translations, and the other way round: one file, mapped into memory.
//
//   TARSACH_TRY(const auto translations, Translations::open(path));
//   translations->bulgarian("elections", "elect")    {"избор", .5}, {"избори", .2}, {"избиране", .2}, …
//   translations->bulgarian("prime minister", …)     {"министър-председател", …}, {"премиер", …}
//   translations->english("министър")                {"minister", 1}
//
// The file is made at build time by the room `dictionary` out of Debian's dict-freedict-eng-bul. It stands beside the
// programs, not in the generations: what is in an index does not depend on it.
//
// On disk, little-endian: a header, then three books: headword → translations, stem → headwords, Bulgarian → headwords.
// A book is the number of its rows and their bytes (u32), the end of each (u32), and the rows, sorted by key: the key,
// then words with their shares in thousandths, all with tabs between.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "base/result.h"

namespace tarsach::text {

inline constexpr const char* kTranslationsName = "english-bulgarian.dictionary";

/// A word, or several with spaces and hyphens, in normalised citation forms: "земен вълк", "министър-председател".
struct Translation {
  std::string text;
  double share = 0;  // how likely it is meant, among the translations of the same word, which add up to 1

  bool operator==(const Translation&) const = default;
};

/// Words that are looked up, each with those that it leads to.
class Book {
 public:
  /// Takes it from the beginning of `bytes`. kBadData for what is none: every offset is checked once, here.
  [[nodiscard]] static Result<Book> take(std::string_view& bytes);
  Book() = default;  // of no words
  [[nodiscard]] std::vector<Translation> find(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return !row_of(key).empty(); }

 private:
  [[nodiscard]] std::uint32_t size() const;
  [[nodiscard]] std::string_view row(std::uint32_t number) const;
  [[nodiscard]] std::string_view row_of(std::string_view key) const;
  std::string_view ends_, rows_;
};

/// Any thread may read it.
class Translations {
 public:
  /// kNotFound; kBadData for what is no such file or was damaged.
  [[nodiscard]] static Result<std::shared_ptr<const Translations>> open(const std::filesystem::path& path);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<std::shared_ptr<const Translations>> parse(std::string bytes);

  /// Of a normalised English word, or of several with spaces between them, the likeliest first. Inflected forms,
  /// irregular ones too, and British spellings have what their headword has; a word that is none has the translations
  /// of the headwords with its stem („governmental“, „government“).
  [[nodiscard]] std::vector<Translation> bulgarian(std::string_view english, std::string_view stem) const;
  /// Of a normalised Bulgarian citation form, or of several with spaces.
  [[nodiscard]] std::vector<Translation> english(std::string_view bulgarian) const;
  /// Whether it is a headword, or a form of one.
  [[nodiscard]] bool knows(std::string_view english) const;

 private:
  Translations() = default;
  [[nodiscard]] Result<void> attach(std::string_view bytes);

  MappedFile file_;
  std::string own_;
  Book headwords_, stems_, bulgarian_;
};

/// A word with its translations, normalised: lower case, without stress marks. Neither tab nor line break is in it.
struct Headword {
  std::string english;
  std::string stem;  // of each of its words, with spaces between
  std::vector<Translation> translations;
};

/// The file's content. Each headword comes once.
[[nodiscard]] std::string encode_translations(std::span<const Headword> headwords);

}  // namespace tarsach::text
