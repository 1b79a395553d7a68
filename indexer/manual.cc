#include "indexer/manual.h"

namespace tarsach::indexer {

Manual manual() {
  return {
      .section = 1,
      .title = "make an index of articles, and look after it",
      .description =
          {"tarsach-indexer reads articles from saved web pages, plain text, Markdown, JSON and JSON Lines, works out "
           "title, date, language, events and topics where nobody gave them, and publishes a verified generation of "
           "the index. Searches go on meanwhile: the daemon picks the new generation up by itself.",
           "update takes the same sources as build and gives the same index, analysing only what is new or has "
           "changed.",
           "A generation never changes once it is published. Older ones are kept a few deep, so that going back is one "
           "command. A run that is interrupted leaves the index as it was."},
      .environment = {{"TARSACH_DATA", "The folder of the tables that are installed with the program."},
                      {"NO_COLOR", "When it is not empty, the progress bar has no colours."}},
      .files = {{"/etc/tarsach/vocabulary",
                 "events.json and topics.json, when there is no --vocabulary; after it "
                 "../share/tarsach/vocabulary beside the folder of the program."},
                {"../share/tarsach/bulgarian.dictionary",
                 "Forms of Bulgarian words. An index keeps its own copy. Without it rules alone find the forms."}},
      .exit_statuses = {{"0", "Done. Bad articles may have been skipped: they were reported and counted."},
                        {"2", "Wrong use: an unknown command, option or value, a source that is not there."},
                        {"65",
                         "Nothing was published, because the articles are bad or too many documents would vanish; or "
                         "the index is damaged."},
                        {"69", "There is no index, or no such generation; or a replica can not be reached."},
                        {"70", "The disk or a library failed; nothing was published."},
                        {"75", "Another indexer is at work on this index, or on the replica."},
                        {"78", "A wrong configuration file, environment variable or vocabulary."},
                        {"130, 143", "Stopped by Ctrl-C, by SIGTERM; nothing was published."}},
      .examples = {{"tarsach-indexer build --index index --vocabulary vocabulary articles",
                    "Index every article of a folder, with events and topics of your own"},
                   {"tarsach-indexer update --index index --vocabulary vocabulary articles",
                    "Bring it up to date, with the work of what has changed only"},
                   {"tarsach-indexer status --index index", "See which generations there are, and what is in them"},
                   {"tarsach-indexer verify --index index", "Check all of the current generation"},
                   {"tarsach-indexer gc --index index --keep 0", "Remove the older generations"},
                   {"tarsach-indexer publish --index index --to west:/var/lib/tarsach/index",
                    "Bring the current generation to another machine, where a daemon serves it"}},
      .see_also = {"tarsach(1)", "tarsach-searchd(8)"},
  };
}

}  // namespace tarsach::indexer
