#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

namespace tarsach {
namespace {

std::string string_of(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

std::string number_of(double number) {
  std::string json;
  JsonWriter(json).value(number);
  return json;
}

std::string by_library(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

TEST(JsonWriter, PutsCommasBetweenMembersAndValues) {
  std::string text = "as it was: ";
  JsonWriter json(text);
  json.begin_object().key("none").begin_array().end_array().key("some").begin_array();
  json.value(1).value(-2).value(true).null().value("а").begin_object().end_object().begin_object().member("b", false);
  json.end_object().end_array().member("last", std::uint64_t{18'446'744'073'709'551'615U}).end_object();
  EXPECT_EQ(text, R"(as it was: {"none":[],"some":[1,-2,true,null,"а",{},{"b":false}],"last":18446744073709551615})");
}

TEST(JsonWriter, GoesOnWithAnObjectThatHasMembers) {
  std::string text = R"({"a":1)";
  JsonWriter(text, JsonWriter::Place::kAfterAnother).member("b", 2).end_object();
  EXPECT_EQ(text, R"({"a":1,"b":2})");
}

TEST(JsonWriter, EscapesOnlyWhatHasToBe) {
  EXPECT_EQ(string_of("„а“/\"\\\b\f\n\r\t\x01\x1f\x7f"), "\"„а“/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
  EXPECT_EQ(string_of("\u2028\u2029😀\u00A0"), "\"\u2028\u2029😀\u00A0\"");
  EXPECT_EQ(string_of(std::string_view("\0", 1)), R"("\u0000")");
}

TEST(JsonWriter, ReplacesEachPartThatIsNoCharacter) {
  EXPECT_EQ(string_of("а\xD0"), "\"а\uFFFD\"");                              // cut short
  EXPECT_EQ(string_of("\xF0\x9F\x98z"), "\"\uFFFDz\"");                      // three bytes of four
  EXPECT_EQ(string_of("\xE0\x80\xC0\xAF"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // overlong
  EXPECT_EQ(string_of("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");            // half of a surrogate pair
  EXPECT_EQ(string_of("\xF4\x90\x80\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

/// Text of pieces of which some are whole, and some are broken wherever they may break.
TEST(JsonWriter, WritesStringsAsTheLibraryDoes) {
  const std::vector<std::string> pieces = {"клъстер",  "a",    "\"",   "\\",           "\n",      std::string(1, '\0'),
                                           "\x7f",     "😀",    "€",    "\u2028",       "\xD0",    "\xE2\x82",
                                           "\xF0\x9F", "\xFF", "\x80", "\xED\xA0\x80", "\xC0\xAF"};
  std::mt19937 random(20261122);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += pieces[random() % pieces.size()];
    if (!text.empty() && random() % 4 == 0) text[random() % text.size()] = static_cast<char>(random());
    ASSERT_EQ(string_of(text), by_library(text)) << testing::PrintToString(text);
  }
}

TEST(JsonWriter, WritesNumbersAsTheLibraryDoes) {
  for (const double number : {0.0, -0.0, 1.0, -1.5, 0.1, 1e-4, 9.99e-5, 1e-5, 123456.789, 999999999999999.0, 1e15, 1e16,
                              1e21, 1.5e-300, 5e-324, 1.7976931348623157e308, 12.3456789, 0.912})
    EXPECT_EQ(number_of(number), by_library(number));
  EXPECT_EQ(number_of(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(number_of(std::nan("")), "null");
  std::mt19937 random(20261122);
  for (int i = 0; i < 20'000; ++i) {
    const double milliseconds = static_cast<double>(random() % 10'000'000) / 1000;
    ASSERT_EQ(number_of(milliseconds), by_library(milliseconds));
  }
}

/// The library's digits are not always the fewest (Grisu2); what it reads is the same number.
TEST(JsonWriter, WritesNumbersThatAreReadBackAsTheyWere) {
  std::mt19937_64 random(20261122);
  std::uniform_real_distribution<double> score(0, 60);
  std::uniform_int_distribution<int> exponent(-300, 300);
  for (int i = 0; i < 20'000; ++i) {
    const double number = i % 2 == 0 ? score(random) : std::ldexp(score(random), exponent(random));
    const std::string written = number_of(number);
    ASSERT_EQ(nlohmann::json::parse(written).get<double>(), number) << written;
    ASSERT_LE(written.size(), by_library(number).size()) << written;
  }
}

}  // namespace
}  // namespace tarsach
