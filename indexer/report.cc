#include "indexer/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/visible.h"

namespace tarsach::indexer {
namespace {

/// The reason without its particulars: "body: 90000000 bytes" and "body: 8400000 bytes" are of one kind.
std::string kind_of(const std::string& reason) {
  std::string kind = reason.substr(0, reason.find_first_of(":;,('\"0123456789"));
  while (!kind.empty() && kind.back() == ' ') kind.pop_back();
  return kind.empty() ? "other" : kind;
}

/// Counts a kind; the kinds after kMaxKinds are one.
std::uint64_t count(std::map<std::string, std::uint64_t>& kinds, const std::string& kind) {
  if (kinds.size() >= Report::kMaxKinds && !kinds.contains(kind)) return ++kinds["other"];
  return ++kinds[kind];
}

std::string line(const char* name, const std::string& text) {
  std::array<char, 32> label{};
  std::snprintf(label.data(), label.size(), "  %-10s", name);
  return label.data() + text + "\n";
}

std::string describe(const FactTally& fact) {
  return with_commas(fact.given) + " given, " + with_commas(fact.inferred) + " inferred, " + with_commas(fact.none) +
         " unknown";
}

std::string describe(const QueryFigures& figures) {
  const std::string words = with_commas(figures.words) + " different";
  if (figures.forgotten == 0) return words;
  return words + "; " + with_commas(figures.forgotten) + " rare ones were left out to save memory";
}

std::string join(const std::map<std::string, std::uint64_t>& kinds) {
  constexpr std::size_t kMostKinds = 5;
  std::vector<std::pair<std::uint64_t, std::string>> sorted;
  for (const auto& [kind, times] : kinds) sorted.emplace_back(times, kind);
  std::ranges::stable_sort(sorted, std::greater(), &std::pair<std::uint64_t, std::string>::first);
  std::string text;
  for (std::size_t i = 0; i < std::min(kMostKinds, sorted.size()); ++i)
    text += (i == 0 ? "" : ", ") + with_commas(sorted[i].first) + "× " + sorted[i].second;
  return sorted.size() > kMostKinds ? text + ", …" : text;
}

std::string years(const Tally& tally) {
  if (tally.first_year == 0) return "none";
  if (tally.first_year == tally.last_year) return std::to_string(tally.first_year);
  return std::to_string(tally.first_year) + "–" + std::to_string(tally.last_year);
}

std::string describe(const Tally& tally) {
  return line("years", years(tally)) + line("titles", describe(tally.title)) + line("dates", describe(tally.date)) +
         line("languages", describe(tally.language)) + line("events", describe(tally.events)) +
         line("topics", describe(tally.topics));
}

std::string describe(const Changes& changes) {
  return line("new", with_commas(changes.added)) + line("changed", with_commas(changes.changed)) +
         line("gone", with_commas(changes.gone)) + line("unchanged", with_commas(changes.unchanged));
}

std::string rounded(double seconds) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f s", seconds);
  return text.data();
}

}  // namespace

std::string place_text(const std::string& file, std::size_t line) {
  return line == 0 ? file : file + ":" + std::to_string(line);
}

std::string describe(const corpus::Problem& problem) {
  return visible(place_text(problem.file, problem.line) + ": " + problem.reason);
}

void Report::problem(const corpus::Problem& problem) {
  const std::lock_guard lock(mutex_);
  count(problem_kinds_, kind_of(problem.reason));
  if (++problems_ <= kMaxShown) progress_.message("error: " + describe(problem));
}

void Report::warning(const corpus::Problem& problem) {
  const std::lock_guard lock(mutex_);
  ++warnings_;
  if (count(warning_kinds_, problem.reason) > 1 || warnings_shown_ >= kMaxShown) return;
  ++warnings_shown_;
  progress_.message("warning: " + describe(problem));
}

void Report::add(const Tally& tally) {
  const std::lock_guard lock(mutex_);
  tally_ += tally;
}

void Report::add(const QueryFigures& figures) {
  const std::lock_guard lock(mutex_);
  query_files_.words += figures.words;
  query_files_.forgotten += figures.forgotten;
}

void Report::add(const Changes& changes) {
  const std::lock_guard lock(mutex_);
  changes_ = changes;
}

void Report::replaced() {
  const std::lock_guard lock(mutex_);
  ++replaced_;
}

std::uint64_t Report::problems() const {
  const std::lock_guard lock(mutex_);
  return problems_;
}

std::uint64_t Report::indexed() const {
  const std::lock_guard lock(mutex_);
  return tally_.indexed;
}

std::string Report::summary(const Outcome& outcome) const {
  const std::lock_guard lock(mutex_);
  std::string text = "generation " + std::to_string(outcome.generation) +
                     " is published: " + with_commas(outcome.documents) + " documents, " +
                     readable_bytes(outcome.bytes) + ", " + rounded(progress_.seconds()) + "\n";
  text += line("read", with_commas(outcome.documents + replaced_ + problems_) + " articles");
  if (problems_ > 0) text += line("skipped", with_commas(problems_) + ": " + join(problem_kinds_));
  if (replaced_ > 0) text += line("replaced", with_commas(replaced_) + " by a later article with the same id");
  text += changes_ ? describe(*changes_) : describe(tally_);
  text += line("words", describe(query_files_));
  for (const std::uint64_t generation : outcome.retired)
    text += line("removed", "generation " + std::to_string(generation));
  return text;
}

std::string Report::unshown() const {
  const std::lock_guard lock(mutex_);
  const std::uint64_t problems = problems_ - std::min<std::uint64_t>(problems_, kMaxShown);
  const std::uint64_t warnings = warnings_ - warnings_shown_;
  if (problems == 0 && warnings == 0) return {};
  return with_commas(problems) + " more bad articles and " + with_commas(warnings) + " more warnings were not shown";
}

}  // namespace tarsach::indexer
