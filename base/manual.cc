#include "base/manual.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <utility>

#include "base/option_sources.h"
#include "base/version.h"

namespace tarsach {
namespace {

constexpr std::size_t kLineWidth = 78;  // of the source; mandoc -T lint wants less than 80

/// The code point that begins at `at`, which is moved behind it. The texts are ours: valid UTF-8.
char32_t next_letter(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t code = lead & (0x3FU >> static_cast<unsigned>(more));
  for (int i = 0; i < more && at < text.size(); ++i)
    code = (code << 6) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  return code;
}

/// What roff would take for something else: a hyphen for a dash that can be copied, quotes for curly ones.
std::string roff_letter(char32_t code) {
  switch (code) {
    case U'\\': return "\\e";
    case U'-': return "\\-";
    case U'\'': return "\\(aq";
    case U'"': return "\\(dq";
    case U'`': return "\\(ga";
    case U'^': return "\\(ha";
    case U'~': return "\\(ti";
    default: break;
  }
  if (code < 0x80) return {static_cast<char>(code)};
  char name[16];
  std::snprintf(name, sizeof name, "\\[u%04X]", static_cast<unsigned>(code));
  return name;
}

std::string roff(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) escaped += roff_letter(next_letter(text, at));
  return escaped;
}

/// A line of text may not begin as a request.
std::string as_line(std::string line) {
  if (line.starts_with('.')) line.insert(0, "\\&");
  return line + "\n";
}

/// A paragraph: each sentence begins a line, none is too long.
std::string paragraph(std::string_view text) {
  std::string result, line;
  const auto end_line = [&] {
    if (!line.empty()) result += as_line(std::exchange(line, {}));
  };
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = roff(text.substr(begin, end - begin));
    if (line.size() + 1 + word.size() > kLineWidth) end_line();
    if (!word.empty()) line += (line.empty() ? "" : " ") + word;
    if (word.ends_with('.') || word.ends_with('?') || word.ends_with(':')) end_line();
    begin = end + 1;
  }
  end_line();
  return result;
}

std::string section(const std::string& title) { return ".SH " + title + "\n"; }
std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

/// A term with what it means, indented.
std::string tagged(const std::string& tag, std::string_view meaning) {
  return ".TP\n" + tag + "\n" + paragraph(meaning);
}

std::string explained(const std::string& title, const std::vector<Explained>& rows) {
  std::string text = rows.empty() ? "" : section(title);
  for (const Explained& row : rows) text += tagged(bold(row.name), row.meaning);
  return text;
}

std::string capitals(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return text;
}

std::string heading(const Program& program) {
  return ".\\\" Printed by: " + program.name + " manual\n.TH " + capitals(roff(program.name)) + " " +
         std::to_string(program.manual.section) + " \"" + std::string(commit_date()) + "\" \"" + roff("tarsach ") +
         roff(version()) + "\" \"" + roff("Търсач") + "\"\n.nh\n.ad l\n" + section("NAME") + roff(program.name) +
         " \\- " + roff(program.manual.title) + "\n";
}

std::string synopsis(const Program& program) {
  std::string text = section("SYNOPSIS");
  bool is_first = true;
  for (const Command& command : program.commands) {
    text += std::exchange(is_first, false) ? "" : ".br\n";
    text +=
        bold(full_name(program, command)) + " [" + italic("OPTIONS") + "]" + roff(usage_of(command.positionals)) + "\n";
  }
  if (is_nameless(program)) return text;
  return text + ".br\n" + bold(program.name + " config") + " " + italic("COMMAND") + " [" + italic("OPTIONS") +
         "]\n.br\n" + bold(program.name + " completion") + " " + italic("SHELL") + "\n";
}

std::string description(const Program& program) {
  std::string text = section("DESCRIPTION");
  bool is_first = true;
  for (const std::string& each : program.manual.description)
    text += (std::exchange(is_first, false) ? "" : ".PP\n") + paragraph(each);
  return text;
}

std::string commands(const Program& program) {
  if (is_nameless(program)) return {};
  std::string text = section("COMMANDS");
  for (const Command& command : program.commands) {
    std::string meaning = command.summary + ".";
    meaning[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(meaning[0])));
    if (!command.positionals.name.empty())
      meaning += " " + command.positionals.name + ": " + command.positionals.help + ".";
    std::string names;
    for (const Option& option : command.options) names += (names.empty() ? "" : ", ") + ("--" + option.name);
    text += tagged(bold(command.name) + roff(usage_of(command.positionals)), meaning + " Options: " + names + ".");
  }
  text += tagged(bold("config") + " " + italic("COMMAND"),
                 "Tell where each value of the command's options comes from, as a file for --config, and run nothing.");
  text += tagged(bold("completion") + " " + italic("SHELL"),
                 "Print a script that completes the words of this program, for bash, zsh or fish.");
  return text + tagged(bold("manual"), "Print this page.");
}

/// An option that means the same in several commands stands once.
struct SharedOption {
  const Option* option;
  std::vector<std::string> commands;
};

bool mean_the_same(const Option& left, const Option& right) {
  return left.name == right.name && left.help == right.help && notes(left) == notes(right);
}

std::vector<SharedOption> shared_options(const Program& program) {
  std::vector<SharedOption> options;
  for (const Command& command : program.commands) {
    for (const Option& option : command.options) {
      const auto found =
          std::ranges::find_if(options, [&](const SharedOption& each) { return mean_the_same(*each.option, option); });
      if (found == options.end())
        options.push_back({&option, {command.name}});
      else
        found->commands.push_back(command.name);
    }
  }
  return options;
}

std::string tag_of(const Option& option) {
  return bold("--" + option.name) + (option.value.empty() ? "" : " " + italic(option.value));
}

std::string options(const Program& program) {
  std::string text = section("OPTIONS");
  for (const SharedOption& shared : shared_options(program)) {
    const bool is_everywhere = shared.commands.size() == program.commands.size();
    const std::string where = is_everywhere ? "" : " (" + joined(shared.commands) + ")";
    text += tagged(tag_of(*shared.option), shared.option->help + where + " [" + notes(*shared.option) + "]");
  }
  text += tagged(bold("--config") + " " + italic("FILE"),
                 std::string(kConfigurationHelp) + "; see CONFIGURATION [TARSACH_CONFIG]");
  text += tagged(bold("--help") + ", " + bold("-h"), "print the options of a command");
  return text + tagged(bold("--version"), kVersionHelp);
}

std::string configuration(const Program& program) {
  const Command& command = program.commands.front();
  return section("CONFIGURATION") +
         paragraph(
             "Each option can be given as a flag, in the environment as the variable that stands with it in square "
             "brackets, or in a TOML file that --config names. A flag wins over the environment, the environment "
             "over the file, the file over the default. A list stands in the environment with commas. Keys of the "
             "file are names of options; a table that is named for a program or a command holds for that one only. "
             "The words config and a command print what holds, and from where:") +
         ".PP\n.RS\n.EX\n" + "index = " + roff("\"/var/lib/tarsach\"") + "\n[" + roff(program.name) + "]\n" +
         roff(command.options.back().name) + " = " + roff(show_value(command.options.back())) + "\n.EE\n.RE\n";
}

std::string examples(const Program& program) {
  std::string text = section("EXAMPLES");
  for (const Explained& example : program.manual.examples) {
    const std::string line = roff(example.name);
    text += paragraph(example.meaning + ":") + ".PP\n.RS\n.EX\n" + as_line(line) + ".EE\n.RE\n.PP\n";
  }
  text.erase(text.size() - 4);  // the last .PP
  return text;
}

std::string see_also(const Program& program) {
  std::string text = section("SEE ALSO");
  const auto& pages = program.manual.see_also;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::size_t bracket = std::min(pages[i].find('('), pages[i].size());
    text += ".BR " + roff(pages[i].substr(0, bracket)) + " " + pages[i].substr(bracket) +
            (i + 1 < pages.size() ? " ,\n" : "\n");
  }
  return text;
}

}  // namespace

std::string manual_page(const Program& program) {
  const Manual& manual = program.manual;
  return heading(program) + synopsis(program) + description(program) + commands(program) + options(program) +
         configuration(program) + explained("ENVIRONMENT", manual.environment) + explained("FILES", manual.files) +
         explained("EXIT STATUS", manual.exit_statuses) + examples(program) + see_also(program);
}

}  // namespace tarsach
