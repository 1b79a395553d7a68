// Collects what can be suggested and writes the file of schema/suggestion_list.h.
//
//   SuggestionWriter writer;
//   writer.add({SuggestionKind::kTitle, 3, "Клъстерна среща"}, {{"клъстерна", {"клъстерен"}}, {"среща", {"среща"}}});
//   write_file(folder / kSuggestionsName, std::move(writer).encode());
//
// Memory: the texts, and four bytes for each of their words.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/suggestion_list.h"

namespace tarsach::schema {

struct SuggestionText {
  SuggestionKind kind = SuggestionKind::kTitle;
  std::uint32_t weight = 0;
  std::string text = {};
  std::string id = {};  // of an event or a topic
};

/// A word by which a text can be found.
struct SuggestionWord {
  std::string form;
  std::vector<std::string> lemmas;
};

/// Collects entries and writes the file. Of equal weights the one that was added first comes first.
class SuggestionWriter {
 public:
  void add(SuggestionText text, std::span<const SuggestionWord> words);
  /// The file's content.
  [[nodiscard]] std::string encode() &&;

 private:
  using Number = std::uint32_t;
  struct Item {
    SuggestionText text;
    std::vector<Number> forms;
  };
  using Shelves = std::array<std::vector<const Item*>, kShelves.size()>;
  [[nodiscard]] Shelves shelves();
  [[nodiscard]] std::vector<Number> forms_on(const Shelves& shelves) const;  // sorted by form

  std::vector<Item> items_;
  std::unordered_map<std::string, Number> numbers_;  // of forms, in the order in which they came
  std::vector<const std::string*> forms_;            // by number
  std::vector<std::vector<std::string>> lemmas_;     // by number
};

}  // namespace tarsach::schema
