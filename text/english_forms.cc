#include "text/english_forms.h"

#include <algorithm>
#include <array>

#include "text/data/irregular_english.h"

namespace tarsach::text {
namespace {

struct Ending {
  std::string_view typed, base;
};

constexpr std::array kEndings = {
    Ending{"ies", "y"}, Ending{"ves", "f"},  Ending{"ves", "fe"}, Ending{"es", ""},    Ending{"s", ""},
    Ending{"ied", "y"}, Ending{"ed", ""},    Ending{"ed", "e"},   Ending{"ying", "y"}, Ending{"ing", ""},
    Ending{"ing", "e"}, Ending{"iest", "y"}, Ending{"ier", "y"},  Ending{"est", ""},   Ending{"'s", ""},
};

/// The same sound, spelt in Britain and in America.
struct Spelling {
  std::string_view one, other;
};

constexpr std::array kSpellings = {
    Spelling{"our", "or"},  Spelling{"is", "iz"},     Spelling{"ys", "yz"},     Spelling{"tre", "ter"},
    Spelling{"ogue", "og"}, Spelling{"ll", "l"},      Spelling{"ence", "ense"}, Spelling{"ae", "e"},
    Spelling{"amme", "am"}, Spelling{"grey", "gray"},
};

/// What is left of a word without its ending has at least so many letters: "is", "red" and "king" have none.
constexpr std::size_t kMinBaseLetters = 2;

bool is_one_of(std::string_view word, std::string_view words) {
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
  }
  return false;
}

void add(std::vector<std::string>& forms, std::string form) {
  if (std::ranges::find(forms, form) == forms.end()) forms.push_back(std::move(form));
}

void add_spellings(std::vector<std::string>& forms) {
  const auto add_other = [&](std::size_t number, std::string_view from, std::string_view to) {
    const std::size_t at = forms[number].rfind(from);
    if (at == std::string::npos || at == 0) return;
    std::string other = forms[number];
    add(forms, other.replace(at, from.size(), to));
  };
  const std::size_t as_spelt = forms.size();
  for (std::size_t i = 0; i < as_spelt; ++i) {
    for (const Spelling& spelling : kSpellings) {
      add_other(i, spelling.one, spelling.other);
      if (spelling.other.size() > 1) add_other(i, spelling.other, spelling.one);
    }
  }
}

}  // namespace

std::vector<std::string> base_forms(std::string_view word) {
  std::vector<std::string> forms = {std::string(word)};
  if (word.empty()) return forms;
  for (const auto& [base, irregular] : data::kIrregularEnglish)
    if (is_one_of(word, irregular)) add(forms, std::string(base));
  for (const Ending& ending : kEndings) {
    if (!word.ends_with(ending.typed) || word.ends_with("ss")) continue;
    std::string base(word.substr(0, word.size() - ending.typed.size()));
    if (base.size() < kMinBaseLetters) continue;
    const bool doubled = base.back() == base[base.size() - 2];
    if (doubled && ending.base.empty() && !ending.typed.ends_with('s')) add(forms, base.substr(0, base.size() - 1));
    add(forms, base.append(ending.base));
  }
  add_spellings(forms);
  return forms;
}

}  // namespace tarsach::text
