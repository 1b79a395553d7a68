// Engines used plainly, as their documentation shows, behind the interface that all peers have
// (docs/decisions/0017-peers.md):
//
//   plain_peer sqlite|xapian index ARTICLES.jsonl PLACE
//   plain_peer sqlite|xapian serve PLACE PORT               GET /search?q=…&match=any|all&work=full|bare[&year=…]…
//
// Words are cut by our analyzer with its rules alone (neither engine knows Bulgarian). Facets are counted over columns
// in memory, snippets are the engine's own.
#include "tests/bench/peers/plain_peer.h"

#include <httplib.h>

#include <string_view>

namespace {

using peers::Kind;

constexpr int kThreads = 8;

int serve(const Kind& kind, const char* place, int port) {
  peers::Columns columns;
  kind.load(place, columns);
  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.set_keep_alive_max_count(1'000'000'000);
  server.set_tcp_nodelay(true);
  server.Get("/search", [&](const httplib::Request& http, httplib::Response& response) {
    thread_local const auto engine = kind.open(place);
    const peers::Request request = {
        http.get_param_value("q"),     http.get_param_value("year"),           http.get_param_value("topic"),
        http.get_param_value("event"), http.get_param_value("match") == "all", http.get_param_value("work") != "bare"};
    response.set_content(engine->search(request, columns).dump(), "application/json");
  });
  return server.listen("127.0.0.1", port) ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  const Kind* kind = nullptr;
  for (const Kind* known : {&peers::kSqlite, &peers::kXapian})
    if (count == 5 && std::string_view(known->name) == words[1]) kind = known;
  if (kind == nullptr) peers::stop("plain_peer sqlite|xapian index ARTICLES.jsonl PLACE | serve PLACE PORT");
  if (std::string_view(words[2]) == "serve") return serve(*kind, words[3], std::atoi(words[4]));
  kind->index(words[3], words[4]);
}
