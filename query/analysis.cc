#include "query/analysis.h"

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace tarsach::query {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} << 10U;

/// As std::getline(), but what is behind kMaxStemLineBytes is passed over and never kept.
bool next_line(std::istream& in, std::string& line) {
  using Traits = std::istream::traits_type;
  line.clear();
  std::streambuf& bytes = *in.rdbuf();
  Traits::int_type next = bytes.sbumpc();
  if (Traits::eq_int_type(next, Traits::eof())) return false;
  for (; !Traits::eq_int_type(next, Traits::eof()) && next != '\n'; next = bytes.sbumpc())
    if (line.size() < kMaxStemLineBytes) line += Traits::to_char_type(next);
  return true;
}

std::vector<std::string_view> stems_of(std::span<const text::Word> words) {
  const bool has_whole =
      std::any_of(words.begin(), words.end(), [](const auto& word) { return word.kind == text::WordKind::kWhole; });
  std::vector<std::string_view> stems;
  for (const text::Word& word : words) {
    if (has_whole && word.kind == text::WordKind::kPart) continue;
    for (const std::string& lemma : word.lexeme->lemmas)
      if (std::find(stems.begin(), stems.end(), lemma) == stems.end()) stems.push_back(lemma);
  }
  return stems;
}

const char* name_of(text::WordKind kind) {
  switch (kind) {
    case text::WordKind::kSimple: return "simple";
    case text::WordKind::kPart: return "part";
    case text::WordKind::kWhole: return "whole";
  }
  return "";
}

std::string joined(const std::vector<std::string>& lemmas) {
  std::string text;
  for (const std::string& lemma : lemmas) text.append(text.empty() ? "" : " ").append(lemma);
  return text;
}

}  // namespace

void write_stems(std::istream& in, std::ostream& out, text::Analyzer analyzer) {
  std::string buffer;
  for (std::string line; out && next_line(in, line);) {
    bool is_first = true;
    for (const std::string_view stem : stems_of(analyzer.analyze(line))) {
      buffer.append(is_first ? "" : "\t").append(stem);
      is_first = false;
    }
    buffer += '\n';
    if (buffer.size() < kBufferBytes && in.rdbuf()->in_avail() > 0) continue;
    out << buffer << std::flush;
    buffer.clear();
  }
  out << buffer << std::flush;
}

Table word_table(std::string_view text, text::Analyzer analyzer) {
  Table table{{{"position", Align::kRight},
               {"kind"},
               {"begin", Align::kRight},
               {"end", Align::kRight},
               {"form"},
               {"lemmas"},
               {"stop word"}},
              {}};
  for (const text::Word& word : analyzer.analyze(text.substr(0, kMaxAnalyzedBytes)))
    table.rows.push_back({std::to_string(word.position), name_of(word.kind), std::to_string(word.begin),
                          std::to_string(word.end), word.lexeme->form, joined(word.lexeme->lemmas),
                          word.lexeme->stop_word ? "yes" : "-"});
  return table;
}

}  // namespace tarsach::query
