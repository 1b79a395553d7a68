// The file of suggestions: any bytes are refused, or every text in it can be reached and nothing outside of it is read.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "schema/suggestion_list.h"

using namespace tarsach::schema;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto list = SuggestionList::parse(std::string(reinterpret_cast<const char*>(data), size));
  if (!list) return 0;
  std::size_t bytes = 0;
  for (SuggestionList::Entry entry = 0; entry < list->size(); ++entry)
    bytes += list->text(entry).size() + list->id(entry).size() + name_of(list->kind(entry)).size();
  if (bytes > 7 * size) std::abort();
  const WordList& forms = list->forms();
  for (WordList::Number form = 0; form < forms.size() && form < 64; ++form) {
    const auto range = forms.narrow(forms.all(), 0, forms.form(form).substr(0, 2));
    for (const Shelf shelf : kShelves) {
      if (list->having(shelf, range).size() > size) std::abort();
      for (const auto entry : list->best(shelf, range, 10))
        if (entry < list->on(shelf).begin || entry >= list->on(shelf).end) std::abort();
    }
    if (list->forms_of(forms.form(form)).size() > size) std::abort();
  }
  return 0;
}
