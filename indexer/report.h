// What a run tells its operator: bad articles and oddities as they are met (not more than can be read; the rest is
// counted), and the summary at the end. Any thread may tell.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "corpus/reader.h"
#include "indexer/gathered.h"
#include "indexer/progress.h"
#include "indexer/tally.h"

namespace tarsach::indexer {

/// What the publisher has made of the run.
struct Outcome {
  std::uint64_t generation = 0;
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;             // on disk
  std::vector<std::uint64_t> retired;  // older generations that were removed
};

/// What an update has found, by articles.
struct Changes {
  std::uint64_t added = 0, changed = 0, gone = 0, unchanged = 0;

  [[nodiscard]] std::uint64_t total() const { return added + changed + gone; }
};

class Report {
 public:
  static constexpr std::size_t kMaxShown = 50;    // lines about bad articles, and as many warnings
  static constexpr std::size_t kMaxKinds = 1000;  // different reasons that are told apart

  /// `progress` must outlive it.
  explicit Report(Progress& progress) : progress_(progress) {}

  /// A skipped article: "error: FILE:LINE: REASON".
  void problem(const corpus::Problem& problem);
  /// Something odd that lost nothing. The same reason is shown once, and counted.
  void warning(const corpus::Problem& problem);
  void add(const Tally& tally);
  void add(const QueryFigures& figures);
  void add(const Changes& changes);        // of an update; the summary tells them instead of the facts of all articles
  void indexed() { progress_.indexed(); }  // one more article, for the progress bar
  void replaced();                         // by a later article with the same id

  [[nodiscard]] std::uint64_t problems() const;
  [[nodiscard]] std::uint64_t indexed() const;

  /// Several lines for a person.
  [[nodiscard]] std::string summary(const Outcome& outcome) const;
  /// "12 more bad articles and 3 more warnings were not shown"; empty if all were.
  [[nodiscard]] std::string unshown() const;

 private:
  Progress& progress_;
  mutable std::mutex mutex_;
  Tally tally_;
  QueryFigures query_files_;
  std::optional<Changes> changes_;
  std::uint64_t problems_ = 0, warnings_ = 0, warnings_shown_ = 0, replaced_ = 0;
  std::map<std::string, std::uint64_t> problem_kinds_;
  std::map<std::string, std::uint64_t> warning_kinds_;
};

/// "articles.jsonl:7"; without the line if it is 0.
[[nodiscard]] std::string place_text(const std::string& file, std::size_t line);
/// "articles.jsonl:7: no closing quote"
[[nodiscard]] std::string describe(const corpus::Problem& problem);

}  // namespace tarsach::indexer
