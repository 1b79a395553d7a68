// For bash 4 or later, without bash-completion's functions: not everybody has that package.
#include <map>

#include "base/completion_words.h"

namespace tarsach {
namespace {

constexpr std::string_view kScript = R"bash(# Completion of @PROGRAM@ for bash, printed by: @PROGRAM@ completion bash
_@NAME@() {
  local line=${COMP_LINE:0:COMP_POINT} at=$COMP_CWORD current=${COMP_WORDS[COMP_CWORD]} taken='' option='' after='' word
  COMPREPLY=()
  # readline cuts --sort=date:desc into five words, and will replace only the last of them.
  while ((at > 1)) && [[ $line == *"${COMP_WORDS[at - 1]}$current" ]]; do current=${COMP_WORDS[--at]}$current; done
  case ${COMP_WORDS[COMP_CWORD]} in
    [=:]) taken=$current ;;
    *) taken=${current%"${COMP_WORDS[COMP_CWORD]}"} ;;
  esac
  local words=("${COMP_WORDS[@]:1:at-1}")
  [[ ${words[0]-} != config ]] || words=("${words[@]:1}")
  for word in "${words[@]}"; do [[ $word != -- ]] || after=yes; done
  local command=${words[0]-} value=$current candidates=()
  [[ $command == @KNOWN@ ]] || command=''
  if [[ $after ]]; then
    :
  elif [[ $current == --*=* ]]; then
    option=${current%%=*} value=${current#*=}
  elif ((${#words[@]})); then
    option=${words[${#words[@]} - 1]}
  fi
  case $command:$option in
@VALUES@    *)
      case $command:$current in
@FLAGS@@ARGUMENTS@      esac
      ;;
  esac
  for word in "${candidates[@]}"; do
    [[ $word == "$value"* ]] || continue
    printf -v word %q "$word"
    word=${current%"$value"}$word
    COMPREPLY+=("${word#"$taken"}")
  done
}
complete -F _@NAME@ @PROGRAM@
)bash";

/// What is done where such a value is expected. Files are left to readline, which knows about quotes and tildes.
std::string action_for(const CompletedValue& value) {
  switch (value.expects) {
    case Expects::kChoice: return "candidates=(" + joined_words(value.choices, shell_quoted) + ")";
    case Expects::kFile: return "compopt -o default";
    case Expects::kFolder: return "compopt -o dirnames";
    default: return ":";
  }
}

std::string pattern(const std::string& command, const std::string& word) { return shell_quoted(command + ":" + word); }

/// The options that take a value, those with the same ones in one case.
std::string values(const CompletedProgram& program) {
  std::map<std::string, std::string> patterns;  // by action
  const auto add = [&](const CompletedCommand& command) {
    for (const CompletedFlag& flag : command.flags) {
      if (flag.value.expects == Expects::kNothing) continue;
      std::string& line = patterns[action_for(flag.value)];
      for (const std::string& name : flag.names) line += (line.empty() ? "" : " | ") + pattern(command.name, name);
    }
  };
  add(program.itself);
  for (const CompletedCommand& command : program.commands) add(command);
  std::string text;
  for (const auto& [action, line] : patterns) text += "    " + line + ") " + action + " ;;\n";
  return text;
}

std::string flags(const CompletedCommand& command) {
  std::vector<std::string> names;
  for (const CompletedFlag& flag : command.flags) names.insert(names.end(), flag.names.begin(), flag.names.end());
  if (names.empty()) return {};
  return "        " + shell_quoted(command.name + ":-") + "*) [[ $after ]] || candidates=(" +
         joined_words(names, shell_quoted) + ") ;;\n";
}

std::string argument(const CompletedCommand& command) {
  const std::string action = action_for(command.argument);
  return action == ":" ? "" : "        " + shell_quoted(command.name + ":") + "*) " + action + " ;;\n";
}

std::string names_of(const std::vector<CompletedCommand>& commands) {
  std::vector<std::string> names;
  for (const CompletedCommand& command : commands) names.push_back(command.name);
  return joined_words(names, shell_quoted);
}

/// Where no command stands yet: their names.
std::string names_of_commands(const CompletedProgram& program) {
  return "        :*)\n          ((${#words[@]})) || candidates+=(" + names_of(program.commands) +
         ")\n          ((at > 1)) || candidates+=(" + names_of(program.extras) + ")\n          ;;\n";
}

/// A word is a command only if it is one of these: "search|count|…".
std::string known_commands(const CompletedProgram& program) {
  std::string names;
  for (const auto* commands : {&program.commands, &program.extras})
    for (const CompletedCommand& command : *commands) names += (names.empty() ? "" : "|") + command.name;
  return "@(" + names + ")";
}

}  // namespace

std::string bash_script(const CompletedProgram& program) {
  std::string all_flags = flags(program.itself);
  std::string arguments;
  for (const auto* commands : {&program.commands, &program.extras}) {
    for (const CompletedCommand& command : *commands) {
      all_flags += flags(command);
      arguments += argument(command);
    }
  }
  std::string script = replaced(std::string(kScript), "@VALUES@", values(program));
  script = replaced(std::move(script), "@FLAGS@", all_flags);
  script = replaced(std::move(script), "@ARGUMENTS@", arguments + names_of_commands(program));
  script = replaced(std::move(script), "@KNOWN@", known_commands(program));
  script = replaced(std::move(script), "@NAME@", program.identifier);
  return replaced(std::move(script), "@PROGRAM@", program.name);
}

}  // namespace tarsach
