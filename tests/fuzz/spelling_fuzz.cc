// What is typed against words of an index: the lines of the input are words, the first is typed. Nothing may crash, and
// what is found is within its limits.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "query/spelling.h"

namespace {

using namespace tarsach;

schema::WordList words_of(const std::set<std::string>& forms) {
  std::vector<schema::IndexWord> words;
  for (const std::string& form : forms) words.push_back({form, 1, 0});
  return schema::WordList::parse(schema::encode_words(words)).value();
}

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string typed;
  std::set<std::string> forms;
  std::string line;
  for (const char byte : std::string(reinterpret_cast<const char*>(data), size) + "\n") {
    if (byte != '\n') {
      line += byte;
    } else if (typed.empty()) {
      typed = std::move(line), line.clear();
    } else {
      forms.insert(std::move(line)), line.clear();
    }
  }
  const schema::WordList words = words_of(forms);
  const auto index = schema::SpellingIndex::parse(schema::encode_spelling(words));
  check(index.has_value());
  const auto found = query::corrections(typed, words, *index);
  check(found.size() <= query::kMaxCorrections);
  for (const query::Candidate& candidate : found)
    check(forms.contains(candidate.form) && candidate.form != typed && candidate.cost >= 0);
  std::size_t asked = 0;
  const auto sometimes = [&](std::string_view form) { return ++asked % 50 == 0 && !form.empty(); };
  check(query::corrections_that(typed, sometimes).size() <= query::kMaxCorrections);
  check(asked <= query::kMaxGuesses);
  for (const query::Candidate& two : query::split(typed, words)) check(two.form.size() == typed.size() + 1);
  return 0;
}
