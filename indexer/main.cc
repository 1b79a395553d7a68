// tarsach-indexer: articles in, a published generation of the index out.
#include "indexer/commands.h"
#include "indexer/termination.h"

int main(int argc, char** argv) {
  tarsach::indexer::explain_termination();
  return tarsach::indexer::run(argc, argv);
}
