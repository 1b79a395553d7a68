// The second stage: tokens → tree. Anything parses: what stands where it has no meaning (a parenthesis without its
// other one, an operator without its words) is first repaired, and told.
//
//   or    := and  { OR and }          the loosest
//   and   := group { AND group }
//   group := unary { unary }
//   unary := (NOT | "-" | "+") unary | field unary | word | prefix | phrase | "(" or ")"
#pragma once

#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/request.h"

namespace tarsach::query {

/// Parentheses and signs that stand deeper are left out, and told: a million of "(" costs what a million bytes do.
inline constexpr std::size_t kMaxNesting = 32;

struct Parsed {
  Node root;  // an empty group for an empty query
  std::vector<Reading> readings;
};

[[nodiscard]] Parsed parse(std::string_view query);

}  // namespace tarsach::query
