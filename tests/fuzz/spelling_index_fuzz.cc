// The file of spellings: any bytes are an index or are refused, and what is asked of it stays within its words.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "schema/spelling_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach::schema;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto index = SpellingIndex::parse(bytes);
  const std::string_view typed = std::string_view(bytes).substr(bytes.size() / 2, 24);
  for (const std::string_view form : {std::string_view("вдоа"), std::string_view("клъстре"), typed}) {
    if (!index) break;
    WordList::Number last = 0;
    for (const WordList::Range range : index->near(form)) {
      if (range.begin < last || range.empty() || range.end > index->words()) std::abort();
      last = range.end;
    }
  }
  return 0;
}
