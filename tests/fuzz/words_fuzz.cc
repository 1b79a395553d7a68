// The list of words of a generation: any bytes are read or refused, and what is read can be walked to its end.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "schema/word_list.h"

namespace {

using namespace tarsach::schema;

void visit(const WordList& words) {
  std::vector<IndexWord> copied;
  bool sorted = true;
  for (WordList::Number word = 0; word < words.size(); ++word) {
    copied.push_back({std::string(words.form(word)), words.documents(word), words.flags(word)});
    sorted = sorted && (word == 0 || words.form(word - 1) < words.form(word));
    const auto begin = words.narrow(words.all(), 0, words.form(word).substr(0, 2));
    if (begin.begin > words.size() || begin.end > words.size()) std::abort();
  }
  for (WordList::Number word = 0; sorted && word < words.size(); ++word)
    if (words.find(words.form(word)) != word) std::abort();
  const auto again = WordList::parse(encode_words(copied));
  if (!again || again->size() != words.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const auto words = WordList::parse(std::string(reinterpret_cast<const char*>(data), size))) visit(*words);
  return 0;
}
