#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tarsach {
namespace {

using ::testing::MatchesRegex;

/// Each test begins with the text format and every level.
class Log : public ::testing::Test {
 protected:
  void SetUp() override {
    log::set_format(log::Format::kText);
    log::set_level(log::Level::kDebug);
    ::testing::internal::CaptureStderr();
  }
  void TearDown() override {
    log::set_format(log::Format::kText);
    log::set_level(log::Level::kInfo);
  }
  static std::string written() { return ::testing::internal::GetCapturedStderr(); }
};

TEST_F(Log, TextIsTimeLevelMessageFields) {
  log::warning("index opened", {{"generation", "42"}, {"path", "a b=\"c\""}, {"empty", ""}});
  EXPECT_THAT(written(), MatchesRegex("[0-9-]{10}T[0-9:]{8}Z warning index opened generation=42 "
                                      "path=\"a b=\\\\\"c\\\\\"\" empty=\"\"\n"));
}

TEST_F(Log, TextFromOutsideCannotBeginALine) {
  log::error("first\nsecond", {{"value", "a\nb\x1b[31m"}});
  EXPECT_THAT(written(), MatchesRegex(".*Z error first\\\\nsecond value=\"a\\\\nb\\\\u001b\\[31m\"\n"));
}

TEST_F(Log, PercentSignsAndBracesAreNoPatterns) {
  log::info("100 %v {} %", {{"x", "{0}%l"}});
  EXPECT_THAT(written(), ::testing::EndsWith(" info 100 %v {} % x={0}%l\n"));
}

TEST_F(Log, JsonIsOneObjectALineWhateverTheBytes) {
  log::set_format(log::Format::kJson);
  log::error("кавички \" и \\ %v\n", {{"a", "\x01\xff"}, {"б\"", "{}"}});
  const std::string line = written();
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const auto object = nlohmann::json::parse(line);
  EXPECT_EQ(object.at("level"), "error");
  EXPECT_EQ(object.at("message"), "кавички \" и \\ %v\n");
  EXPECT_EQ(object.at("a"), "\x01\uFFFD");
  EXPECT_EQ(object.at("б\""), "{}");
  EXPECT_THAT(object.at("ts").get<std::string>(), MatchesRegex("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z"));
}

TEST_F(Log, JsonHasNumbersAsNumbersAndListsAsArrays) {
  log::set_format(log::Format::kJson);
  log::info("request", {{"status", 200},
                        {"bytes", std::size_t{5'123'456'789}},
                        {"delta", std::int64_t{-3}},
                        {"ms", 2.5},
                        {"nothing", 0.0 / 0.0},
                        {"cached", false},
                        {"text", "200"},
                        {"rewrites", log::Value::List{"spelling", "\"\xff"}},
                        {"none", log::Value::List{}}});
  const auto object = nlohmann::json::parse(written());
  EXPECT_TRUE(object.at("status").is_number_integer());
  EXPECT_EQ(object.at("bytes"), 5'123'456'789);
  EXPECT_EQ(object.at("delta"), -3);
  EXPECT_EQ(object.at("ms"), 2.5);
  EXPECT_TRUE(object.at("nothing").is_null());
  EXPECT_EQ(object.at("cached"), false);
  EXPECT_EQ(object.at("text"), "200");
  EXPECT_EQ(object.at("rewrites"), nlohmann::json::array({"spelling", "\"\uFFFD"}));
  EXPECT_EQ(object.at("none"), nlohmann::json::array());
}

TEST_F(Log, TextHasNumbersAsTheyAreAndListsWithCommas) {
  log::info("request", {{"status", 200}, {"ms", 2.5}, {"rewrites", log::Value::List{"a", "b"}}, {"cached", true}});
  EXPECT_THAT(written(), ::testing::EndsWith(" info request status=200 ms=2.5 rewrites=a,b cached=true\n"));
}

TEST_F(Log, IsWholeWhenItWasWrittenInTheBackground) {
  log::set_format(log::Format::kJson);
  {
    const log::Background background;
    for (int i = 0; i < 100; ++i) log::info("line", {{"number", i}});
  }
  const std::string text = written();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 100);
  EXPECT_THAT(text, ::testing::HasSubstr("\"number\":99}"));
  EXPECT_EQ(log::dropped_lines(), 0u);
}

TEST_F(Log, LevelsBelowTheLeastAreSilent) {
  log::set_level(log::Level::kWarning);
  log::debug("no");
  log::info("no");
  log::warning("yes");
  log::error("yes");
  const std::string text = written();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_EQ(text.find("no"), std::string::npos);
}

}  // namespace
}  // namespace tarsach
