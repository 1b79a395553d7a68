// What a program says of itself on the command line; the options of a command are told in options_flags.cc.
#include <algorithm>

#include "base/option_sources.h"

namespace tarsach {
namespace {

constexpr std::size_t kOverviewExamples = 4;

/// Names in one column, what they mean in the next; each line behind two spaces.
std::string two_columns(const std::vector<Explained>& rows) {
  std::size_t width = 0;
  for (const Explained& row : rows) width = std::max(width, row.name.size());
  std::string text;
  for (const Explained& row : rows)
    text += "  " + row.name + std::string(width - row.name.size() + 2, ' ') + row.meaning + "\n";
  return text;
}

std::string commands_text(const Program& program) {
  std::vector<Explained> rows;
  for (const Command& command : program.commands) rows.push_back({command.name, command.summary});
  return "Commands:\n" + two_columns(rows);
}

/// Each with what it does as a comment of the shell.
std::string examples_text(const std::vector<Explained>& examples) {
  std::string text = examples.empty() ? "" : "\nExamples:\n";
  for (const Explained& example : examples) text += "  # " + example.meaning + "\n  " + example.name + "\n";
  return text;
}

}  // namespace

bool is_nameless(const Program& program) { return program.commands.size() == 1 && program.commands[0].name.empty(); }

std::string full_name(const Program& program, const Command& command) {
  return command.name.empty() ? program.name : program.name + " " + command.name;
}

std::string usage_of(const Positionals& positionals) {
  if (positionals.name.empty()) return {};
  const std::string name = positionals.name + (positionals.most > 1 ? "…" : "");
  return positionals.least > 0 ? " " + name : " [" + name + "]";
}

std::string examples_text(const Program& program, const Command& command) {
  std::vector<Explained> examples;
  for (const Explained& example : program.manual.examples)
    if (example.name.starts_with(full_name(program, command) + " ")) examples.push_back(example);
  return examples_text(examples);
}

std::string program_help(const Program& program) {
  return program.summary + "\nUsage: " + program.name + " COMMAND [OPTIONS]\n\n" + commands_text(program) + "\n" +
         two_columns({{program.name + " COMMAND --help", "the options of a command"},
                      {program.name + " config COMMAND [OPTIONS]", "where each of its values comes from"},
                      {program.name + " completion bash|zsh|fish", "completion of its words for a shell"},
                      {program.name + " manual", "the manual page, for man -l -"}});
}

std::string overview(const Program& program) {
  std::vector<Explained> first = program.manual.examples;
  first.resize(std::min(first.size(), kOverviewExamples));
  return program.summary + "\n" + examples_text(first) + "\n" + commands_text(program) + "\n" + program.name +
         " COMMAND --help tells more of each.\n";
}

}  // namespace tarsach
