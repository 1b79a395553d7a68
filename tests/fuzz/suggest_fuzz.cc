// What is typed, over a small list of suggestions: whatever the bytes, the suggestions are texts of the list, none
// comes twice, no more than were asked for, and their HTML holds nothing but marks.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "query/markup.h"
#include "query/suggest.h"
#include "schema/suggestion_writer.h"

using namespace tarsach::query;
using tarsach::schema::SuggestionKind;
using tarsach::schema::SuggestionList;

namespace {

SuggestionList make_list() {
  tarsach::text::Analyzer analyzer;
  tarsach::schema::SuggestionWriter writer;
  std::uint32_t weight = 0;
  for (const char* text : {"Клъстерна среща във Варна", "Cluster meeting in Varna", "<script>&\"'</script>", "на за",
                           "бизнес-клъстерът 2018", "Го\u0301рска пъте\u0300ка", "шестица", "клъстер", "класика"}) {
    std::vector<tarsach::schema::SuggestionWord> words;
    for (const tarsach::text::Word& word : analyzer.analyze(text))
      words.push_back({word.lexeme->form, word.lexeme->lemmas});
    const auto kind = static_cast<SuggestionKind>(++weight % tarsach::schema::kSuggestionKinds);
    writer.add({kind, weight, text, weight % 2 == 0 ? "id" : ""}, words);
  }
  return SuggestionList::parse(std::move(writer).encode()).value();
}

std::string without(std::string text, std::string_view part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SuggestionList list = make_list();
  static tarsach::text::Analyzer analyzer;
  const SuggestRequest request{std::string(reinterpret_cast<const char*>(data), size), 1 + size % 7};
  if (!check(request)) return 0;
  Watch watch(Deadline::never());
  std::set<std::string> texts;
  for (const Suggestion& suggestion : suggest(list, request, analyzer, watch)) {
    if (!texts.insert(suggestion.text).second) std::abort();
    if (without(without(suggestion.formatted, kMarkBegin), kMarkEnd) != escaped(suggestion.text)) std::abort();
  }
  if (texts.size() > request.limit) std::abort();
  return 0;
}
