#include "searchd/answering.h"

#include <array>
#include <cstdio>

#include "base/log.h"
#include "schema/date.h"
#include "searchd/etag.h"
#include "searchd/negotiation.h"

namespace tarsach::searchd {
namespace {

/// A changed index or build changes the entity tag; asking for it costs a cache one 304.
std::string_view cache_control(Caching caching) {
  switch (caching) {
    case Caching::kNone: return "no-store";
    case Caching::kRevalidate: return "public, max-age=0, must-revalidate";
    case Caching::kForADay: return "public, max-age=86400";
  }
  return "no-store";
}

/// Whether tomorrow's answer may be another one: words may name a day („вчера“), the first page tells what is to come.
bool depends_on_the_day(const Search& search, Endpoint endpoint) {
  return !search.request.query.empty() || is_page(endpoint);
}

/// 200 with the body, ended for this request; it was found until `found`.
Response finish(const Call& call, const Question& question, Body&& body, const std::string& tag,
                Request::Clock::time_point found) {
  if (body.ending) query::append_ending(body.text, *body.ending, call.request.id);
  auto response = respond(call, body.type, std::move(body.text), tag);
  const auto wait = question.turn - call.request.arrived;
  response.headers.push_back(server_timing(wait, found - question.turn, body.facts.is_kept));
  response.facts = std::move(body.facts);
  response.facts.wait = wait;
  response.facts.write = Request::Clock::now() - found;
  return response;
}

/// Of two forms the Accept header chooses.
std::vector<Header> caching_headers(const Call& call, const std::string& tag) {
  std::vector<Header> headers = {{"Cache-Control", std::string(cache_control(call.route.caching))}};
  if (!tag.empty()) headers.push_back({"ETag", tag});
  if (!call.route.answers[1].type.empty()) headers.push_back({"Vary", "Accept"});
  return headers;
}

}  // namespace

tl::expected<Search, Problem> read_search(const Call& call) {
  auto search = parse_search(call.request.query, call.route.endpoint);
  if (!search) return tl::unexpected(Problem{ProblemCode::kBadParameter, std::move(search.error())});
  search->request.today = schema::today();
  return std::move(*search);
}

Question question_of(const Call& call, const Search& search, std::string_view variant) {
  const auto& engine = call.context.engine;
  Question question{.opened = engine.vocabulary(), .index = engine.state()};
  question.text.append(call.request.path).append("?").append(to_query_string(search, call.route.endpoint));
  if (depends_on_the_day(search, call.route.endpoint))
    question.text.append(" ").append(schema::format_iso_date(search.request.today));
  question.text.append(variant);
  return question;
}

std::string tag_of(const Question& question, const query::IndexState& index) {
  return make_etag(index.generation, index.built_at + question.text);
}

std::string tag_of_text(std::string_view text) { return make_etag(0, text); }

bool is_fresh(const Request& request, const std::string& tag) {
  return matches_etag(request.header("if-none-match"), tag);
}

Response not_modified(const Call& call, const std::string& tag) { return {304, {}, {}, caching_headers(call, tag)}; }

Response respond(const Call& call, std::string_view type, std::string body, const std::string& tag) {
  if (!tag.empty() && call.request.header("if-none-match") == "*") return not_modified(call, tag);
  return {200, type, std::move(body), caching_headers(call, tag)};
}

query::Deadline deadline_of(const Call& call) {
  const auto deadline = query::Deadline::at(call.request.arrived + call.context.deadline);
  return call.request.abandoned == nullptr ? deadline : deadline.or_when(*call.request.abandoned);
}

Problem failure_of(const Call& call, const Error& error) {
  const auto* abandoned = call.request.abandoned;
  if (error.code == ErrorCode::kTimeout && abandoned != nullptr && *abandoned) return {ProblemCode::kAbandoned, {}};
  if (error.code == ErrorCode::kTimeout) call.context.metrics.rejections.add(Rejection::kDeadline);
  if (error.code == ErrorCode::kUnavailable) log::warning("the index can not be read", {{"reason", describe(error)}});
  return to_problem(error, call.route.missing);
}

Facts facts_of(const query::Response& found) {
  Facts facts;
  facts.generation = found.index.generation;
  facts.search = SearchFacts{found.total, {}, !found.remedies.empty(), found.stages};
  for (const auto& reading : found.interpretation.applied) facts.search->rewrites.push_back(reading.kind);
  return facts;
}

Header server_timing(Milliseconds wait, Milliseconds search, bool is_kept) {
  std::array<char, 80> text;
  std::snprintf(text.data(), text.size(), "wait;dur=%.1f, search;dur=%.1f%s", wait.count(), search.count(),
                is_kept ? ", cache;desc=hit" : "");
  return {"Server-Timing", text.data()};
}

std::optional<Response> answer_again(const Call& call, const Question& question) {
  const auto kept = call.context.cache.find(question.opened, question.text);
  if (!kept) return std::nullopt;
  auto body = *kept;
  body.facts.is_kept = true;
  const auto end = Request::Clock::now();
  if (body.ending && body.ending->milliseconds) body.ending->milliseconds = Milliseconds(end - question.turn).count();
  return finish(call, question, std::move(body), tag_of(question, question.index), end);
}

Response answer_anew(const Call& call, const Question& question, const query::IndexState& answered, Body&& body,
                     Request::Clock::time_point found) {
  auto& cache = call.context.cache;
  // The same object means that no other index was opened in between, so all parts of the answer are of this one.
  if (cache.is_on() && question.opened == call.context.engine.vocabulary())
    cache.keep(question.opened, question.text, std::make_shared<const Body>(body));
  return finish(call, question, std::move(body), tag_of(question, answered), found);
}

}  // namespace tarsach::searchd
