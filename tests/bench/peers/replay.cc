// Asks several servers the same queries, in turns (A B C, C B A, …), so that whatever else the machine does hits all
// alike, and prints a table of ratios to the first of them.
//
//   peers_replay QUERIES.tsv ROUNDS CONNECTIONS ROW…
//   ROW: NAME|PROCESS|PORT|PATH    as in "lucene|1234|9601|/search?match=any"; PROCESS may be several: 1234+1235;
//                                  /v1/suggest? is asked for suggestions
//
// QUERIES: id, words, year, topic, event with tabs between (tarsach-synth writes them). A round is all of them once.
// Before the time counts, each row answers all of them and its answers are checked: totals, ten hits with title and
// snippet, sums of facet counts. Processor time is the server's, from /proc: a busy machine falsifies it least.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "searchd/url.h"
#include "tests/bench/peers/groonga_dialect.h"

namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

struct Query {
  std::string words, year, topic, event;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == separator)
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  return parts;
}

std::vector<Query> read_queries(const char* file) {
  std::vector<Query> queries;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const auto columns = split(line, '\t');
    if (columns.size() == 5) queries.push_back({columns[1], columns[2], columns[3], columns[4]});
  }
  return queries;
}

/// One server with one way of asking it, and what was measured.
struct Row {
  std::string name, process;
  int port = 0;
  std::string path;
  bool full = true;
  bool of_groonga = false;  // who has an interface of its own
  std::vector<std::string> heads = {};
  std::vector<double> rate = {}, work = {};  // of each round: queries a second; milliseconds of processor a query
  std::vector<double> milliseconds = {};     // of each query of all rounds
  std::size_t wrong = 0;
};

std::string target_of(const Row& row, const Query& query) {
  if (row.of_groonga) return peers::groonga_target(row.path, query.words, query.year, query.topic, query.event);
  std::string target = row.path + "&q=" + tarsach::searchd::percent_encode(query.words);
  const auto filter = [&](const char* name, const std::string& value) {
    if (!value.empty()) target += std::string("&") + name + "=" + tarsach::searchd::percent_encode(value);
  };
  filter("year", query.year), filter("topic", query.topic), filter("event", query.event);
  return target;
}

std::string head_of(const Row& row, const Query& query) {
  return "GET " + target_of(row, query) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
}

/// One connection that is kept as long as the server keeps it (Groonga: for one answer).
class Connection {
 public:
  explicit Connection(int port) : port_(port) {}
  ~Connection() { hang_up(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The body of a 200; empty for anything else. Lives until the next call.
  std::string_view ask(const std::string& head) {
    if (const auto body = try_to_ask(head); !answer_.empty()) return body;
    hang_up();  // a server may close what it has kept for long
    return try_to_ask(head);
  }

 private:
  void hang_up() {
    if (socket_ >= 0) close(std::exchange(socket_, -1));
  }

  void open() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::perror("connect");
  }

  std::string_view try_to_ask(const std::string& head) {
    answer_.clear();
    if (socket_ < 0) open();
    if (send(socket_, head.data(), head.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(head.size())) return {};
    std::size_t end = std::string::npos, length = 0;
    while (end == std::string::npos || answer_.size() < end + length) {
      const auto count = recv(socket_, buffer_.data(), buffer_.size(), 0);
      if (count <= 0) return {};
      answer_.append(buffer_.data(), static_cast<std::size_t>(count));
      if (end != std::string::npos) continue;
      end = answer_.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      end += 4;
      length = length_in(std::string_view(answer_).substr(0, end));
    }
    if (std::string_view(answer_).substr(0, end).find("\nConnection: close\r") != std::string::npos) hang_up();
    return answer_.starts_with("HTTP/1.1 200") ? std::string_view(answer_).substr(end, length) : std::string_view{};
  }

  static std::size_t length_in(std::string_view head) {
    constexpr std::string_view kName = "content-length:";
    const auto found = std::search(head.begin(), head.end(), kName.begin(), kName.end(), [](char letter, char wanted) {
      return (letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) == wanted;
    });
    return found == head.end() ? 0 : std::strtoul(found + kName.size(), nullptr, 10);
  }

  const int port_;
  int socket_ = -1;
  std::string answer_;
  std::array<char, 65'536> buffer_ = {};
};

Json parse(const Row& row, std::string_view body) {
  Json answer = Json::parse(body, nullptr, false);
  return row.of_groonga ? peers::in_peers_shape(answer) : answer;
}

/// What is wrong with an answer; empty: nothing.
std::string fault(const Row& row, const Query& query, const Json& answer) {
  if (row.path.starts_with("/v1/suggest")) return answer.contains("suggestions") ? "" : "no suggestions";
  if (!answer.is_object() || !answer.contains("totalHits") || !answer.contains("hits")) return "no answer";
  const auto total = answer["totalHits"].get<std::size_t>();
  const Json& hits = answer["hits"];
  if (hits.size() != std::min<std::size_t>(10, total)) return "not ten hits";
  for (const Json& hit : hits) {
    if (!hit.contains("title") || hit["title"].get<std::string>().empty()) return "a hit without a title";
    if (row.full && !hit.contains("formatted")) return "a hit without a snippet";
  }
  if (!row.full) return {};
  if (!answer.contains("facets") || answer["facets"].size() != 3) return "not three facets";
  std::size_t sum = 0;
  for (const Json& value : answer["facets"]["year"]) sum += value["count"].get<std::size_t>();
  return query.year.empty() && sum != total ? "years do not add up to the total" : std::string();
}

struct Found {
  std::size_t sum = 0, queries = 0, marked = 0, hits = 0;
};

/// All queries once: what comes from disk is in memory then, and a compiler that waits has seen its work.
Found check(Row& row, const std::vector<Query>& queries) {
  Connection connection(row.port);
  Found found;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const Json answer = parse(row, connection.ask(row.heads[i]));
    if (const std::string what = fault(row, queries[i], answer); !what.empty()) {
      if (++row.wrong <= 3)
        std::fprintf(stderr, "%s: %s: %s\n", row.name.c_str(), queries[i].words.c_str(), what.c_str());
      continue;
    }
    if (!answer.contains("hits")) continue;
    found.sum += answer["totalHits"].get<std::size_t>();
    found.queries += answer["hits"].empty() ? 0 : 1;
    for (const Json& hit : answer["hits"]) {
      ++found.hits;
      if (row.full && hit["formatted"]["body"].get<std::string>().find("<mark>") != std::string::npos) ++found.marked;
    }
  }
  return found;
}

/// Milliseconds of processor that the process has had, all its threads together.
double processor_time_of(const std::string& process) {
  std::ifstream file("/proc/" + process + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string field;
  double ticks = 0;
  for (int number = 3; number <= 15 && fields >> field; ++number)
    if (number >= 14) ticks += std::strtod(field.c_str(), nullptr);
  return ticks * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double processor_time(const std::string& processes) {
  double sum = 0;
  for (const std::string& process : split(processes, '+')) sum += processor_time_of(process);
  return sum;
}

void run_round(Row& row, std::size_t connections) {
  std::vector<std::vector<double>> times(connections);
  std::vector<std::thread> clients;
  const double worked = processor_time(row.process);
  const auto begun = Clock::now();
  for (std::size_t client = 0; client < connections; ++client) {
    clients.emplace_back([&row, &times, client, connections] {
      Connection connection(row.port);
      for (std::size_t i = client; i < row.heads.size(); i += connections) {
        const auto asked = Clock::now();
        static_cast<void>(connection.ask(row.heads[i]));
        times[client].push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
      }
    });
  }
  for (auto& client : clients) client.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  row.rate.push_back(static_cast<double>(row.heads.size()) / seconds);
  row.work.push_back((processor_time(row.process) - worked) / static_cast<double>(row.heads.size()));
  for (const auto& part : times) row.milliseconds.insert(row.milliseconds.end(), part.begin(), part.end());
}

double at(std::vector<double> values, double part) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

/// Round by round, this one to the other one.
std::vector<double> ratios(const std::vector<double>& these, const std::vector<double>& others) {
  std::vector<double> made;
  for (std::size_t i = 0; i < these.size(); ++i) made.push_back(these[i] / others[i]);
  return made;
}

void print_table(const std::vector<Row>& rows, std::size_t connections) {
  std::printf("\n%zu connection%s\n\n", connections, connections == 1 ? "" : "s");
  std::printf("| | queries/s | ratio | from – to | p50 ms | p99 ms | ratio of p99 | processor ms/query | ratio |\n");
  std::printf("|---|---|---|---|---|---|---|---|---|\n");
  for (const Row& row : rows) {
    const auto rate = ratios(row.rate, rows[0].rate);
    const double p99 = at(row.milliseconds, .99);
    std::printf("| %s | %.0f | %.2f | %.2f – %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |\n", row.name.c_str(),
                at(row.rate, .5), at(rate, .5), at(rate, 0), at(rate, 1), at(row.milliseconds, .5), p99,
                p99 / at(rows[0].milliseconds, .99), at(row.work, .5), at(row.work, .5) / at(rows[0].work, .5));
  }
  std::fflush(stdout);
}

void measure(std::vector<Row>& rows, std::size_t rounds, std::size_t connections) {
  for (Row& row : rows) row.rate.clear(), row.work.clear(), row.milliseconds.clear();
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      run_round(rows[round % 2 == 0 ? i : rows.size() - 1 - i], connections);
  }
  print_table(rows, connections);
}

}  // namespace

int main(int count, char** words) {
  if (count < 5)
    return std::fprintf(stderr, "peers_replay QUERIES.tsv ROUNDS CONNECTIONS NAME|PROCESS|PORT|PATH…\n"), 2;
  const auto queries = read_queries(words[1]);
  std::vector<Row> rows;
  for (int i = 4; i < count; ++i) {
    const auto parts = split(words[i], '|');
    if (parts.size() != 4) return std::fprintf(stderr, "not NAME|PROCESS|PORT|PATH: %s\n", words[i]), 2;
    Row row{parts[0], parts[1], std::atoi(parts[2].c_str()), parts[3]};
    row.of_groonga = row.path.starts_with("/d/");
    row.full = row.path.find("work=bare") == std::string::npos && row.path.find("facets=none") == std::string::npos;
    for (const Query& query : queries) row.heads.push_back(head_of(row, query));
    rows.push_back(std::move(row));
  }
  bool sound = !queries.empty();
  for (Row& row : rows) {
    const Found found = check(row, queries);
    std::printf(
        "%-24s %zu of %zu queries find something, totals add up to %zu; %zu of %zu snippets are marked; %zu wrong\n",
        row.name.c_str(), found.queries, queries.size(), found.sum, found.marked, found.hits, row.wrong);
    std::fflush(stdout);
    sound = sound && row.wrong == 0;
  }
  if (!sound) return 1;
  for (const std::string& connections : split(words[3], ','))
    measure(rows, std::strtoul(words[2], nullptr, 10), std::strtoul(connections.c_str(), nullptr, 10));
}
