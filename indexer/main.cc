// tarsach-indexer: articles in, a published generation of the index out.
#include "indexer/commands.h"
#include "indexer/termination.h"

// Xapian keeps each posting that waits for the disk in a node of a tree. jemalloc puts nodes of a size side by side,
// and in pages of 2 MiB where the system has them, so that looking through the trees misses the processor's caches less
// often: a fifth less time (docs/decisions/0021-indexing.md). This is the name that it looks for, before main() begins.
extern "C" {
extern const char* const malloc_conf;  // NOLINT(readability-identifier-naming)
[[gnu::used]] const char* const malloc_conf = "thp:always";
}

int main(int argc, char** argv) {
  tarsach::indexer::explain_termination();
  return tarsach::indexer::run(argc, argv);
}
