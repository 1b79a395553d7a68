#include "tests/soak/record.h"

#include <cstdio>

namespace tarsach::testing {
namespace {

constexpr std::uint64_t kMostPrinted = 10;  // of a kind

std::string line(const std::string& what, std::uint64_t count) {
  std::string padded = what;
  if (padded.size() < 34) padded.resize(34, ' ');
  return "  " + padded + " " + std::to_string(count) + "\n";
}

}  // namespace

void Record::count(const std::string& what) {
  const std::lock_guard lock(mutex_);
  ++counts_[what];
}

void Record::violation(const std::string& where, const std::string& what) {
  const std::lock_guard lock(mutex_);
  if (++violations_[where] <= kMostPrinted) std::fprintf(stderr, "violation: %s: %s\n", where.c_str(), what.c_str());
}

std::uint64_t Record::violations() const {
  const std::lock_guard lock(mutex_);
  std::uint64_t sum = 0;
  for (const auto& [where, count] : violations_) sum += count;
  return sum;
}

std::string Record::table() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const auto& [what, count] : counts_) text += line(what, count);
  for (const auto& [where, count] : violations_) text += line("VIOLATION: " + where, count);
  return text;
}

}  // namespace tarsach::testing
