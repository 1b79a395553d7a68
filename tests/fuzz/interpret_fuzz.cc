// What is typed, over a small index: whatever the bytes, there is an answer or a clear refusal, and each other reading
// or remedy that is offered finds as many articles as was said.
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
  index.add(
      {.id = "b", .title = "Cluster meeting", .body = "In Varna, on the sea.", .date = {2018, 7, 5}, .language = "en"});
  index.add({.id = "c", .title = "Съд и сад", .body = "Овощен сад; окръжен съд. Градът, града, град."});
  return index.publish_and_open();
}

Engine& engine() {
  static const std::unique_ptr<Engine> engine = make_engine();
  return *engine;
}

void require_total(const Request& request, std::uint64_t promised) {
  const auto total = engine().count(request, Deadline::never());
  if (total && *total != promised) std::abort();
}

void ask(const Request& request) {
  const auto response = engine().search(request, Deadline::never());
  if (!response) {
    if (response.error().code != ErrorCode::kUsage) std::abort();
    return;
  }
  for (const OtherReading& other : response->interpretation.alternatives) {
    Request otherwise = request;
    otherwise.query = other.query;
    otherwise.rewrite = other.rewrite;
    require_total(otherwise, other.total);
  }
  for (const Remedy& remedy : response->remedies) {
    if (response->total > 0 || remedy.total == 0) std::abort();
    require_total(remedy.request, remedy.total);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Request request{
      .query = {reinterpret_cast<const char*>(data), size}, .today = {2026, 1, 2}, .limit = 1, .facets = {}};
  ask(request);
  request.match = Match::kAll;
  request.filters = {{schema::Field::kLanguage, {"en"}}};
  request.from = {2019};
  ask(request);
  return 0;
}
