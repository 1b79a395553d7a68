// What the articles of each generation are, known without asking the index: the editor tells it before each build, the
// visitors hold answers against it. Any thread.
//
//   model.expect(7, articles);                      // if a seventh generation comes to be, it has these
//   model.of(7)->with_word.at("жумпарак")            // the ids of those that a search for the word has to find
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace tarsach::testing {

/// Words that nothing else has, so it is known what they find.
inline constexpr std::array<const char*, 12> kMarkers = {"жумпарак",   "тровелник", "бъзгавица", "кърлобан",
                                                         "мушкарица",  "дрънголяк", "фъргулник", "щърколак",
                                                         "заврънтуля", "пликобор",  "хвъркоман", "цупенджак"};
inline constexpr int kFirstYear = 1980, kYears = 15;  // of which no other article is

struct SoakArticle {
  int year = kFirstYear;
  std::string marker;
  std::uint64_t revision = 0;
};

using SoakArticles = std::map<std::string, SoakArticle>;  // by id

struct Expectation {
  SoakArticles articles;
  std::map<int, std::uint64_t> of_year;
  std::map<std::string, std::set<std::string>> with_word;

  explicit Expectation(const SoakArticles& all);
};

class Model {
 public:
  void expect(std::uint64_t generation, const SoakArticles& articles);
  /// nullptr: nobody has made such a generation.
  [[nodiscard]] std::shared_ptr<const Expectation> of(std::uint64_t generation) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::shared_ptr<const Expectation>> generations_;
};

}  // namespace tarsach::testing
