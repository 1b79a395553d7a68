#include "dictionary/entries.h"

#include <algorithm>
#include <charconv>

#include "dictionary/lines.h"
#include "text/automaton.h"
#include "text/normalizer.h"

namespace tarsach::dictionary {
namespace {

Result<std::size_t> promised_entries(Lines& lines) {
  std::size_t count = 0;
  if (!lines.next()) return lines.bad("expected the number of words in the first line");
  const std::string_view line = lines.line();
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), count);
  if (error != std::errc{} || end != line.data() + line.size() || count > kMostEntries)
    return lines.bad("expected the number of words in the first line");
  return count;
}

Result<WordEntry> entry_of(const Lines& lines, const Affixes& affixes) {
  const std::string_view line = lines.line();
  const std::size_t slash = std::min(line.find('/'), line.size());
  const std::string_view word = line.substr(0, slash);
  WordEntry entry;
  entry.word = text::normalize(word).form;
  if (word.size() > kMostWordBytes || !text::is_automaton_word(entry.word))
    return lines.bad("expected a word of Cyrillic letters, not " + std::string(word.substr(0, kMostWordBytes)));
  entry.capital = entry.word == word ? Capital::kNo : Capital::kYes;
  if (slash == line.size()) return entry;
  entry.flags = line.substr(slash + 1);
  const auto stranger = std::ranges::find_if_not(entry.flags, [&](char flag) { return affixes.has(flag); });
  if (entry.flags.empty()) return lines.bad("expected classes of endings behind the slash");
  if (stranger != entry.flags.end())
    return lines.bad(std::string("there is no class ") + *stranger + " among the endings");
  return entry;
}

}  // namespace

Result<std::vector<WordEntry>> parse_entries(std::string_view text, const Affixes& affixes, const std::string& name) {
  Lines lines(text, name);
  TARSACH_TRY(const std::size_t promised, promised_entries(lines));
  std::vector<WordEntry> entries;
  while (lines.next()) {
    if (lines.line().empty()) continue;
    TARSACH_TRY(WordEntry entry, entry_of(lines, affixes));
    entries.push_back(std::move(entry));
    if (entries.size() > promised) break;
  }
  if (entries.size() != promised)
    return lines.bad("expected " + std::to_string(promised) + " words, as the first line says");
  return entries;
}

}  // namespace tarsach::dictionary
