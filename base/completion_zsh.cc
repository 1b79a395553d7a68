#include "base/completion_words.h"

namespace tarsach {
namespace {

constexpr std::string_view kScript = R"zsh(#compdef @PROGRAM@
# Completion of @PROGRAM@ for zsh, printed by: @PROGRAM@ completion zsh
_@NAME@() {
  local curcontext=$curcontext
  local -a commands extras
  commands=(@COMMANDS@)
  extras=(@EXTRAS@)
  if ((CURRENT == 2)); then
    _describe -t commands command commands -- extras
  elif [[ $words[2] == config ]]; then
    shift words
    ((CURRENT--))
    ((CURRENT == 2)) && _describe -t commands command commands
  fi
  if ((CURRENT > 2)) && [[ $words[2] == (@KNOWN@) ]]; then
    shift words
    ((CURRENT--))
    curcontext=${curcontext%:*}-$words[1]:
    case $words[1] in
@CASES@    esac
    return
  fi
  _arguments -S@FLAGS@
}
# Read by `source`, it registers itself; as a file of fpath it is the function.
if [[ $funcstack[1] == _@NAME@ ]]; then _@NAME@ "$@"; else compdef _@NAME@ @PROGRAM@; fi
)zsh";

std::string escaped(std::string_view text, std::string_view specials) {
  std::string result;
  for (const char letter : text) {
    if (specials.find(letter) != std::string_view::npos) result += '\\';
    result += letter;
  }
  return result;
}

/// ":DIR:_files -/": the message and the action of a specification. _arguments evaluates a list of choices.
std::string value_part(const CompletedValue& value) {
  const std::string message = ":" + escaped(value.name, ":") + ":";
  switch (value.expects) {
    case Expects::kNothing: return {};
    case Expects::kText: return message + " ";
    case Expects::kFile: return message + "_files";
    case Expects::kFolder: return message + "_files -/";
    case Expects::kChoice: return message + "(" + escaped(joined_words(value.choices, shell_quoted), ":") + ")";
  }
  return {};
}

std::string specification(const CompletedFlag& flag, const std::string& name) {
  const bool takes_value = flag.value.expects != Expects::kNothing;
  return (flag.times == Times::kOften ? "*" : "") + name + (takes_value ? "=" : "") + "[" +
         escaped(flag.help, "\\[]:") + "]" + value_part(flag.value);
}

constexpr std::string_view kBreak = " \\\n        ";

std::string arguments_of(const CompletedCommand& command) {
  std::string text;
  for (const CompletedFlag& flag : command.flags)
    for (const std::string& name : flag.names) text.append(kBreak).append(shell_quoted(specification(flag, name)));
  if (command.argument.expects != Expects::kNothing)
    text.append(kBreak).append(shell_quoted("*" + value_part(command.argument)));
  return text;
}

std::string described(const std::vector<CompletedCommand>& commands) {
  std::string text;
  for (const CompletedCommand& command : commands)
    text += "\n    " + shell_quoted(escaped(command.name, "\\:") + ":" + escaped(command.summary, "\\:"));
  return text + (text.empty() ? "" : "\n  ");
}

}  // namespace

std::string zsh_script(const CompletedProgram& program) {
  std::string cases;
  std::string known;
  for (const auto* commands : {&program.commands, &program.extras}) {
    for (const CompletedCommand& command : *commands) {
      known += (known.empty() ? "" : "|") + command.name;
      cases += "      " + command.name + ") _arguments -S" + arguments_of(command) + " ;;\n";
    }
  }
  std::string script = replaced(std::string(kScript), "@CASES@", cases);
  script = replaced(std::move(script), "@KNOWN@", known);
  script = replaced(std::move(script), "@COMMANDS@", described(program.commands));
  script = replaced(std::move(script), "@EXTRAS@", described(program.extras));
  script = replaced(std::move(script), "@FLAGS@", arguments_of(program.itself));
  script = replaced(std::move(script), "@NAME@", program.identifier);
  return replaced(std::move(script), "@PROGRAM@", program.name);
}

}  // namespace tarsach
