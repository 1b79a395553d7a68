// A title and a body as the words of a document of the forward index, as the indexer packs them (indexer/document.h).
//
//   const std::string forward = pack_forward(title, body, analyzer);
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "schema/fields.h"
#include "schema/forward_document.h"
#include "schema/terms.h"
#include "text/analyzer.h"

namespace tarsach::query {

inline std::vector<schema::TermAt> forward_words(std::string_view title, std::string_view body,
                                                 text::Analyzer& analyzer) {
  std::vector<schema::TermAt> words;
  std::uint32_t end = 1;
  const auto add = [&](std::string_view text, std::uint32_t begin) {
    for (const text::Word& word : analyzer.analyze(text)) {
      for (const std::string& lemma : word.lexeme->lemmas)
        words.push_back({schema::hash_of_term(schema::term(schema::Field::kText, lemma)), begin + word.position});
      end = std::max(end, begin + word.position + 1);
    }
  };
  add(title, 1);
  add(body, end - 1 + schema::kPositionGap);
  return words;
}

inline std::string pack_forward(std::string_view title, std::string_view body, text::Analyzer& analyzer) {
  std::vector<std::uint32_t> milestones;
  const auto words = analyzer.analyze(body);
  const bool counted = words.empty() || words.back().kind != text::WordKind::kWhole;
  for (const text::Word& word : words)
    if (counted && word.position > 0 && word.position % schema::kMilestoneWords == 0 &&
        word.kind != text::WordKind::kWhole)
      milestones.push_back(word.opens ? word.begin : 0);
  return schema::pack_forward_document(forward_words(title, body, analyzer), milestones);
}

}  // namespace tarsach::query
