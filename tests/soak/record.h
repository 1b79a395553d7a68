// What happened during a soak, for the table at its end: how often what was done, and every time that something was not
// as it has to be. Any thread.
//
//   record.count("build");
//   record.violation("search", "year 1993: 17 articles, expected 18 in generation 4");
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace tarsach::testing {

class Record {
 public:
  void count(const std::string& what);
  /// The first ones are printed at once.
  void violation(const std::string& where, const std::string& what);

  [[nodiscard]] std::uint64_t violations() const;
  /// "what  how often", a line each.
  [[nodiscard]] std::string table() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t> counts_;
  std::map<std::string, std::uint64_t> violations_;
};

}  // namespace tarsach::testing
