#include "query/manual.h"

namespace tarsach::query {

Manual manual() {
  return {
      .section = 1,
      .title = "search an index of articles",
      .description =
          {"tarsach finds articles in Bulgarian and English in an index that tarsach-indexer(1) has built. "
           "Whatever form a word has, in whatever letters it was typed, it finds the articles that mean it, in both "
           "languages, and tells what it has understood.",
           "A query may hold phrases in quotes, -without, И/ИЛИ/НЕ or AND/OR/NOT, parentheses, beginnings of words "
           "with *, and fields such as заглавие: or year:. Nothing typed is a syntax error.",
           "Data goes to standard output, everything else to standard error. On a terminal, text is emphasised and "
           "wrapped, and what is longer than the screen goes through a pager."},
      .environment = {{"PAGER", "What shows long output when --pager does not say it; cat or nothing: no pager."},
                      {"LESS", "Options of less; it gets FRX when this is not set."},
                      {"NO_COLOR", "When it is not empty, nothing is emphasised."},
                      {"TARSACH_DATA", "The folder of the tables that are installed with the program."}},
      .files = {{"../share/tarsach/bulgarian.dictionary",
                 "Forms of Bulgarian words, beside the folder of the program; used by analyze."},
                {"../share/tarsach/english-bulgarian.dictionary",
                 "Translations. Without it queries are not translated."}},
      .exit_statuses = {{"0", "Found, done."},
                        {"1", "Nothing was found."},
                        {"2", "Wrong use: an unknown command, option or value."},
                        {"65", "A file of queries or judgments, or an index, that can not be understood."},
                        {"69", "There is no index, or nothing in it yet."},
                        {"70", "A fault of the program or of the machine."},
                        {"75", "The deadline passed."},
                        {"78", "A wrong configuration file or environment variable."}},
      .examples = {{"tarsach-indexer build --index index articles", "Make an index of a folder of articles"},
                   {"tarsach search клъстерна среща", "Find articles, the best first"},
                   {"tarsach search --year 2017..2019 --topic funding --topic innovation клъстер",
                    "Only of these years, with one of these topics"},
                   {"tarsach suggest клъстерни сре", "Complete what was typed so far"},
                   {"tarsach facets --field event иновации", "Count the events of what is found"},
                   {"tarsach similar bg-varna-2018-pokana", "More about the same as one article, in both languages"},
                   {"tarsach search -- клъстер -банка",
                    "One word without another; behind two dashes, for it begins with a dash"},
                   {"tarsach search --format tsv --fields id,date,title innovation",
                    "Chosen columns, for a program to read"},
                   {"tarsach search --sort date:desc --format ids --limit 1000 --lang en",
                    "The ids of all English articles, newest first"},
                   {"tarsach analyze 'клъстерите във Варна'", "See the words of a text and their terms"}},
      .see_also = {"tarsach-indexer(1)", "tarsach-searchd(8)"},
  };
}

}  // namespace tarsach::query
