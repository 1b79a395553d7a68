// What is typed, over a small index: whatever the bytes, there is an answer or a clear refusal, and each other reading
// that is offered finds as many articles as was said.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/query/test_index.h"

using namespace tarsach;
using namespace tarsach::query;

namespace {

std::unique_ptr<Engine> make_engine() {
  static TestIndex index;
  index.add({.id = "a", .title = "Клъстерна среща във Варна", .body = "Щастие, човек, шест. Trump и Тръмп."});
  index.add({.id = "b", .title = "Cluster meeting", .body = "In Varna, on the sea.", .language = "en"});
  index.add({.id = "c", .title = "Съд и сад", .body = "Овощен сад; окръжен съд. Градът, града, град."});
  return index.publish_and_open();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::unique_ptr<Engine> engine = make_engine();
  Request request{
      .query = {reinterpret_cast<const char*>(data), size}, .today = {2026, 1, 2}, .limit = 1, .facets = {}};
  const auto response = engine->search(request, Deadline::never());
  if (!response) {
    if (response.error().code != ErrorCode::kUsage) std::abort();
    return 0;
  }
  for (const OtherReading& other : response->interpretation.alternatives) {
    request.query = other.query;
    request.rewrite = other.rewrite;
    const auto total = engine->count(request, Deadline::never());
    if (total && *total != other.total) std::abort();
  }
  return 0;
}
