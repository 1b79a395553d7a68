// What counts promise, over hundreds of random states of the filters: choosing a value gives the total that stood
// beside it, by the interface and by the page's form and links; a further filter never raises a number.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "searchd/parameters.h"
#include "searchd/url.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"
#include "tests/system/html_tree.h"
#include "tests/system/in_process.h"

namespace tarsach::testing {
namespace {

using nlohmann::json;

constexpr unsigned kStates = 500;
constexpr std::size_t kValuesTried = 2;  // of each facet in each state

constexpr std::array kFields = {"event", "year", "topic", "lang"};

constexpr std::array kQueries = {"",
                                 "клъстер",
                                 "среща",
                                 "клъстерна среща",
                                 "туризъм варна",
                                 "„кръгова икономика“",
                                 "-туризъм",
                                 "иновации -варна",
                                 "klaster",
                                 "клъстре",
                                 "u.cije,",
                                 "innovation",
                                 "иновации ИЛИ туризъм",
                                 "заглавие:конференция",
                                 "клас*",
                                 "финансиране на проекти в регионите",
                                 "конференция 2018",
                                 "новини последните 10 години",
                                 "topic:innovation",
                                 "lang:en",
                                 "ракета"};

/// Names and values of a query string, not encoded.
using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string target(const std::string& path, const Parameters& parameters) {
  std::string text = path;
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    text += std::exchange(separator, '&') + searchd::percent_encode(name) + "=" + searchd::percent_encode(value);
  }
  return text;
}

Parameters with(Parameters parameters, const std::string& name, const std::string& value) {
  parameters.emplace_back(name, value);
  return parameters;
}

Parameters without(Parameters parameters, const std::string& name) {
  std::erase_if(parameters, [&](const auto& parameter) { return parameter.first == name; });
  return parameters;
}

bool has(const Parameters& parameters, const std::string& name) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [&](const auto& parameter) { return parameter.first == name; });
}

Parameters parameters_of(const std::string& address) {
  Parameters parameters;
  const auto question = address.find('?');
  if (question == std::string::npos) return parameters;
  for (const auto& [name, value] : searchd::split_query_string(std::string_view(address).substr(question + 1)))
    parameters.emplace_back(searchd::percent_decode(name, searchd::Plus::kIsSpace).value(),
                            searchd::percent_decode(value, searchd::Plus::kIsSpace).value());
  return parameters;
}

/// Totals and counts of one state.
struct Counted {
  std::uint64_t total = 0;
  std::map<std::string, std::map<std::string, std::uint64_t>> facets;  // name, value
};

/// The same choices on every machine.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t number) { return engine_() % number; }
  bool once_in(std::size_t number) { return below(number) == 0; }
  template <typename List>
  const auto& one_of(const List& list) {
    return *std::next(list.begin(), static_cast<std::ptrdiff_t>(below(list.size())));
  }

 private:
  std::mt19937 engine_;
};

class Filters : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    quiet_ = std::make_unique<QuietLog>();
    folder_ = std::make_unique<TemporaryFolder>();
    const auto index = folder_->path() / "index";
    const auto run =
        run_program({program_path("tarsach-indexer").string(), "build", "--index", index.string(), "--vocabulary",
                     source_path("schema/vocabulary").string(), source_path("corpus/sample").string()});
    ASSERT_EQ(run.status, 0) << run.error;
    daemon_ = std::make_unique<InProcessDaemon>(index);
    values_ = std::make_unique<std::map<std::string, std::vector<std::string>>>();
    for (const auto& [name, counts] : counted({}).facets)
      for (const auto& [value, count] : counts) (*values_)[name].push_back(value);
    (*values_)["year"].insert((*values_)["year"].end(), {"2015..2018", "2019..2030", "1900"});
    (*values_)["lang"] = {"bg", "en", "und"};
    (*values_)["event"].push_back("no-such-event");
  }
  static void TearDownTestSuite() {
    quiet_.reset();
    daemon_.reset();
    values_.reset();
    folder_.reset();
  }

  static json ask(const Parameters& parameters) {
    const auto answer = daemon_->get(target("/v1/search", parameters));
    EXPECT_EQ(answer.status, 200) << target("/v1/search", parameters) << '\n' << answer.body;
    return json::parse(answer.body);
  }

  static std::uint64_t total(const Parameters& parameters) {
    return ask(with(with(parameters, "per_page", "0"), "facets", "none")).at("totalHits");
  }

  static Counted counted(const Parameters& parameters) {
    const json answer = ask(with(with(parameters, "per_page", "0"), "facet_limit", "1000"));
    Counted counted{answer.at("totalHits"), {}};
    for (const auto& [name, counts] : answer.at("facets").items()) {
      auto& values = counted.facets[name];
      for (const auto& count : counts) values[count.at("value")] = count.at("count");
    }
    return counted;
  }

  static Parameters random_state(Dice& dice) {
    Parameters state;
    if (const std::string query = dice.one_of(kQueries); !query.empty()) state.emplace_back("q", query);
    for (const std::string name : kFields) {
      for (int i = 0; i < 3 && dice.once_in(4); ++i) add_value(state, name, dice);
      if (dice.once_in(8)) add_value(state, "-" + name, dice);
    }
    if (dice.once_in(5)) state.emplace_back("from", std::to_string(2010 + dice.below(10)));
    if (dice.once_in(5)) state.emplace_back("to", std::to_string(2019 + dice.below(8)) + "-07");
    if (dice.once_in(4)) state.emplace_back("match", dice.once_in(2) ? "all" : "any");
    if (dice.once_in(4)) state.emplace_back("rewrite", "off");
    return state;
  }

  static void add_value(Parameters& state, const std::string& name, Dice& dice) {
    const std::string value = dice.one_of(values_->at(name.substr(name.front() == '-' ? 1 : 0)));
    if (std::find(state.begin(), state.end(), std::pair(name, value)) == state.end()) state.emplace_back(name, value);
  }

  /// Runs `check` on every state; stops telling after the first ones that fail.
  template <typename Check>
  static void for_random_states(const Check& check) {
    for (unsigned seed = 1; seed <= kStates && !HasFailure(); ++seed) {
      Dice dice(seed);
      const Parameters state = random_state(dice);
      SCOPED_TRACE("state " + std::to_string(seed) + ": " + target("/v1/search", state));
      check(state, dice);
    }
  }

  static std::unique_ptr<QuietLog> quiet_;
  static std::unique_ptr<TemporaryFolder> folder_;
  static std::unique_ptr<InProcessDaemon> daemon_;
  static std::unique_ptr<std::map<std::string, std::vector<std::string>>> values_;  // of each field
};
std::unique_ptr<QuietLog> Filters::quiet_;
std::unique_ptr<TemporaryFolder> Filters::folder_;
std::unique_ptr<InProcessDaemon> Filters::daemon_;
std::unique_ptr<std::map<std::string, std::vector<std::string>>> Filters::values_;

TEST_F(Filters, GiveTheTotalThatACountPromised) {
  std::size_t kept = 0;
  for_random_states([&](const Parameters& state, Dice& dice) {
    const Counted now = counted(state);
    for (const auto& [name, counts] : now.facets)
      for (std::size_t i = 0; i < kValuesTried && !counts.empty(); ++i, ++kept) {
        const auto& [value, count] = dice.one_of(counts);
        EXPECT_EQ(total(with(without(state, name), name, value)), count) << name << "=" << value;
      }
  });
  EXPECT_GT(kept, kStates);  // the states are not all empty
}

/// None is larger in `after`, whatever was asked for between.
void expect_no_more(const Counted& before, const Counted& after) {
  EXPECT_LE(after.total, before.total);
  for (const auto& [name, counts] : after.facets)
    for (const auto& [value, count] : counts) {
      const auto& known = before.facets.at(name);
      const auto old = known.find(value);
      EXPECT_LE(count, old == known.end() ? 0 : old->second) << name << "=" << value;
    }
}

/// A facet does not heed its own filter; a value that no article has may have come to the list.
void expect_same_counts(const std::map<std::string, std::uint64_t>& before,
                        const std::map<std::string, std::uint64_t>& after) {
  for (const auto& [value, count] : before) EXPECT_EQ(after.at(value), count) << value;
}

TEST_F(Filters, NeverRaiseAnotherNumber) {
  for_random_states([](const Parameters& state, Dice& dice) {
    const Counted before = counted(state);
    const std::string name = dice.one_of(kFields);
    if (!has(state, name)) {
      Parameters more = state;
      add_value(more, name, dice);
      const Counted after = counted(more);
      expect_no_more(before, after);
      if (name != "lang") expect_same_counts(before.facets.at(name), after.facets.at(name));
    }
    Parameters less = state;
    add_value(less, "-" + name, dice);
    expect_no_more(before, counted(less));
    if (!has(state, "from")) expect_no_more(before, counted(with(state, "from", "2016-03")));
  });
}

TEST_F(Filters, FindAsManyArticlesInGroups) {
  for_random_states([](const Parameters& state, Dice&) {
    const std::string address = target("", state);
    auto search =
        searchd::parse_search(std::string_view(address).substr(state.empty() ? 0 : 1), searchd::Endpoint::kSearch);
    ASSERT_TRUE(search);
    search->request.group = query::Group::kEvent;
    const auto grouped = daemon_->engine().search(search->request, query::Deadline::never());
    ASSERT_TRUE(grouped);
    EXPECT_EQ(grouped->total, total(state));
  });
}

TEST_F(Filters, AreLeftByRemediesThatFindWhatTheySay) {
  std::size_t offered = 0;
  for_random_states([&](const Parameters& state, Dice&) {
    const json answer = ask(with(state, "facets", "none"));
    if (!answer.contains("remedies")) return;
    EXPECT_EQ(answer.at("totalHits"), 0);
    for (const auto& remedy : answer.at("remedies")) {
      ++offered;
      EXPECT_GT(remedy.at("totalHits"), 0);
      EXPECT_EQ(total(parameters_of(remedy.at("url"))), remedy.at("totalHits").get<std::uint64_t>()) << remedy;
    }
  });
  EXPECT_GT(offered, kStates / 10);
}

// ---- the page ----

std::uint64_t number_in(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
  return digits.empty() ? 0 : std::stoull(digits);
}

bool is_in_form(const HtmlTree& page, const HtmlElement& element) {
  if (element.has("form")) return element.attribute("form") == "find";
  return std::any_of(element.ancestors.begin(), element.ancestors.end(),
                     [&](std::size_t place) { return page.elements[place].attribute("id") == "find"; });
}

bool is_switch(const HtmlElement& input) {
  return input.attribute("type") == "checkbox" || input.attribute("type") == "radio";
}

/// What a browser without scripts sends for the form: its controls in the order of the page, empty ones too.
Parameters submitted(const HtmlTree& page) {
  Parameters sent;
  for (const HtmlElement& element : page.elements) {
    if (!is_in_form(page, element) || !element.has("name")) continue;
    if (element.name == "input" && (!is_switch(element) || element.has("checked")))
      sent.emplace_back(element.attribute("name"), element.attribute("value"));
    if (element.name != "select") continue;
    for (const HtmlElement& option : page.elements)
      if (option.name == "option" && option.has("selected") &&
          page.elements[option.ancestors.back()].attribute("name") == element.attribute("name"))
        sent.emplace_back(element.attribute("name"), option.attribute("value"));
  }
  return sent;
}

/// The number beside a checkbox: in its label, in an element of its own.
std::uint64_t number_of(const HtmlTree& page, const HtmlElement& box) {
  for (const HtmlElement& element : page.elements)
    if (element.name == "b" && !element.ancestors.empty() && element.ancestors.back() == box.ancestors.back())
      return number_in(element.text);
  ADD_FAILURE() << "no number beside " << box.attribute("value");
  return 0;
}

/// The interface's parameters for an address of the page.
Parameters for_programs(Parameters parameters) { return without(std::move(parameters), "ui"); }

class FiltersOnThePage : public Filters {
 protected:
  static HtmlTree page_of(const Parameters& state) {
    const auto answer = daemon_->get(target("/search", state));
    EXPECT_EQ(answer.status, 200);
    return read_html(answer.body);
  }
};

TEST_F(FiltersOnThePage, AreKeptByTheForm) {
  for_random_states([](const Parameters& state, Dice&) {
    const Counted before = counted(state), after = counted(for_programs(submitted(page_of(state))));
    EXPECT_EQ(after.total, before.total);
    EXPECT_EQ(after.facets, before.facets);
  });
}

TEST_F(FiltersOnThePage, GiveTheTotalThatStoodBesideTheCheckbox) {
  std::size_t kept = 0;
  for_random_states([&](const Parameters& state, Dice& dice) {
    const HtmlTree page = page_of(state);
    for (const std::string name : {"event", "topic"}) {
      std::vector<const HtmlElement*> boxes;
      for (const HtmlElement& element : page.elements)
        if (element.name == "input" && element.attribute("name") == name && is_switch(element))
          boxes.push_back(&element);
      if (boxes.empty()) continue;
      const HtmlElement& box = *dice.one_of(boxes);
      const Parameters chosen = with(without(submitted(page), name), name, box.attribute("value"));
      EXPECT_EQ(total(for_programs(chosen)), number_of(page, box)) << name << "=" << box.attribute("value");
      ++kept;
    }
  });
  EXPECT_GT(kept, kStates / 4);
}

TEST_F(FiltersOnThePage, GiveTheTotalOfAYearsBar) {
  std::size_t kept = 0;
  for_random_states([&](const Parameters& state, Dice& dice) {
    const HtmlTree page = page_of(without(state, "year"));
    std::vector<const HtmlElement*> bars;
    for (const HtmlElement& element : page.elements)
      if (element.name == "a" && element.has("data-year")) bars.push_back(&element);
    if (bars.empty()) return;
    const HtmlElement& bar = *dice.one_of(bars);
    const auto colon = bar.text.find(": ");  // „2018: 12 статии“
    EXPECT_EQ(total(for_programs(parameters_of(bar.attribute("href")))), number_in(bar.text.substr(colon)))
        << bar.text << " " << bar.attribute("href");
    ++kept;
  });
  EXPECT_GT(kept, kStates / 4);
}

}  // namespace
}  // namespace tarsach::testing
