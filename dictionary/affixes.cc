#include "dictionary/affixes.h"

#include <charconv>

#include "dictionary/lines.h"
#include "text/automaton.h"

namespace tarsach::dictionary {
namespace {

using Cells = std::vector<std::string_view>;

/// "0" stands for nothing.
std::string_view letters_of(std::string_view cell) { return cell == "0" ? std::string_view{} : cell; }

bool are_letters(std::string_view cell) { return cell == "0" || text::is_automaton_word(cell); }

Result<std::size_t> rows_of_header(const Lines& lines, const Cells& cells) {
  std::size_t rows = 0;
  if (cells.size() != 4 || cells[1].size() != 1 || (cells[2] != "Y" && cells[2] != "N"))
    return lines.bad("expected the head of a class, as in SFX A Y 8");
  const auto [end, error] = std::from_chars(cells[3].data(), cells[3].data() + cells[3].size(), rows);
  if (error != std::errc{} || end != cells[3].data() + cells[3].size() || rows == 0 || rows > Affixes::kMostRows)
    return lines.bad("expected the number of the class's rows, not " + std::string(cells[3]));
  return rows;
}

Result<Suffix> suffix_of(const Lines& lines, const Cells& cells, char flag) {
  if (cells.size() != 5 || cells[0] != "SFX" || cells[1] != std::string_view(&flag, 1))
    return lines.bad(std::string("expected another row of the class ") + flag + ", as in SFX " + flag + " а ата .");
  if (!are_letters(cells[2]) || !are_letters(cells[3]))
    return lines.bad("expected small Cyrillic letters or 0 to take off and to add");
  if (cells[4] != ".") return lines.bad("conditions are not understood: " + std::string(cells[4]));
  return Suffix{std::string(letters_of(cells[2])), std::string(letters_of(cells[3]))};
}

}  // namespace

Result<Affixes> Affixes::parse(std::string_view text, const std::string& name) {
  Affixes affixes;
  Lines lines(text, name);
  bool has_encoding = false;
  while (lines.next()) {
    const Cells cells = lines.cells();
    if (cells.empty() || cells[0].starts_with('#') || cells[0] == "TRY" || cells[0] == "MAP") continue;
    if (cells[0] == "SET") {
      if (cells.size() != 2 || cells[1] != "UTF-8") return lines.bad("expected SET UTF-8");
      has_encoding = true;
    } else if (cells[0] == "SFX") {
      TARSACH_TRY(std::size_t rows, rows_of_header(lines, cells));
      const char flag = cells[1][0];
      if (affixes.has(flag)) return lines.bad(std::string("there is a class ") + flag + " already");
      for (auto& suffixes = affixes.classes_[flag]; rows > 0; --rows) {
        if (!lines.next()) return lines.bad(std::string("the class ") + flag + " has fewer rows than its head says");
        TARSACH_TRY(Suffix suffix, suffix_of(lines, lines.cells(), flag));
        suffixes.push_back(std::move(suffix));
      }
    } else {
      return lines.bad("not understood: " + std::string(cells[0]));
    }
  }
  if (!has_encoding) return lines.bad("expected SET UTF-8 somewhere");
  return affixes;
}

std::vector<std::string> Affixes::forms(std::string_view word, char flag) const {
  std::vector<std::string> forms;
  const auto found = classes_.find(flag);
  if (found == classes_.end()) return forms;
  for (const Suffix& suffix : found->second) {
    if (!word.ends_with(suffix.strip)) continue;
    std::string form(word.substr(0, word.size() - suffix.strip.size()));
    form += suffix.add;
    if (!form.empty()) forms.push_back(std::move(form));
  }
  return forms;
}

}  // namespace tarsach::dictionary
