// The words of Bulgarian with their lemmas, from a dictionary: one file, mapped into memory.
//
//   TARSACH_TRY(const auto dictionary, Dictionary::open(path));
//   dictionary->lemmas("води")          {"вода", "водя"}
//   dictionary->lemmas("клъстер")       {}: not in it, so the rules of the stemmer decide
//   dictionary->relatives("изграждане") {{"изграждам", kVerbalNoun}, …}
//
// The file is made at build time by the room `dictionary` out of Debian's hunspell-bg. The indexer puts a copy of it
// into each generation, so that a query is always analysed with what the articles were analysed with.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "base/result.h"
#include "text/automaton.h"

namespace tarsach::text {

inline constexpr const char* kDictionaryName = "bulgarian.dictionary";

/// Why two lemmas belong together, though they are two words. On disk: never renumber.
enum class Relation : std::uint8_t {
  kAspect = 0,      // посетя, посещавам
  kVerbalNoun = 1,  // изграждам, изграждане
  kDerivation = 2,  // столица, столичен
};

struct Relative {
  std::string lemma;
  Relation relation = Relation::kDerivation;

  bool operator==(const Relative&) const = default;
};

/// Any thread may read it.
class Dictionary {
 public:
  /// kNotFound; kBadData for what is no such file or was damaged.
  [[nodiscard]] static Result<std::shared_ptr<const Dictionary>> open(const std::filesystem::path& path);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<std::shared_ptr<const Dictionary>> parse(std::string bytes);
  Dictionary() = default;  // of no words
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  /// All words that `form` (normalised) may be a form of, the likeliest first; none for a form that is not in it.
  [[nodiscard]] std::vector<std::string> lemmas(std::string_view form) const;
  [[nodiscard]] bool knows(std::string_view form) const;
  /// Calls with each form that it knows, in the order of their bytes.
  void each_form(const std::function<void(std::string_view)>& call) const;
  /// The words whose forms have this stem by the rules (text/stemmer.h), if there are so few that a form which is not
  /// in the dictionary can be taken for one of theirs: „университетче“ is none, „университете“ is „университет“.
  [[nodiscard]] std::vector<std::string> lemmas_of_stem(std::string_view stem) const;
  /// Words of the same root, nearest first; of a lemma as lemmas() gives it.
  [[nodiscard]] std::vector<Relative> relatives(std::string_view lemma) const;
  /// Those of its file: what has the same bytes says the same.
  [[nodiscard]] std::string_view bytes() const { return own_.empty() ? file_.bytes() : own_; }

 private:
  /// One of the file's tables: word → words that are made of it.
  struct Table {
    Automaton automaton;
    std::string_view lists;
  };

  [[nodiscard]] Result<void> attach(std::string_view bytes);
  [[nodiscard]] std::vector<Relative> look_up(const Table& table, std::string_view word) const;
  [[nodiscard]] std::vector<std::string> words(const Table& table, std::string_view word) const;

  MappedFile file_;
  std::string own_;
  Table lemmas_, stems_, relatives_;
  std::string_view rules_, endings_;
};

}  // namespace tarsach::text
