#include "dictionary/commands.h"

#include <array>
#include <iostream>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/options.h"
#include "base/version.h"
#include "dictionary/bulgarian.h"
#include "dictionary/freedict.h"
#include "dictionary/translation_table.h"
#include "text/translations.h"

namespace tarsach::dictionary {
namespace {

struct Settings {
  std::string affixes;
  std::string words;
  std::string headwords;
  std::string articles;
  std::string output;
};

Option output_option(Settings& to) {
  return {"output", "FILE", "the table to write; its folder is made", &to.output, Need::kRequired};
}

/// A verb: its line of options, and what it makes of the settings.
struct Verb {
  Command command;
  Result<std::string> (*make)(const Settings& settings);
};

Result<std::string> make_bulgarian(const Settings& settings) {
  return bulgarian_dictionary(settings.affixes, settings.words);
}

Result<std::string> make_english(const Settings& settings) {
  TARSACH_TRY(const auto articles, read_freedict(settings.headwords, settings.articles));
  return text::encode_translations(translation_table(articles));
}

std::vector<Verb> verbs(Settings& to) {
  return {{{"bulgarian",
            "the forms of Bulgarian words and their lemmas, out of a Hunspell dictionary",
            {{"affixes", "FILE", "its classes of endings, bg_BG.aff", &to.affixes, Need::kRequired},
             {"words", "FILE", "its words, bg_BG.dic", &to.words, Need::kRequired},
             output_option(to)}},
           make_bulgarian},
          {{"english",
            "English words with their Bulgarian translations, out of a FreeDict dictionary",
            {{"headwords", "FILE", "its headwords, freedict-eng-bul.index", &to.headwords, Need::kRequired},
             {"articles", "FILE", "its articles, freedict-eng-bul.dict.dz", &to.articles, Need::kRequired},
             output_option(to)}},
           make_english}};
}

Result<void> write_table(const std::filesystem::path& path, std::string_view content) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::absolute(path).parent_path(), error);
  if (error) return fail(ErrorCode::kInternal, path.string() + ": can not make its folder: " + error.message());
  return write_file_durably(path, content);
}

Result<void> run(int argc, const char* const* argv) {
  Settings settings;
  const std::vector<Verb> all = verbs(settings);
  Program program{"tarsach-dictionary",
                  "Makes the tables that the programs read.",
                  std::string("tarsach-dictionary ").append(version()),
                  {}};
  for (const Verb& verb : all) program.commands.push_back(verb.command);
  TARSACH_TRY(const Parsed parsed, parse(program, argc, argv));
  if (parsed.done) {
    std::cout << parsed.output;
    return {};
  }
  for (const Verb& verb : all) {
    if (verb.command.name != parsed.command) continue;
    TARSACH_TRY(const std::string table, verb.make(settings));
    return write_table(settings.output, table);
  }
  return fail(ErrorCode::kUsage, "no verb was given", "see tarsach-dictionary --help");
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  const Result<void> done = run(argc, argv);
  if (done) return 0;
  std::cerr << describe(done.error()) << '\n';
  return exit_status(done.error().code);
}

}  // namespace tarsach::dictionary
