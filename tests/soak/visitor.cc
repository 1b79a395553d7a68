#include "tests/soak/visitor.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

namespace tarsach::testing {
namespace {

using Json = nlohmann::json;

constexpr auto kPause = std::chrono::milliseconds(20);
constexpr std::size_t kRequestsKept = 30;  // a connection is left after about so many

/// How people type who have no Cyrillic keyboard, and other ways of asking.
constexpr const char* kTyped[] = {"klaster",
                                  "klasterna sreshta",
                                  "6umen",
                                  "inovacii",
                                  "varna OR sofia",
                                  "\"клъстерна среща\"",
                                  "инов*",
                                  "клъстер -варна",
                                  "срща",
                                  "ghjtrn",
                                  "2018 юли",
                                  "title:среща",
                                  "(((",
                                  "",
                                  "event:varna-2018 иновации"};

std::string percent_encoded(const std::string& text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      encoded += c;
    } else {
      encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return encoded;
}

std::vector<std::string> sample_queries() {
  std::vector<std::string> queries(std::begin(kTyped), std::end(kTyped));
  std::ifstream file(source_path("corpus/queries.tsv"));
  for (std::string line; std::getline(file, line);)
    if (const auto tab = line.find('\t'); tab != std::string::npos && line[0] != '#')
      queries.push_back(line.substr(tab + 1));
  return queries;
}

/// Of the tag W/"7-00112233": 7.
std::uint64_t generation_of_tag(const std::string& tag) {
  const auto quote = tag.find('"');
  return quote == std::string::npos ? 0 : std::strtoull(tag.c_str() + quote + 1, nullptr, 10);
}

bool is_well_formed(const Json& answer) {
  return answer.is_object() && answer.contains("totalHits") && answer.contains("hits") && answer.contains("index") &&
         answer["hits"].size() <= answer["totalHits"].get<std::size_t>();
}

std::uint64_t generation_of(const Json& answer) { return answer["index"]["generation"].get<std::uint64_t>(); }

}  // namespace

const std::vector<Visitor::Habit>& Visitor::habits() {
  static const std::vector<Habit> table = {{"ask: a year", 4, &Visitor::ask_for_a_year},
                                           {"ask: a marker", 5, &Visitor::ask_for_a_marker},
                                           {"ask: words", 5, &Visitor::ask_in_words},
                                           {"ask: filters, pages", 3, &Visitor::ask_with_filters},
                                           {"ask: suggestions", 3, &Visitor::ask_for_suggestions},
                                           {"ask: an article", 3, &Visitor::read_an_article},
                                           {"ask: the page", 2, &Visitor::look_at_the_page},
                                           {"ask: nonsense", 1, &Visitor::send_nonsense}};
  return table;
}

Visitor::Visitor(const Daemon& daemon, const Model& model, Record& record, unsigned seed)
    : daemon_(daemon), model_(model), record_(record), random_(seed), queries_(sample_queries()) {}

void Visitor::run(const std::atomic<bool>& stop) {
  std::vector<double> weights;
  for (const Habit& habit : habits()) weights.push_back(habit.weight);
  std::discrete_distribution<std::size_t> choice(weights.begin(), weights.end());
  while (!stop) {
    const Habit& habit = habits()[choice(random_)];
    doing_ = habit.name;
    record_.count(doing_);
    (this->*habit.act)();
    std::this_thread::sleep_for(kPause);
  }
}

void Visitor::fail(const std::string& what) { record_.violation(doing_, what); }

Received Visitor::get(const std::string& target) {
  const auto era = daemon_.era();
  for (int attempt = 0; attempt < 2; ++attempt) {
    const bool is_kept = connection_ != nullptr;
    if (!is_kept) connection_ = std::make_unique<Client>(daemon_.port());
    const bool last = pick(kRequestsKept) == 0;
    connection_->send("GET " + target + " HTTP/1.1\r\nHost: soak\r\n" + (last ? "Connection: close\r\n" : "") + "\r\n");
    Received received = connection_->receive();
    const bool ends = last || received.status == 0 || received.header("Connection") == "close";
    if (ends) connection_.reset();
    if (received.status == 503) record_.count("answer: 503, try again later");
    if (received.status != 0) return received;
    // A connection that was idle may be closed at any time; a new one may not.
    if (!is_kept) break;
  }
  if (daemon_.was_away_since(era))
    record_.count("answer: none, the daemon was away");
  else
    fail(target + ": no answer");
  return {};
}

std::shared_ptr<const Expectation> Visitor::expectation(std::uint64_t generation) {
  auto expected = model_.of(generation);
  if (!expected) fail("answered from generation " + std::to_string(generation) + ", which nobody has made");
  return expected;
}

void Visitor::ask_for_a_year() {
  const int year = kFirstYear + static_cast<int>(pick(kYears));
  const Received received = get("/v1/search?per_page=0&facets=year&facet_limit=0&year=" + std::to_string(year));
  if (received.status == 0 || received.status == 503) return;
  const Json answer = Json::parse(received.body, nullptr, false);
  if (received.status != 200 || !is_well_formed(answer)) return fail(received.head + received.body);
  const auto expected = expectation(generation_of(answer));
  if (!expected || answer["totalHits"] == expected->of_year.at(year)) return;
  fail("year " + std::to_string(year) + ": " + answer["totalHits"].dump() + " articles, expected " +
       std::to_string(expected->of_year.at(year)) + " in generation " + std::to_string(generation_of(answer)));
}

void Visitor::ask_for_a_marker() {
  const std::string marker = kMarkers[pick(kMarkers.size())];
  const Received received = get("/v1/search?per_page=100&rewrite=off&match=all&fields=id&q=" + percent_encoded(marker));
  if (received.status == 0 || received.status == 503) return;
  const Json answer = Json::parse(received.body, nullptr, false);
  if (received.status != 200 || !is_well_formed(answer)) return fail(received.head + received.body);
  const auto expected = expectation(generation_of(answer));
  if (!expected) return;
  std::set<std::string> found;
  for (const Json& hit : answer["hits"]) found.insert(hit["id"].get<std::string>());
  if (!found.empty()) last_id_ = *found.begin();
  if (found == expected->with_word.at(marker) && answer["totalHits"] == found.size()) return;
  fail(marker + ": " + answer["totalHits"].dump() + " articles, " + std::to_string(found.size()) + " shown, expected " +
       std::to_string(expected->with_word.at(marker).size()) + " in generation " +
       std::to_string(generation_of(answer)));
}

void Visitor::ask_in_words() {
  const Received received = get("/v1/search?q=" + percent_encoded(queries_[pick(queries_.size())]));
  if (received.status == 0 || received.status == 503) return;
  const Json answer = Json::parse(received.body, nullptr, false);
  if (received.status != 200 || !is_well_formed(answer)) return fail(received.head + received.body);
  (void)expectation(generation_of(answer));
}

void Visitor::ask_with_filters() {
  static constexpr const char* kFilters[] = {"&lang=bg",          "&lang=en",           "&event=varna-2018",
                                             "&topic=innovation", "&from=2015&to=2020", "&group=event",
                                             "&sort=date:asc",    "&-year=2018"};
  std::string target = "/v1/search?per_page=7&page=" + std::to_string(1 + pick(4));
  for (const char* filter : kFilters)
    if (pick(3) == 0) target += filter;
  if (pick(2) == 0) target += "&q=" + percent_encoded(queries_[pick(queries_.size())]);
  const Received received = get(target);
  if (received.status != 0 && received.status != 503 && received.status != 200) fail(target + ": " + received.head);
}

void Visitor::ask_for_suggestions() {
  const std::string& query = queries_[pick(queries_.size())];
  const Received received = get("/v1/suggest?q=" + percent_encoded(query.substr(0, 2 * pick(12))));
  if (received.status == 0 || received.status == 503) return;
  if (received.status != 200 && received.status != 400) fail(query + ": " + received.head);
}

/// The tag names the generation. An article that is in it has to be there, as it was written last.
void Visitor::read_an_article() {
  const std::string id = pick(2) == 0 ? last_id_ : "s" + std::to_string(pick(400));
  const Received received = get("/v1/documents/" + id);
  if (received.status == 0 || received.status == 503 || received.status == 404) return;
  if (received.status != 200) return fail(id + ": " + received.head);
  const auto expected = expectation(generation_of_tag(received.header("ETag")));
  if (!expected) return;
  const auto article = expected->articles.find(id);
  if (article == expected->articles.end()) return fail(id + ": is not of its generation");
  const std::string mark = "редакция " + std::to_string(article->second.revision) + ".";
  if (received.body.find(mark) == std::string::npos) fail(id + ": is not as it was written last: " + received.body);
}

void Visitor::look_at_the_page() {
  const Received received = get("/search?q=" + percent_encoded(queries_[pick(queries_.size())]));
  if (received.status == 0 || received.status == 503) return;
  if (received.status != 200 || received.body.find("</html>") == std::string::npos) fail(received.head);
}

/// Whatever comes: an error or a closed connection, and no harm.
void Visitor::send_nonsense() {
  Client client(daemon_.port());
  std::string bytes = pick(2) == 0 ? "GET /v1/search?q=" : "";
  for (std::size_t i = pick(300); i > 0; --i) bytes += static_cast<char>(random_());
  client.send(bytes + "\r\n\r\n");
  if (pick(2) == 0) return;  // and away
  if (const int status = client.receive().status; status >= 500 && status != 503 && status != 501 && status != 505)
    fail("answered with " + std::to_string(status));
}

}  // namespace tarsach::testing
