// What has to be looked up: the tree of a query in terms of the index. It decides exactly which documents match; in
// what order they come is a matter of ranking.h, which reads the flat list of words beside it.
//
//   (all (words клъстерен) (words среща) (not (words варна)) (values year 2018))
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/columns.h"
#include "schema/fields.h"

namespace tarsach::query {

/// One place of a phrase: any of these terms stands there.
struct Slot {
  std::uint32_t offset = 0;  // words after the first place
  std::vector<std::string> terms;

  bool operator==(const Slot&) const = default;
};

/// A word (one slot) or a phrase (several, at growing offsets).
struct Sequence {
  std::vector<Slot> slots;
  schema::Field field = schema::Field::kText;  // that the terms are of: it or kTitle

  bool operator==(const Sequence&) const = default;
};

enum class PlanKind : std::uint8_t {
  kEverything,
  kNothing,
  kWords,   // any of the sequences
  kValues,  // any of the values of a field
  kDates,   // a period
  kAll,     // every child
  kAny,     // at least one child
  kNot,     // everything but the one child
  kMostOf,  // children by their weight: see kMostOfShare
};

/// kMostOf: a document needs this share of the weight that the best document of its language has. A child weighs
/// log(N / df).
inline constexpr double kMostOfShare = 0.5;
/// And of the weight that the best of all documents has, this share.
inline constexpr double kMostOfAllShare = 0.2;

struct Plan {
  PlanKind kind = PlanKind::kNothing;
  std::vector<Sequence> sequences = {};
  schema::Field field = schema::Field::kText;
  std::vector<std::uint32_t> values = {};  // numbers in the field's Column
  Period period = {};
  std::vector<Plan> children = {};
};

[[nodiscard]] std::string print(const Plan& plan, const Columns& columns);

}  // namespace tarsach::query
