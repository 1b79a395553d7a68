// The facts of a stored document: any bytes are decoded or refused, and what is decoded can be encoded and decoded to
// the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "schema/record.h"

namespace {

using namespace tarsach::schema;

Record copy(const FactsView& view) {
  Record record;
  record.id = view.id;
  record.url = view.url;
  record.source = view.source;
  record.author = view.author;
  record.title = view.title;
  record.date = view.date;
  record.language = view.language;
  record.events.assign(view.events.begin(), view.events.end());
  record.topics.assign(view.topics.begin(), view.topics.end());
  return record;
}

bool same(const FactsView& a, const FactsView& b) {
  return a.id == b.id && a.url == b.url && a.source == b.source && a.author == b.author && a.title == b.title &&
         a.date == b.date && a.language == b.language && a.events == b.events && a.topics == b.topics;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto view = decode_facts(bytes);
  if (!view) return 0;
  const std::string again = encode_facts(copy(*view));
  const auto second = decode_facts(again);
  if (!second || !same(*view, *second)) std::abort();
  return 0;
}
