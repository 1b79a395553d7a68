// The options of a program as one table: a row gives the flag, the environment variable, the key of the
// configuration file and the line of --help. Precedence: flag, then TARSACH_<NAME>, then --config FILE (TOML), then
// the default, which is the value that the target has before parsing.
//
//   Settings settings;
//   Program program{"tarsach-searchd", "Answers searches over HTTP.", version_text(), {Command{
//       .options = {{"index", "DIR", "the index to serve", &settings.index, Need::kRequired},
//                   {"port", "N", "TCP port", &settings.port, Need::kOptional, {1, 65535}}}}}};
//   TARSACH_TRY(auto parsed, parse(program, argc, argv));
//   if (parsed.done) return print(parsed);        // --help, --version, config, completion, manual, or no command
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace tarsach {

enum class Need : std::uint8_t { kOptional, kRequired };

/// Both ends inclusive.
struct Range {
  double least = std::numeric_limits<double>::lowest();
  double most = std::numeric_limits<double>::max();
};

/// Where a value goes. A bool is a switch without a value; a vector may be given several times.
using Target = std::variant<bool*, std::int64_t*, double*, std::string*, std::vector<std::string>*>;

struct Option {
  std::string name;   // "per-page" is --per-page, TARSACH_PER_PAGE and per-page = … in the file
  std::string value;  // what --help calls the value ("DIR"); empty for a switch
  std::string help;
  Target target;
  Need need = Need::kOptional;
  Range range = {};                       // for numbers
  std::vector<std::string> choices = {};  // for strings; empty: any
};

/// The arguments that stand without a flag. An option with the same target gives them from the environment and the
/// configuration file; those on the command line replace what it gives.
struct Positionals {
  std::string name;  // "SOURCE"; empty: none are taken
  std::string help;
  std::vector<std::string>* target = nullptr;
  std::size_t least = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

struct Command {
  std::string name;     // empty for a program that has no commands
  std::string summary;  // one line
  std::vector<Option> options;
  Positionals positionals = {};
};

struct Explained {
  std::string name;
  std::string meaning;
};

/// What the manual page says beyond the tables of options. Plain text: manual.h escapes it.
struct Manual {
  int section = 1;
  std::string title;                     // behind the program's name: "search an index of articles"
  std::vector<std::string> description;  // paragraphs
  std::vector<Explained> environment;    // variables besides those of the options
  std::vector<Explained> files;
  std::vector<Explained> exit_statuses;
  std::vector<Explained> examples;    // a line for a shell, and what it does; the first ones stand in --help too
  std::vector<std::string> see_also;  // "tarsach-indexer(1)"
};

struct Program {
  std::string name;
  std::string summary;
  std::string version;  // what --version prints
  std::vector<Command> commands;
  Manual manual = {};
};

struct Parsed {
  std::string command;  // the chosen command's name
  bool done = false;    // what was asked for is `output`: print it and exit with `status`
  std::string output;
  int status = 0;  // not 0: `output` tells how to use the program, and goes to standard error
};

/// Besides its own commands every program understands `config`, `completion SHELL`, `manual` and `help`.
/// kUsage for a wrong flag or value (naming the nearest known one), kConfiguration for a wrong file or variable
/// (naming file and key).
[[nodiscard]] Result<Parsed> parse(const Program& program, int argc, const char* const* argv);

/// Restores a name typed wrongly: the candidate within two edits, or empty. For "did you mean --index?" messages.
[[nodiscard]] std::string nearest_name(const std::string& typed, const std::vector<std::string>& candidates);

}  // namespace tarsach
