// tarsach-indexer: articles in, a published generation of the index out.
#include "indexer/commands.h"

int main(int argc, char** argv) { return tarsach::indexer::run(argc, argv); }
