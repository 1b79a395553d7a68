// What scripts may rely on (docs/decisions/0009-output-formats.md): the members and columns of every format that is for
// programs, as real answers over the sample corpus have them, against the lists in tests/golden/promised/. A line of
// these is never removed or changed. A new member is added to them by hand: TARSACH_UPDATE_GOLDENS does not write them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/support/process.h"
#include "tests/support/temporary.h"
#include "tests/system/sample_index_test.h"

namespace tarsach::testing {
namespace {

using nlohmann::json;
using Names = std::set<std::string>;

/// "hits[].date string": every member below `value`, with its type.
void collect(const json& value, const std::string& path, Names& names) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) collect(member, path.empty() ? name : path + "." + name, names);
  } else if (value.is_array()) {
    if (value.empty()) return;
    for (const json& element : value) collect(element, path + "[]", names);
  } else {
    names.insert(path + " " + value.type_name());
  }
}

Names lines_of(const std::string& text) {
  Names lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.insert(line);
  return lines;
}

Names promised(const std::string& name) {
  std::ifstream in(source_path("tests/golden/promised/" + name + ".txt"));
  return lines_of({std::istreambuf_iterator<char>(in), {}});
}

Names without(const Names& names, const Names& others) {
  Names left;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(), std::inserter(left, left.end()));
  return left;
}

std::string listed(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return text;
}

class Promises : public SampleIndexTest {
 protected:
  static std::string ask(std::vector<std::string> words) {
    words.insert(words.begin(), program_path("tarsach").string());
    return run_program(words, {}, {"TARSACH_INDEX=" + index()}).output;
  }

  /// The members of what each command line prints, a line of JSON each.
  static Names members(const std::vector<std::vector<std::string>>& asked) {
    Names names;
    for (const auto& words : asked) {
      std::istringstream in(ask(words));
      for (std::string line; std::getline(in, line);) {
        const json answer = json::parse(line, nullptr, false);
        EXPECT_FALSE(answer.is_discarded()) << line;
        collect(answer, "", names);
      }
    }
    return names;
  }

  /// The columns that the first line names.
  static Names columns(const std::vector<std::string>& words) {
    const std::string text = ask(words);
    std::string line = text.substr(0, text.find('\n'));
    std::replace(line.begin(), line.end(), '\t', '\n');
    return lines_of(line);
  }

  static void expect_kept(const std::string& name, const Names& found) {
    const Names promise = promised(name);
    EXPECT_EQ(listed(without(promise, found)), "") << "a promise is broken: scripts rely on these members of " << name;
    EXPECT_EQ(listed(without(found, promise)), "")
        << "not promised yet: add these lines to tests/golden/promised/" << name << ".txt";
  }
};

TEST_F(Promises, OfAnswersAreKept) {
  expect_kept("search.json", members({{"search", "--format", "json", "--limit", "1000"},
                                      {"search", "--format", "json", "клъстерна среща"},
                                      {"search", "--format", "json", "klasterna sreshta"},
                                      {"search", "--format", "json", "--topic", "funding", "xyzzyqwert"},
                                      {"search", "--format", "json", "--year", "1990", "клъстер"}}));
  expect_kept("search.jsonl", members({{"search", "--format", "jsonl", "--limit", "1000"},
                                       {"search", "--format", "jsonl", "клъстер"}}));
}

TEST_F(Promises, OfOtherCommandsAreKept) {
  expect_kept("facets.json", members({{"facets", "--format", "json", "клъстер"}}));
  expect_kept("suggest.json", members({{"suggest", "--format", "json", "--limit", "50", "клъстер"},
                                       {"suggest", "--format", "json", "--limit", "50"}}));
  const std::string id = ask({"search", "--format", "ids", "--limit", "1", "клъстерна среща"});
  const std::string first = id.substr(0, id.find('\n'));
  expect_kept("show.json", members({{"show", "--format", "json", first}}));
  expect_kept("similar.json", members({{"similar", "--format", "json", first}}));
}

TEST_F(Promises, OfTheIndexerAreKept) {
  Names names;
  const auto run = run_program({program_path("tarsach-indexer"), "status", "--format", "json", "--index", index()});
  collect(json::parse(run.output, nullptr, false), "", names);
  expect_kept("status.json", names);
}

TEST_F(Promises, OfColumnsAreKept) {
  const std::string all = "id,url,source,author,title,date,year,lang,events,topics,formatted,score";
  const std::string judgments = source_path("corpus/judgments.tsv").string();
  expect_kept("search.tsv", columns({"search", "--format", "tsv", "--fields", all, "клъстер"}));
  expect_kept("facets.tsv", columns({"facets", "--format", "tsv", "клъстер"}));
  expect_kept("analyze.tsv", columns({"analyze", "--format", "tsv", "клъстерите"}));
  expect_kept("evaluate.tsv", columns({"evaluate", "--format", "tsv", "--judgments", judgments}));
}

TEST_F(Promises, OfTheOrderOfColumnsAreKept) {
  const auto first_line = [](const std::string& text) { return text.substr(0, text.find('\n')); };
  EXPECT_EQ(first_line(ask({"search", "--format", "tsv", "клъстер"}))
                .find("id\tdate\tlang\ttitle\tevents\ttopics\tscore\turl"),
            0U)
      << "new columns stand behind these";
  EXPECT_THAT(first_line(ask({"search", "--format", "trec", "клъстер"})),
              ::testing::MatchesRegex("0 Q0 [^ ]+ 1 [-+.e0-9]+ tarsach"));
}

}  // namespace
}  // namespace tarsach::testing
