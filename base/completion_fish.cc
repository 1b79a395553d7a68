#include "base/completion_words.h"

namespace tarsach {
namespace {

constexpr std::string_view kScript = R"fish(# Completion of @PROGRAM@ for fish, printed by: @PROGRAM@ completion fish
# Prints the command that the words before the cursor name, or nothing; `config` stands before one.
function __@NAME@_command
    set -l words (commandline -opc)
    set -e words[1]
    test "$words[1]" = config; and set -e words[1]
    contains -- "$words[1]" @KNOWN@; and echo -- $words[1]
end
function __@NAME@_is
    test (count (__@NAME@_command)) -gt 0; and contains -- (__@NAME@_command) $argv
end
function __@NAME@_begins
    set -l words (commandline -opc)
    test (count $words) -eq 1; or test (count $words) -eq 2 -a "$words[2]" = "$argv[1]"
end
complete -c @PROGRAM@ -f
@LINES@)fish";

std::string fish_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "'";
}

/// fish evaluates the list, so that its words are quoted, and the list is once more.
std::string words_argument(const std::vector<std::string>& words) {
  return " -a " + fish_quoted(joined_words(words, fish_quoted));
}

std::string value_part(const CompletedValue& value) {
  switch (value.expects) {
    case Expects::kNothing: return {};
    case Expects::kText: return " -x";
    case Expects::kFile: return " -r -F";
    case Expects::kFolder: return " -x -a '(__fish_complete_directories)'";
    case Expects::kChoice: return " -x" + words_argument(value.choices);
  }
  return {};
}

std::string argument_part(const CompletedValue& value) {
  switch (value.expects) {
    case Expects::kFile: return " -F";
    case Expects::kFolder: return " -a '(__fish_complete_directories)'";
    case Expects::kChoice: return words_argument(value.choices);
    default: return {};
  }
}

/// One line of the script, for where `condition` holds.
std::string line(const CompletedProgram& program, const std::string& condition, const std::string& rest) {
  return "complete -c " + program.name + " -n " + fish_quoted(condition) + rest + "\n";
}

std::string lines_of(const CompletedProgram& program, const CompletedCommand& command, const std::string& condition) {
  std::string text;
  for (const CompletedFlag& flag : command.flags) {
    std::string names;
    for (const std::string& name : flag.names)
      names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    text += line(program, condition, names + value_part(flag.value) + " -d " + fish_quoted(flag.help));
  }
  const std::string argument = argument_part(command.argument);
  return argument.empty() ? text : text + line(program, condition, argument);
}

std::string described(const CompletedProgram& program, const std::vector<CompletedCommand>& commands,
                      const std::string& condition) {
  std::string text;
  for (const CompletedCommand& command : commands)
    text += line(program, condition, words_argument({command.name}) + " -d " + fish_quoted(command.summary));
  return text;
}

}  // namespace

std::string fish_script(const CompletedProgram& program) {
  const std::string function = "__" + program.identifier;
  std::string lines = described(program, program.commands, function + "_begins config") +
                      described(program, program.extras, function + "_begins") +
                      lines_of(program, program.itself, "not " + function + "_command >/dev/null");
  std::vector<std::string> known;
  for (const auto* commands : {&program.commands, &program.extras}) {
    for (const CompletedCommand& command : *commands) {
      known.push_back(command.name);
      lines += lines_of(program, command, function + "_is " + command.name);
    }
  }
  std::string script = replaced(std::string(kScript), "@LINES@", lines);
  script = replaced(std::move(script), "@KNOWN@", joined_words(known, fish_quoted));
  script = replaced(std::move(script), "@NAME@", program.identifier);
  return replaced(std::move(script), "@PROGRAM@", program.name);
}

}  // namespace tarsach
