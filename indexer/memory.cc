#include "indexer/memory.h"

#include <algorithm>
#include <string>

namespace tarsach::indexer {
namespace {

constexpr std::size_t kMebibyte = 1024 * 1024;

constexpr std::size_t kProgram = 32 * kMebibyte;  // with its libraries, the dictionary, a vocabulary
constexpr std::size_t kThread = 40 * kMebibyte;   // phrases (indexer/phrase_counts.h), and what the library holds
constexpr std::size_t kLeastOfThread = 24 * kMebibyte;

// Bytes for each.
constexpr std::size_t kTextWithPostings = 10;
constexpr std::size_t kLexeme = 300;
constexpr std::size_t kFormAtTheEnd = 1000;  // its row, the word list, the spelling index and its making
constexpr std::size_t kTitleAtTheEnd = 1000;

std::size_t at_most(std::size_t share, std::size_t most) { return std::min(share, most); }

}  // namespace

Result<MemoryShares> share_memory(std::uint64_t mebibytes, unsigned threads) {
  MemoryShares shares;
  if (mebibytes == 0) return shares;
  const std::size_t fixed = kProgram + threads * kThread;
  const std::size_t least = fixed + threads * kLeastOfThread;
  const std::size_t memory = static_cast<std::size_t>(mebibytes) * kMebibyte;
  if (memory < least) {
    return fail(ErrorCode::kUsage,
                "--memory " + std::to_string(mebibytes) + " is too little: " + std::to_string(threads) +
                    (threads == 1 ? " thread needs" : " threads need") + " at least " +
                    std::to_string(least / kMebibyte) + " MiB",
                threads == 1 ? "give more memory" : "give more memory, or fewer --threads");
  }
  const std::size_t share = (memory - fixed) / threads;
  const std::size_t batches_of_thread = (2 * threads + 2) / threads + 1;  // read, waiting, and being worked on
  shares.batch_bytes = at_most(share / 4 / batches_of_thread, shares.batch_bytes);
  shares.flush_text_bytes = at_most(share / 4 / kTextWithPostings, shares.flush_text_bytes);
  shares.most_lexemes = at_most(share / 8 / kLexeme, shares.most_lexemes);
  const std::size_t end = (memory - kProgram) / threads;  // batches, postings and lexemes are gone by then
  shares.most_forms = at_most(end / 8 * 5 / kFormAtTheEnd, shares.most_forms);
  shares.most_titles = at_most(end / 8 * 3 / kTitleAtTheEnd, shares.most_titles);
  return shares;
}

}  // namespace tarsach::indexer
