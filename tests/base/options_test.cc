#include "base/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "tests/support/temporary.h"

namespace tarsach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A variable of the environment for as long as the object lives.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(name_.c_str()); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
};

struct Settings {
  std::string index;
  std::int64_t port = 8080;
  double weight = 1.5;
  bool strict = false;
  std::string lang = "bg";
  std::vector<std::string> events;
  std::vector<std::string> words;
};

std::vector<Option> rows(Settings& settings) {
  return {{"index", "DIR", "the index", &settings.index},
          {"port", "N", "TCP port", &settings.port, Need::kOptional, {1, 65535}},
          {"title-weight", "X", "weight of titles", &settings.weight, Need::kOptional, {0, 10}},
          {"strict", "", "stop at the first error", &settings.strict},
          {"lang", "L", "language", &settings.lang, Need::kOptional, {}, {"bg", "en"}},
          {"event", "E", "event", &settings.events}};
}

Program nameless(Settings& settings) {
  return {"tarsach-searchd",
          "Answers searches.",
          "tarsach-searchd 1",
          {{.name = "", .summary = "", .options = rows(settings)}}};
}

Program with_commands(Settings& settings) {
  return {"tarsach",
          "Searches.",
          "tarsach 1",
          {{.name = "search",
            .summary = "finds",
            .options = rows(settings),
            .positionals = {"QUERY", "words", &settings.words}},
           {.name = "show",
            .summary = "shows one",
            .options = {{"raw", "", "as stored", &settings.strict},
                        {"index", "DIR", "the index", &settings.index, Need::kRequired}},
            .positionals = {"ID", "the article", &settings.words, 1, 1}}}};
}

Result<Parsed> parse_words(const Program& program, std::vector<const char*> words) {
  words.insert(words.begin(), "program");
  return parse(program, static_cast<int>(words.size()), words.data());
}

Error error_of(const Program& program, const std::vector<const char*>& words) {
  const auto parsed = parse_words(program, words);
  EXPECT_FALSE(parsed);
  return parsed ? Error{} : parsed.error();
}

TEST(Options, StoreEachKindOfValue) {
  Settings settings;
  ASSERT_TRUE(parse_words(nameless(settings), {"--index", "/tmp/i", "--port=9", "--title-weight", "2.25", "--strict",
                                               "--event", "a", "--event=b"}));
  EXPECT_EQ(settings.index, "/tmp/i");
  EXPECT_EQ(settings.port, 9);
  EXPECT_EQ(settings.weight, 2.25);
  EXPECT_TRUE(settings.strict);
  EXPECT_THAT(settings.events, ElementsAre("a", "b"));
  EXPECT_EQ(settings.lang, "bg") << "the default stays";
}

TEST(Options, TakeUnusualTextsAsTheyStand) {
  for (const char* text : {"", "[a,b]", "{}", "%%", "a b", "-", "--port", "a=b", "наука"}) {
    Settings settings;
    ASSERT_TRUE(parse_words(nameless(settings), {"--event", text, "--index", text})) << text;
    EXPECT_EQ(settings.index, text);
    EXPECT_THAT(settings.events, ElementsAre(text));
  }
  Settings settings;
  ASSERT_TRUE(parse_words(nameless(settings), {"--index=", "--port", "7"}));
  EXPECT_EQ(settings.index, "");
  EXPECT_EQ(settings.port, 7);
}

TEST(Options, TakePositionalsBetweenFlagsAndAllAfterTwoDashes) {
  Settings settings;
  const auto parsed = parse_words(with_commands(settings),
                                  {"search", "show", "--lang", "en", "-", "[x,y]", "", "--", "--port", "-дума", "--"});
  ASSERT_TRUE(parsed) << describe(parsed.error());
  EXPECT_EQ(parsed->command, "search");
  EXPECT_EQ(settings.lang, "en");
  EXPECT_THAT(settings.words, ElementsAre("show", "-", "[x,y]", "", "--port", "-дума", "--"));
}

TEST(Options, PreferFlagThenEnvironmentThenFileThenDefault) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("c.toml", "port = 1\nlang = 'en'\nindex = \"from the file\"\n");
  const Variable port("TARSACH_PORT", "2");
  const Variable index("TARSACH_INDEX", "from the environment");
  Settings settings;
  ASSERT_TRUE(parse_words(nameless(settings), {"--config", file.c_str(), "--port", "3"}));
  EXPECT_EQ(settings.port, 3);
  EXPECT_EQ(settings.index, "from the environment");
  EXPECT_EQ(settings.lang, "en");
  EXPECT_EQ(settings.weight, 1.5);
}

TEST(Options, TellWhereEachValueComesFrom) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("c.toml", "lang = 'en'\nevent = ['a', 'b']\n");
  const Variable configuration("TARSACH_CONFIG", file.string());
  const Variable weight("TARSACH_TITLE_WEIGHT", "2");
  Settings settings;
  const auto parsed = parse_words(nameless(settings), {"config", "--port", "3"});
  ASSERT_TRUE(parsed) << describe(parsed.error());
  EXPECT_TRUE(parsed->done);
  EXPECT_EQ(parsed->output,
            "index = \"\"  # default\n"
            "port = 3  # --port\n"
            "title-weight = 2.0  # TARSACH_TITLE_WEIGHT\n"
            "strict = false  # default\n"
            "lang = \"en\"  # " +
                file.string() + ":1: lang\n" + "event = [\"a\", \"b\"]  # " + file.string() + ":2: event\n");
}

TEST(Options, ShownConfigurationIsAConfigurationFile) {
  Settings settings;
  const auto shown = parse_words(nameless(settings), {"config", "--index", "a \"b\" \\ \x7f\n", "--title-weight", "3"});
  ASSERT_TRUE(shown);
  const testing::TemporaryFolder folder;
  const auto file = folder.write("c.toml", shown->output);
  Settings again;
  const auto parsed = parse_words(nameless(again), {"--config", file.c_str()});
  ASSERT_TRUE(parsed) << describe(parsed.error());
  EXPECT_EQ(again.index, "a \"b\" \\ \x7f\n");
  EXPECT_EQ(again.weight, 3);
}

TEST(Options, ShowTheConfigurationOfACommandWithoutItsRequirements) {
  Settings settings;
  const auto parsed = parse_words(with_commands(settings), {"config", "show"});
  ASSERT_TRUE(parsed) << describe(parsed.error());
  EXPECT_EQ(parsed->output, "raw = false  # default\n# index is required and not set\n");
}

TEST(Options, NameTheNearestKnownFlagAndCommand) {
  Settings settings;
  const Error flag = error_of(nameless(settings), {"--prot", "80"});
  EXPECT_EQ(flag.code, ErrorCode::kUsage);
  EXPECT_EQ(flag.message, "unknown option --prot (did you mean --port?)");
  EXPECT_EQ(error_of(with_commands(settings), {"serach"}).message, "unknown command serach (did you mean search?)");
  EXPECT_EQ(error_of(with_commands(settings), {"xyzzy"}).message, "unknown command xyzzy");
  EXPECT_THAT(error_of(with_commands(settings), {"search", "-дума"}).hint, HasSubstr("comes after --"));
  EXPECT_EQ(error_of(with_commands(settings), {"search", "--limt=3"}).message, "unknown option --limt");
}

TEST(Options, RefuseWrongUse) {
  Settings settings;
  EXPECT_EQ(error_of(with_commands(settings), {"--port", "1", "search"}).message,
            "the command comes before its options: --port");
  EXPECT_EQ(error_of(with_commands(settings), {"show", "7"}).message, "--index is required: the index");
  EXPECT_EQ(error_of(with_commands(settings), {"show", "--index", "i"}).message, "missing ID: the article");
  EXPECT_EQ(error_of(with_commands(settings), {"show", "--index", "i", "1", "2"}).message, "unexpected argument: 2");
  EXPECT_EQ(error_of(nameless(settings), {"word"}).message, "unexpected argument: word");
  EXPECT_THAT(error_of(nameless(settings), {"--port"}).message, HasSubstr("--port"));
}

TEST(Options, CheckRangesAndChoicesWhateverTheOrigin) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("c.toml", "\nlang = 'de'\n");
  Settings settings;
  const Error flag = error_of(nameless(settings), {"--port", "70000"});
  EXPECT_EQ(flag.code, ErrorCode::kUsage);
  EXPECT_EQ(flag.message, "--port: \"70000\" is not a whole number from 1 to 65535");
  const Error in_file = error_of(nameless(settings), {"--config", file.c_str()});
  EXPECT_EQ(in_file.code, ErrorCode::kConfiguration);
  EXPECT_EQ(in_file.message, file.string() + ":2: lang: \"de\" is not one of bg, en");
  const Variable weight("TARSACH_TITLE_WEIGHT", "nan");
  const Error variable = error_of(nameless(settings), {});
  EXPECT_EQ(variable.code, ErrorCode::kConfiguration);
  EXPECT_EQ(variable.message, "TARSACH_TITLE_WEIGHT: \"nan\" is not a number from 0 to 10");
}

TEST(Options, RefuseNumbersThatAreNone) {
  for (const char* text : {"", " 1", "1 ", "1.5", "0x10", "1e3", "99999999999999999999", "１"}) {
    Settings settings;
    EXPECT_FALSE(parse_words(nameless(settings), {"--port", text})) << text;
  }
}

TEST(Options, ReadSwitchesAndListsFromTheEnvironment) {
  const Variable strict("TARSACH_STRICT", "yes");
  const Variable events("TARSACH_EVENT", "a,b,,c");
  Settings settings;
  ASSERT_TRUE(parse_words(nameless(settings), {}));
  EXPECT_TRUE(settings.strict);
  EXPECT_THAT(settings.events, ElementsAre("a", "b", "c"));
  ASSERT_TRUE(parse_words(nameless(settings), {"--strict=false"}));
  EXPECT_FALSE(settings.strict);
}

TEST(Options, ReadOneFileForSeveralProgramsAndCommands) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("c.toml",
                                 "index = 'everywhere'\n[tarsach-indexer]\nunheard-of = 1\n"
                                 "[tarsach]\nindex = 'here'\n[tarsach.show]\nraw = true\n[search]\nlang = 'en'\n");
  Settings settings;
  auto parsed = parse_words(with_commands(settings), {"show", "--config", file.c_str(), "7"});
  ASSERT_TRUE(parsed) << describe(parsed.error());
  EXPECT_EQ(settings.index, "here");
  EXPECT_TRUE(settings.strict);
  EXPECT_EQ(settings.lang, "bg") << "it stands in another command's table";
}

TEST(Options, NameFileLineAndKeyOfABadConfiguration) {
  const testing::TemporaryFolder folder;
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"prot = 1\n", ":1: unknown key prot (did you mean port?)"},
      {"# a comment\nport = [1]\n", ":2: port: takes one value, not a list"},
      {"event = [[1]]\n", ":1: event: a list of strings was expected"},
      {"port = 12:00:00\n", ":1: port: a string, number, true or false was expected"},
      {"port = 'ten'\n", ":1: port: \"ten\" is not a whole number from 1 to 65535"},
      {"[nobody]\n", ":1: unknown table [nobody]"},
      {"strict = 1.5\n", ":1: strict: \"1.5\" is not true or false"},
      {"port = \n", ":1: "},
      {"port = 1\nport = 2\n", ":2: "},
      {"index = \"\xff\"\n", ":1: "}};
  for (const auto& [text, message] : bad) {
    const auto file = folder.write("c.toml", text);
    Settings settings;
    const Error error = error_of(nameless(settings), {"--config", file.c_str()});
    EXPECT_EQ(error.code, ErrorCode::kConfiguration) << text;
    EXPECT_THAT(error.message, HasSubstr("c.toml" + message));
  }
  Settings settings;
  EXPECT_EQ(error_of(nameless(settings), {"--config", "/nowhere/c.toml"}).code, ErrorCode::kConfiguration);
}

TEST(Options, HelpNamesEveryOptionItsVariableAndItsDefault) {
  Settings settings;
  for (const char* flag : {"--help", "-h"}) {
    const auto parsed = parse_words(with_commands(settings), {"search", flag});
    ASSERT_TRUE(parsed);
    EXPECT_TRUE(parsed->done);
    for (const Option& option : rows(settings)) EXPECT_THAT(parsed->output, HasSubstr("--" + option.name));
    EXPECT_THAT(parsed->output, HasSubstr("Usage: tarsach search [OPTIONS] [QUERY…]"));
    EXPECT_THAT(parsed->output, HasSubstr("TARSACH_TITLE_WEIGHT"));
    EXPECT_THAT(parsed->output, HasSubstr("default 8080"));
    EXPECT_THAT(parsed->output, HasSubstr("one of bg, en"));
    EXPECT_THAT(parsed->output, HasSubstr("--config FILE"));
  }
}

TEST(Options, HelpOfAProgramListsItsCommands) {
  Settings settings;
  for (const char* word : {"--help", "-h", "help"}) {
    const auto parsed = parse_words(with_commands(settings), {word});
    ASSERT_TRUE(parsed);
    EXPECT_TRUE(parsed->done);
    EXPECT_THAT(parsed->output, HasSubstr("  search  finds\n  show    shows one\n"));
  }
  EXPECT_THAT(parse_words(with_commands(settings), {"help", "show"})->output, HasSubstr("--raw"));
}

TEST(Options, WithoutACommandTheProgramTellsHowToBegin) {
  Settings settings;
  Program program = with_commands(settings);
  program.manual.examples = {{"tarsach search --port 1 дума", "Find a word"}};
  const auto parsed = parse_words(program, {});
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->done);
  EXPECT_EQ(parsed->status, 2) << "nothing was done";
  EXPECT_THAT(parsed->output, HasSubstr("  # Find a word\n  tarsach search --port 1 дума\n"));
  EXPECT_THAT(parsed->output, HasSubstr("  search  finds\n"));
  EXPECT_THAT(parse_words(program, {"search", "--help"})->output, HasSubstr("  # Find a word\n"));
  EXPECT_EQ(parse_words(program, {"show", "--help"})->output.find("# Find a word"), std::string::npos);
}

TEST(Options, CompletionAndManualBelongToEveryProgram) {
  Settings settings;
  for (const Program& program : {with_commands(settings), nameless(settings)}) {
    EXPECT_THAT(parse_words(program, {"completion", "bash"})->output, HasSubstr("complete -F"));
    EXPECT_THAT(parse_words(program, {"completion", "--help"})->output, HasSubstr("completion SHELL"));
    EXPECT_THAT(parse_words(program, {"manual"})->output, HasSubstr(".SH NAME"));
    EXPECT_EQ(error_of(program, {"completion"}).message, "completion for which shell?");
    EXPECT_EQ(error_of(program, {"completion", "zhs"}).message, "no completion for zhs (did you mean zsh?)");
  }
  EXPECT_THAT(parse_words(with_commands(settings), {"help", "completion"})->output, HasSubstr("completion SHELL"));
}

TEST(Options, VersionIsPrintedForProgramAndCommand) {
  Settings settings;
  EXPECT_EQ(parse_words(nameless(settings), {"--version"})->output, "tarsach-searchd 1\n");
  EXPECT_EQ(parse_words(with_commands(settings), {"--version"})->output, "tarsach 1\n");
  EXPECT_EQ(parse_words(with_commands(settings), {"show", "--version"})->output, "tarsach 1\n");
}

TEST(NearestName, IsWithinTwoEditsOrEmpty) {
  const std::vector<std::string> known = {"index", "port", "per-page", "заглавие", "a"};
  EXPECT_EQ(nearest_name("idnex", known), "index");
  EXPECT_EQ(nearest_name("per_page", known), "per-page");
  EXPECT_EQ(nearest_name("заклавиe", known), "заглавие");  // two letters, one of them Latin
  EXPECT_EQ(nearest_name("indeces", known), "");
  EXPECT_EQ(nearest_name("b", known), "");
  EXPECT_EQ(nearest_name("", known), "");
  EXPECT_EQ(nearest_name(std::string(1000000, 'x'), known), "");
}

}  // namespace
}  // namespace tarsach
