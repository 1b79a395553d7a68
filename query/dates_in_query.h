// What a query says of time in plain words, and the query that says it in syntax.
//
//   const Node root = parse("пожари ноември 2017").root;
//   for (const DateExpression& found : find_dates(root, today))   // kProposal, 2017-11, the words 1 and 2
//     to_query(restricted(root, {found}))                         // "пожари date:2017-11"
//
//   find_dates(parse("пожари миналата година").root, today)       // kFilter, 2025, the words 1 and 2
//   find_dates(parse("„пожари 2017“ тема:2018 -2019").root, today)  // none: phrases, fields and signs are no plain
//   words
//
// kFilter: read the query as restricted(root, {…}), and tell it. It should be taken back when it leaves nothing: then
// the words were words (a newspaper „Днес“). kProposal: search with the words, and offer restricted(root, {one}).
//
// Which words: query/date_phrases.h. Pure; cost grows with the length of the query.
#pragma once

#include <cstddef>
#include <vector>

#include "query/ast.h"
#include "query/date_phrases.h"
#include "schema/date.h"

namespace tarsach::query {

/// Beside more words than this, a relative expression is only a proposal: so much is typed of a headline („Цените на
/// тока се вдигат с 5 на сто от тази година“), which says of itself when it was written.
inline constexpr std::size_t kMostWordsBesideFilter = 6;

struct DateExpression {
  std::size_t first = 0;  // among root.children; 0 for a root that is itself a word
  std::size_t count = 0;
  Period period;
  DateUse use = DateUse::kProposal;
};

/// In their order, without a word in common. Only of words that stand side by side at the top of the tree. A word that
/// is all of the query („днес“) is a proposal.
[[nodiscard]] std::vector<DateExpression> find_dates(const Node& root, const schema::Date& today);

/// The tree without the words of these expressions, which find_dates() gave for it. An empty group if none is left.
[[nodiscard]] Node without_words(const Node& root, const std::vector<DateExpression>& expressions);

/// The same, with a field date: for each of them. parse(to_query(…)) gives this very tree.
[[nodiscard]] Node restricted(const Node& root, const std::vector<DateExpression>& expressions);

}  // namespace tarsach::query
