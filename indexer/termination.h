// The last words of a process that a library ends. Xapian 1.4 calls std::terminate when a disk fails once more while it
// takes back a commit that has failed: then nothing can be caught, but what happened can be said, and the exit status
// is that of a failing disk instead of an abort. What was being built stays behind for the next run to remove.
//
//   explain_termination();                                     // first in main()
#pragma once

namespace tarsach::indexer {

void explain_termination();

}  // namespace tarsach::indexer
