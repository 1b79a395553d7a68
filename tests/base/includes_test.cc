// Who may include whom (ARCHITECTURE.md): our sources keep the rules, and the check finds those that would not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/house_rules.h"
#include "tests/support/temporary.h"

namespace tarsach {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> violations_in(const testing::TemporaryFolder& folder) {
  std::vector<std::string> texts;
  for (const auto& violation : testing::check_house(folder.path())) texts.push_back(violation.text());
  return texts;
}

TEST(Includes, OfOurSourcesKeepTheRules) {
  for (const auto& violation : testing::check_house(testing::source_path(""))) ADD_FAILURE() << violation.text();
}

TEST(Includes, BetweenRoomsFollowTheDrawing) {
  const testing::TemporaryFolder folder;
  folder.write("query/a.cc",
               "#include <vector>\n#include \"query/a.h\"\n#include \"text/b.h\"\n  # include \"indexer/c.h\"\n");
  folder.write("base/d.cc", "#include \"text/b.h\"  // a comment\n");
  folder.write("searchd/e.cc", "#include \"text/analyzer.h\"\n#include \"e.h\"\n");
  folder.write("corpus/f.h", "#pragma once\n#include \"tests/support/golden.h\"\n");
  EXPECT_THAT(violations_in(folder),
              ElementsAre("base/d.cc:1: \"text/b.h\": base may include nothing",
                          "corpus/f.h:2: \"tests/support/golden.h\": corpus may include text, schema, base",
                          "query/a.cc:4: \"indexer/c.h\": query may include text, schema, base",
                          "searchd/e.cc:1: \"text/analyzer.h\": searchd may include query, schema, base",
                          "searchd/e.cc:2: \"e.h\": the room is part of the name, as in \"searchd/e.h\""));
}

TEST(Includes, OfARoomWithinARoomGoOutwardsOnly) {
  const testing::TemporaryFolder folder;
  folder.write("corpus/synth/a.cc", "#include \"corpus/article.h\"\n#include \"indexer/c.h\"\n");
  folder.write("corpus/b.cc", "#include \"corpus/synth/a.h\"\n#include \"text/data/keyboards.h\"\n");
  EXPECT_THAT(violations_in(folder),
              ElementsAre("corpus/b.cc:1: \"corpus/synth/a.h\": corpus may include text, schema, base",
                          "corpus/synth/a.cc:2: \"indexer/c.h\": corpus/synth may include corpus, text, schema, base"));
}

TEST(Includes, OfLibrariesStayInTheirRooms) {
  const testing::TemporaryFolder folder;
  folder.write("corpus/a.cc", "#include <xapian.h>\n#include <unicode/unistr.h>\n#include <nlohmann/json.hpp>\n");
  folder.write("query/b.h", "#pragma once\n#include <xapian.h>\n#include <nlohmann/json.hpp>\n");
  folder.write("searchd/c.cc", "#include <httplib.h>\n");
  folder.write("searchd/d.cc", "#include <httplib.h>\n");
  folder.write("text/e.cc", "#include <spdlog/spdlog.h>\n#include <unicode/normalizer2.h>\n");
  EXPECT_THAT(violations_in(folder),
              ElementsAre("corpus/a.cc:1: <xapian.h>: Xapian is allowed in schema, indexer, query",
                          "corpus/a.cc:2: <unicode/unistr.h>: ICU is allowed in text",
                          "query/b.h:3: <nlohmann/json.hpp>: nlohmann/json is allowed in .cc files only",
                          "searchd/d.cc:1: <httplib.h>: cpp-httplib is already used by searchd/c.cc",
                          "text/e.cc:1: <spdlog/spdlog.h>: spdlog is allowed in base"));
}

TEST(Includes, HaveNoRegularExpressions) {
  const testing::TemporaryFolder folder;
  folder.write("query/a.cc", "#include <regex>\n");
  EXPECT_THAT(violations_in(folder), ElementsAre("query/a.cc:1: <regex>: std::regex takes exponential time, and a deep "
                                                 "stack, on input that is made for it"));
}

TEST(Includes, NeedPragmaOnceInHeaders) {
  const testing::TemporaryFolder folder;
  folder.write("text/a.h", "// nothing\n");
  folder.write("text/b.h", "// something\n#pragma once\n");
  folder.write("text/c.cc", "");
  EXPECT_THAT(violations_in(folder), ElementsAre("text/a.h: a header has #pragma once"));
}

TEST(Includes, XapianIsCaughtInOneHeader) {
  const testing::TemporaryFolder folder;
  folder.write("schema/xapian_try.h", "#pragma once\n} catch (const Xapian::Error& error) {\n");
  folder.write("query/a.cc", "} catch (const std::exception&) {\n} catch(Xapian::Error& e) {\n");
  EXPECT_THAT(violations_in(folder),
              ElementsAre("query/a.cc:2: Xapian's exceptions are caught in schema/xapian_try.h only"));
}

TEST(Includes, OfAGoodTreeAreNotReported) {
  const testing::TemporaryFolder folder;
  folder.write("indexer/main.cc", "#include \"corpus/a.h\"\n#include <xapian.h>\n");
  folder.write("docs/a.cc", "#include \"anything\"\n");
  EXPECT_THAT(violations_in(folder), IsEmpty());
}

}  // namespace
}  // namespace tarsach
