// What a query says, as a tree. Still the words as typed: what they mean in the index is the compiler's business.
//
//   parse(„клъстерна среща“ -title:Варна year:2018)
//   (group (phrase клъстерна среща) (not (title (word Варна))) (year (word 2018)))
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/fields.h"

namespace tarsach::query {

enum class NodeKind : std::uint8_t {
  kWord,
  kPrefix,
  kPhrase,
  kGroup,  // one after the other: whether all are needed is a matter of Request::match
  kAnd,
  kOr,
  kNot,       // one child
  kRequired,  // one child
  kField,     // one child, which is about this field
};

struct Node {
  NodeKind kind = NodeKind::kGroup;
  std::string text = {};  // of words, prefixes, phrases
  schema::Field field = schema::Field::kText;
  std::vector<Node> children = {};

  bool operator==(const Node&) const = default;
};

/// For people and tests: "(group (word клъстер) (not (word Варна)))".
[[nodiscard]] std::string print(const Node& node);

/// The tree in query syntax: parse() of it gives the same tree.
[[nodiscard]] std::string to_query(const Node& node);

}  // namespace tarsach::query
