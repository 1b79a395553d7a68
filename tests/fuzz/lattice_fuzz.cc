// Any bytes as a word: read in both directions within the budgets; what comes out are words of the list.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/lattice.h"

namespace {

namespace query = tarsach::query;
namespace schema = tarsach::schema;

const schema::WordList& words() {
  static const std::vector<schema::IndexWord> kWords = {{"cluster", 3, 0}, {"ii", 1, 0},     {"trump", 2, 0},
                                                        {"варна", 7, 1},   {"ий", 1, 0},     {"клъстер", 9, 0},
                                                        {"съд", 4, 0},     {"щастие", 2, 0}, {"ъйьъ", 1, 0}};
  static const schema::WordList list = schema::WordList::parse(schema::encode_words(kWords)).value();
  return list;
}

void look_up(std::string_view typed, tarsach::text::Direction direction) {
  const query::Lattice lattice(words(), direction);
  const auto found = lattice.words(typed, 4);
  if (found.size() > 4) std::abort();
  for (const query::Candidate& candidate : found)
    if (candidate.cost < 0 || !words().find(candidate.form)) std::abort();
  std::size_t asked = 0;
  const auto is_worth = [&](std::string_view form) { return ++asked, form.size() % 3 == 0; };
  const auto spelled = lattice.spellings(typed, 4, is_worth);
  if (asked > query::kMaxLatticeFound || spelled.size() > 4) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  look_up(typed, tarsach::text::Direction::kToCyrillic);
  look_up(typed, tarsach::text::Direction::kToLatin);
  (void)tarsach::text::romanised(typed);
  return 0;
}
