#include "searchd/cors.h"

#include <algorithm>

#include "searchd/site.h"

namespace tarsach::searchd {
namespace {

constexpr std::string_view kAny = "*";
constexpr std::string_view kReadableHeaders = "ETag, Server-Timing, X-Request-Id, Retry-After, Content-Language";
constexpr std::string_view kSendableHeaders = "If-None-Match, X-Request-Id";
constexpr std::string_view kForADay = "86400";

}  // namespace

Cors::Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {
  any_ = std::find(origins_.begin(), origins_.end(), kAny) != origins_.end();
}

bool Cors::is_allowed_value(const std::string& origin) { return origin == kAny || is_origin(origin); }

bool Cors::allows(std::string_view origin) const {
  return any_ || std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

std::optional<Response> Cors::preflight(const Request& request) const {
  if (origins_.empty() || request.method != "OPTIONS" || request.header("origin").empty() ||
      request.header("access-control-request-method").empty())
    return std::nullopt;
  Response response{.status = 204};
  if (allows(request.header("origin"))) {
    response.headers = {{"Access-Control-Allow-Methods", "GET, HEAD"},
                        {"Access-Control-Allow-Headers", std::string(kSendableHeaders)},
                        {"Access-Control-Max-Age", std::string(kForADay)}};
  }
  return response;
}

void Cors::allow(const Request& request, Response& response) const {
  if (origins_.empty()) return;
  if (!any_) add_vary(response, "Origin");
  const auto origin = request.header("origin");
  if (origin.empty() || !allows(origin)) return;
  response.headers.push_back({"Access-Control-Allow-Origin", std::string(any_ ? kAny : origin)});
  if (request.method != "OPTIONS")
    response.headers.push_back({"Access-Control-Expose-Headers", std::string(kReadableHeaders)});
}

void add_vary(Response& response, std::string_view name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                  [](const Header& header) { return header.name == "Vary"; });
  if (found == response.headers.end())
    response.headers.push_back({"Vary", std::string(name)});
  else
    found->value.append(", ").append(name);
}

}  // namespace tarsach::searchd
