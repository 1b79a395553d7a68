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

std::string canonical_of(const Call& call, const Search& search) {
  return to_query_string(search, call.route.endpoint) + " " + schema::format_iso_date(search.request.today);
}

std::string tag_of(const Call& call, const std::string& canonical) {
  return tag_of(call, canonical, call.context.engine.state().generation);
}

std::string tag_of(const Call& call, const std::string& canonical, std::uint64_t generation) {
  return make_etag(generation, call.request.path + "?" + canonical);
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

Header server_timing(Milliseconds wait, Milliseconds search) {
  std::array<char, 64> text;
  std::snprintf(text.data(), text.size(), "wait;dur=%.1f, search;dur=%.1f", wait.count(), search.count());
  return {"Server-Timing", text.data()};
}

}  // namespace tarsach::searchd
