// The relevance gate: a new generation must answer the operator's own judged queries well enough before it is switched
// to. The measuring is that of `tarsach evaluate`, the program that stands beside this one.
//
//   TARSACH_TRY(const Gate gate, Gate::open({.queries = "", .judgments = "judgments.tsv", .floors = {"mrr=0.80"}}));
//   TARSACH_CHECK(gate.judge(index, 43));        // kBadData, with the figures and what fell most, below a floor
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "schema/index_dir.h"

namespace tarsach::indexer {

/// "ndcg@10=0.75": the mean of all queries must not be lower.
struct Floor {
  std::string measure;  // one of kMeasures
  double least = 0;     // 0 to 1
};

/// As they stand in what `tarsach evaluate --format json` prints.
inline constexpr const char* kMeasures[] = {"ndcg@10", "mrr", "recall@10"};

/// kUsage.
[[nodiscard]] Result<Floor> parse_floor(const std::string& text);

class Gate {
 public:
  struct Options {
    std::string queries = {};  // a file; empty: the queries of the judgments
    std::string judgments = {};
    std::vector<std::string> floors = {};
  };

  /// Before hours of work: kUsage for options that make no sense together or name no file, kConfiguration without the
  /// program. Without any option everything passes.
  [[nodiscard]] static Result<Gate> open(const Options& options);

  /// Looks at a generation that is in its place but not current. kBadData when it falls below a floor, or when it
  /// could not be measured; so too, soon, when `stop_requested`.
  [[nodiscard]] Result<void> judge(
      const schema::IndexDir& index, std::uint64_t generation,
      const std::function<bool()>& stop_requested = [] { return false; }) const;

 private:
  std::filesystem::path program_;  // tarsach; empty: nothing is measured
  std::string queries_, judgments_;
  std::vector<Floor> floors_;
};

}  // namespace tarsach::indexer
