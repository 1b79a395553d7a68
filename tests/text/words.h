// Words of a text in short, for tables of tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace tarsach::text::testing {

/// "по-добрите" → "добрите": the normalised forms, separated by spaces; a whole in angle brackets before its parts.
inline std::string forms(std::string_view text) {
  Analyzer analyzer;
  std::string line;
  for (const Word& word : analyzer.analyze(text)) {
    if (!line.empty()) line += ' ';
    line += word.kind == WordKind::kWhole ? "<" + word.lexeme->form + ">" : word.lexeme->form;
  }
  return line;
}

inline std::vector<std::string> lemmas(std::string_view word) {
  thread_local Analyzer analyzer;
  const auto words = analyzer.analyze(word);
  return words.empty() ? std::vector<std::string>{} : words.front().lexeme->lemmas;
}

inline bool meet(std::string_view one, std::string_view other) {
  for (const std::string& lemma : lemmas(one)) {
    for (const std::string& second : lemmas(other)) {
      if (lemma == second) return true;
    }
  }
  return false;
}

}  // namespace tarsach::text::testing
