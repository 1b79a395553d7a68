// The file of posting lists: any bytes are refused, or all that is read of them lies within them. It is asked for the
// words that its seeds have, and for what stands in it where a term can be.
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "schema/posting_file.h"

using namespace tarsach::schema;

namespace {

constexpr std::size_t kMaxEnd = 1 << 20;

void check(bool holds) {
  if (!holds) std::abort();
}

void look_through(const PostingList& list, std::size_t end) {
  std::vector<std::uint64_t> bitmap((end + 63) / 64);
  for (PostingBlocks blocks(list, end); blocks.next();) {
    blocks.set_in(bitmap);
    check(blocks.documents().size() == blocks.times().size());
    for (const std::uint32_t document : blocks.documents()) check(document > 0 && document < end);
    for (const std::uint32_t times : blocks.times()) check(times > 0 && times <= kMaxTimes);
  }
  PostingBlocks blocks(list, end);
  const std::size_t step = end / 64 + 1;
  for (std::size_t document = 1; document < end && blocks.skip_to(static_cast<std::uint32_t>(document));
       document += step)
    check(blocks.times_of(static_cast<std::uint32_t>(document)) <= kMaxTimes);
}

void ask(const PostingFile& file, std::string_view term) {
  try {
    const PostingList list = file.find(term);
    check(list.occurrences >= list.documents);
    look_through(list, std::min(file.size(), kMaxEnd));
  } catch (const Xapian::DatabaseCorruptError&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto file = PostingFile::parse(bytes);
  if (!file) return 0;
  for (const char* term : {"", "Sdog", "cat", "dog", "dogma", "emu", "zoo"}) ask(*file, term);
  constexpr std::size_t kMaxAsked = 64;
  const std::size_t from = bytes.size() - std::min<std::size_t>(bytes.size(), 4096);
  for (std::size_t i = 0; i < kMaxAsked && from + i * 8 < bytes.size(); ++i)
    ask(*file, std::string_view(bytes).substr(from + i * 8, 1 + i % 9));
  return 0;
}
