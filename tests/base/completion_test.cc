// The scripts are tried by the shells themselves: bash calls the function as readline would, zsh completes in a
// terminal of its own, fish is asked with `complete -C`. A shell that is not installed is skipped.
#include "base/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using Words = std::vector<std::string>;

constexpr const char* kNasty = "it's \"$HOME\" `id` $(id) \\ [x]: 100% {a,b} ; & <";

struct Settings {
  std::string text;
  bool strict = false;
  std::vector<std::string> list;
};

std::vector<Option> rows(Settings& to) {
  return {{"index", "DIR", kNasty, &to.text},
          {"batch", "FILE", "a file", &to.text},
          {"strict", "", kNasty, &to.strict},
          {"sort", "ORDER", kNasty, &to.text, Need::kOptional, {}, {"relevance", "date:desc", "date:asc"}},
          {"odd", "X", kNasty, &to.text, Need::kOptional, {}, {"a b", "$HOME", "it's", "`id`"}},
          {"event", "ID", "may be repeated", &to.list}};
}

Program with_commands(Settings& to) {
  return {"try-it",
          "Tries.",
          "1",
          {{"search", kNasty, rows(to), {"QUERY", "words", &to.list}},
           {"serve", "another one", {{"port", "N", "a port", &to.text}}},
           {"build", "of files", rows(to), {"SOURCE", "files", &to.list}}}};
}

Program nameless(Settings& to) { return {"try-it", "Tries.", "1", {{.name = "", .summary = "", .options = rows(to)}}}; }

std::string script_for(const Program& program, const std::string& shell) {
  const auto script = completion_script(program, shell);
  EXPECT_TRUE(script) << describe(script.error());
  return script.value_or("");
}

bool has(const std::string& shell) {
  return testing::run_program({"/bin/sh", "-c", "command -v " + shell}).status == 0;
}

Words lines_of(const std::string& text) {
  Words lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char letter : text) result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

/// The words of a line as readline hands them over: cut at blanks, "=" and ":"; the last one is where the cursor is.
Words readline_words(const std::string& line) {
  Words words = {""};
  for (const char letter : line) {
    const bool is_break = letter == '=' || letter == ':';
    if (letter == ' ') {
      if (!words.back().empty()) words.emplace_back();
    } else if (is_break) {
      if (words.back().empty()) words.pop_back();
      words.emplace_back(1, letter);
    } else {
      if (words.back() == "=" || words.back() == ":") words.emplace_back();
      words.back() += letter;
    }
  }
  return words;
}

/// What bash would offer; "compopt -o default" where it is told to offer files.
Words asked_of_bash(const Program& program, const std::string& line) {
  const testing::TemporaryFolder folder;
  const Words words = readline_words(line);
  std::string driver = "set -u\ncompopt() { echo compopt \"$@\"; }\n" + script_for(program, "bash") + "\nCOMP_WORDS=(";
  for (const std::string& word : words) driver += quoted(word) + " ";
  driver += ")\nCOMP_CWORD=" + std::to_string(words.size() - 1) + "\nCOMP_LINE=" + quoted(line) +
            "\nCOMP_POINT=${#COMP_LINE}\n_try_it\nprintf '%s\\n' \"${COMPREPLY[@]-}\"\n";
  const auto run = testing::run_program({"bash", "--norc", folder.write("driver", driver).string()});
  EXPECT_EQ(run.status, 0) << run.error;
  EXPECT_EQ(run.error, "");
  return lines_of(run.output);
}

TEST(BashCompletion, OffersCommandsAndThoseOfEveryProgram) {
  Settings to;
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it "),
              ElementsAre("search", "serve", "build", "config", "completion", "manual", "help"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it se"), ElementsAre("search", "serve"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it config s"), ElementsAre("search", "serve"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it help b"), ElementsAre("build"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it completion z"), ElementsAre("zsh"));
  EXPECT_THAT(asked_of_bash(nameless(to), "try-it c"), ElementsAre("config", "completion"));
  EXPECT_THAT(asked_of_bash(nameless(to), "try-it completion "), ElementsAre("bash", "zsh", "fish"));
}

TEST(BashCompletion, OffersTheOptionsOfTheCommandOnly) {
  Settings to;
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it serve --"),
              ElementsAre("--port", "--config", "--help", "--version"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --s"), ElementsAre("--strict", "--sort"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it config serve --p"), ElementsAre("--port"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it --v"), ElementsAre("--version"));
  EXPECT_THAT(asked_of_bash(nameless(to), "try-it --strict --so"), ElementsAre("--sort"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search -- --s"), IsEmpty()) << "behind -- these are words";
}

TEST(BashCompletion, OffersChoicesAsTheRestOfWhatReadlineWillReplace) {
  Settings to;
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort "),
              ElementsAre("relevance", "date:desc", "date:asc"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort date"), ElementsAre("date:desc", "date:asc"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort date:"), ElementsAre("desc", "asc"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort date:d"), ElementsAre("desc"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort=r"), ElementsAre("relevance"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort=date:d"), ElementsAre("desc"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort="),
              ElementsAre("relevance", "date:desc", "date:asc"));
}

TEST(BashCompletion, LeavesFilesAndFoldersToReadline) {
  Settings to;
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --index "), ElementsAre("compopt -o dirnames"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --index=a"), ElementsAre("compopt -o dirnames"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --batch a"), ElementsAre("compopt -o default"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it serve --config "), ElementsAre("compopt -o default"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it build a"), ElementsAre("compopt -o default"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search a"), IsEmpty()) << "words of a query are anybody's";
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --event a"), IsEmpty());
}

TEST(BashCompletion, QuotesWhatIsOfferedAndEvaluatesNothingThatWasTyped) {
  Settings to;
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --odd "),
              ElementsAre("a\\ b", "\\$HOME", "it\\'s", "\\`id\\`"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search $(touch${IFS}x) `id` --so"), ElementsAre("--sort"));
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort $(id)"), IsEmpty());
  EXPECT_THAT(asked_of_bash(with_commands(to), "try-it search --sort *"), IsEmpty());
}

/// What fish would offer: the words, and behind a TAB what they mean.
Words asked_of_fish(const Program& program, const std::string& line) {
  const testing::TemporaryFolder folder;
  folder.write("files/a b.txt", "");
  folder.write("files/folder/x", "");
  const std::string driver = "cd " + quoted((folder.path() / "files").string()) + "\n" + script_for(program, "fish") +
                             "\ncomplete -C " + quoted(line) + "\n";
  const auto run =
      testing::run_program({"fish", "--no-config", folder.write("driver", driver).string()}, {},
                           {"HOME=" + folder.path().string(), "XDG_CONFIG_HOME=" + folder.path().string()});
  EXPECT_EQ(run.status, 0) << run.error;
  EXPECT_EQ(run.error, "");
  return lines_of(run.output);
}

TEST(FishCompletion, OffersCommandsOptionsChoicesAndFiles) {
  if (!has("fish")) GTEST_SKIP() << "fish is not installed";
  Settings to;
  const std::string nasty = std::string("\t") + kNasty;
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it s"), ElementsAre("search" + nasty, "serve\tanother one"));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it config s"), ElementsAre("search" + nasty, "serve\tanother one"));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it search --so"), Contains("--sort" + nasty));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it search serve --p"), Not(Contains(HasSubstr("--port"))));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it search --sort d"),
              ElementsAre("date:asc" + nasty, "date:desc" + nasty));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it search --sort=r"), Contains(HasSubstr("relevance")));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it search --odd "),
              IsSupersetOf({"a b" + nasty, "$HOME" + nasty, "it's" + nasty, "`id`" + nasty}));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it search --index "), ElementsAre(HasSubstr("folder/")));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it build a"), ElementsAre(HasSubstr("a b.txt")));
  EXPECT_THAT(asked_of_fish(with_commands(to), "try-it search a"), IsEmpty());
  EXPECT_THAT(asked_of_fish(nameless(to), "try-it c"), ElementsAre(HasSubstr("completion\t"), HasSubstr("config\t")));
  EXPECT_THAT(asked_of_fish(nameless(to), "try-it completion z"), ElementsAre("zsh"));
  EXPECT_THAT(asked_of_fish(nameless(to), "try-it --strict --so"), ElementsAre("--sort" + nasty));
}

/// A zsh in a terminal of its own: matches are written to a file while they are added, then that it is done.
constexpr const char* kZshDriver = R"zsh(
zmodload zsh/zpty
folder=$1
shift
wait_for() {
  for ((i = 0; i < 400; ++i)); do
    [[ -e $folder/$1 ]] && return
    zpty -r -t inner ignored
    sleep .02
  done
  print -u2 "zsh did not get to: $1"
}
zpty inner "HOME=$folder zsh -f -i"
zpty -w inner "cd $folder/files; source $folder/inner"
wait_for ready
for line; do
  rm -f $folder/done
  print -r -- "> $line" >> $folder/found
  zpty -n -w inner $'\C-u'"$line"$'\t'
  wait_for done
done
zpty -d inner
)zsh";

constexpr const char* kZshInner = R"zsh(
autoload -Uz compinit && compinit -D -u
source ~/script
zstyle ':completion:*' list-prompt ''
unsetopt auto_list auto_menu list_ambiguous
compadd() {
  if [[ ${argv[(I)-(O|A|D)]} == 0 ]]; then
    local -a found
    builtin compadd -A found "$@"
    print -rl -- $found >> ~/found
  fi
  builtin compadd "$@"
}
complete_and_tell() { zle expand-or-complete; touch ~/done }
zle -N complete_and_tell
bindkey '^I' complete_and_tell
touch ~/ready
)zsh";

/// What zsh would offer for each line, sorted; one zsh for all, for it begins slowly.
std::vector<Words> asked_of_zsh(const Program& program, const Words& lines) {
  const testing::TemporaryFolder folder;
  folder.write("files/a b.txt", "");
  folder.write("files/folder/x", "");
  folder.write("script", script_for(program, "zsh"));
  folder.write("inner", kZshInner);
  folder.write("found", "");
  Words command = {"zsh", "-f", folder.write("driver", kZshDriver).string(), folder.path().string()};
  command.insert(command.end(), lines.begin(), lines.end());
  const auto run = testing::run_program(command);
  EXPECT_EQ(run.status, 0) << run.error;
  EXPECT_EQ(run.error, "");
  std::vector<Words> answers;
  for (const std::string& line : lines_of(testing::run_program({"cat", (folder.path() / "found").string()}).output)) {
    if (line.starts_with("> "))
      answers.emplace_back();
    else
      answers.back().push_back(line);
  }
  for (Words& found : answers) {
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
  }
  return answers;
}

TEST(ZshCompletion, OffersCommandsOptionsChoicesAndFiles) {
  if (!has("zsh")) GTEST_SKIP() << "zsh is not installed";
  Settings to;
  EXPECT_THAT(asked_of_zsh(with_commands(to),
                           {"try-it s", "try-it config s", "try-it search --so", "try-it search --sort date:",
                            "try-it search --odd ", "try-it search --index ", "try-it build a", "try-it search a",
                            "try-it completion z", "try-it help b", "try-it search $(touch${IFS}x) --so"}),
              ElementsAre(ElementsAre("search", "serve"), ElementsAre("search", "serve"), ElementsAre("--sort"),
                          ElementsAre("date:asc", "date:desc"), ElementsAre("\\$HOME", "\\`id\\`", "a\\ b", "it\\'s"),
                          ElementsAre("folder"), ElementsAre("a\\ b.txt"), IsEmpty(), ElementsAre("zsh"),
                          ElementsAre("build"), ElementsAre("--sort")));
  EXPECT_THAT(asked_of_zsh(nameless(to), {"try-it c", "try-it --strict --so", "try-it completion f"}),
              ElementsAre(ElementsAre("completion", "config"), ElementsAre("--sort"), ElementsAre("fish")));
}

TEST(Completion, RefusesAShellThatItDoesNotKnow) {
  Settings to;
  const auto script = completion_script(nameless(to), "fsh");
  ASSERT_FALSE(script);
  EXPECT_EQ(script.error().code, ErrorCode::kUsage);
  EXPECT_EQ(script.error().message, "no completion for fsh (did you mean zsh?)");
}

}  // namespace
}  // namespace tarsach
