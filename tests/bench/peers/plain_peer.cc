// Engines used plainly, as their documentation shows, behind the interface that all peers have
// (docs/decisions/0017-peers.md):
//
//   plain_peer sqlite|xapian|sphinx|groonga index ARTICLES.jsonl PLACE
//   plain_peer sqlite|xapian|sphinx serve PLACE PORT        GET /search?q=…&match=any|all&work=full|bare[&year=…]…
//
// None of the engines knows Bulgarian: SQLite and Xapian cut words by our analyzer with its rules alone. Snippets are
// the engine's own; facets too if it has them (Groonga, Sphinx), else they are counted over columns in memory.
#include "tests/bench/peers/plain_peer.h"

#include <httplib.h>

#include <string_view>

namespace {

using peers::Kind;

constexpr int kThreads = 8;

int serve(const Kind& kind, const char* place, int port) {
  peers::Columns columns;
  if (kind.load != nullptr) kind.load(place, columns);
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
  for (const Kind* known : {&peers::kSqlite, &peers::kXapian, &peers::kGroonga, &peers::kSphinx})
    if (count == 5 && std::string_view(known->name) == words[1]) kind = known;
  if (kind == nullptr)
    peers::stop("plain_peer sqlite|xapian|sphinx|groonga index ARTICLES.jsonl PLACE | serve PLACE PORT");
  if (std::string_view(words[2]) == "serve" && kind->open != nullptr)
    return serve(*kind, words[3], std::atoi(words[4]));
  kind->index(words[3], words[4]);
}
