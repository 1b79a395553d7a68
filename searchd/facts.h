// What log and metrics tell of an answer beside its status and size. An answer gathers it, the service writes it down.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/stages.h"

namespace tarsach::searchd {

struct SearchFacts {
  std::uint64_t total = 0;                 // articles that it found
  std::vector<std::string> rewrites = {};  // the kinds of Interpretation::applied
  bool has_remedies = false;
  query::StageTimes stages = {};
};

struct Facts {
  std::optional<std::uint64_t> generation = {};
  std::optional<SearchFacts> search = {};
  std::optional<std::uint64_t> suggestions = {};  // how many were made
  bool is_kept = false;                           // the cache had it: nothing was searched
  std::chrono::nanoseconds wait = {};             // for its turn
  std::chrono::nanoseconds write = {};            // of the body
};

}  // namespace tarsach::searchd
