#include "searchd/refusals.h"

#include <chrono>
#include <string_view>
#include <utility>

#include "searchd/limits.h"
#include "searchd/page.h"

namespace tarsach::searchd {
namespace {

constexpr std::array kCodes = {ProblemCode::kOverloaded, ProblemCode::kRateLimited};
constexpr std::array kAudiences = {Audience::kPrograms, Audience::kPeople};
constexpr std::array kLanguages = {Language::kBulgarian, Language::kEnglish};

std::size_t position(ProblemCode code, Audience audience, Language language) {
  return (code == ProblemCode::kRateLimited ? 4U : 0U) + (audience == Audience::kPeople ? 2U : 0U) +
         (language == Language::kEnglish ? 1U : 0U);
}

void append(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

constexpr std::string_view kPathMark = "@path@", kIdMark = "@id@";

void replace(std::string& text, std::string_view mark, std::string_view value) {
  if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
}

/// As a string of JSON without anything to escape; else the root.
std::string_view harmless(std::string_view path) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-~%/";
  return path.find_first_not_of(kAllowed) == std::string_view::npos ? path : std::string_view("/");
}

std::string_view reason(int status) { return status == 429 ? "Too Many Requests" : "Service Unavailable"; }

}  // namespace

Refusals::Refusals(Cors cors) : cors_(std::move(cors)) {
  for (const auto code : kCodes)
    for (const auto audience : kAudiences)
      for (const auto language : kLanguages)
        rendered_[position(code, audience, language)] = render(code, audience, language);
}

Refusals::Rendered Refusals::render(ProblemCode code, Audience audience, Language language) {
  Request nobodys;
  nobodys.path = kPathMark;
  nobodys.id = kIdMark;
  Response response = to_response({code, {}}, nobodys, language);
  if (audience == Audience::kPeople) {
    response.content_type = kHtml;
    response.body = problem_page({code, {}}, nobodys, language);
  }
  Rendered rendered;
  rendered.head = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(reason(response.status)) + "\r\n";
  append(rendered.head, "Content-Type", response.content_type);
  append(rendered.head, "Content-Language", tag(language));
  append(rendered.head, "Cache-Control", "no-store");
  append(rendered.head, "Vary", "Accept-Language");
  for (const auto& header : protecting_headers()) append(rendered.head, header.name, header.value);
  rendered.body = std::move(response.body);
  return rendered;
}

Answer Refusals::answer(const Refusal& refusal, const Request& request, Audience audience) const {
  const auto& text = rendered_[position(refusal.code, audience, language_of(request, audience))];
  auto body = text.body;
  replace(body, kPathMark, harmless(request.path));
  replace(body, kIdMark, request.id);
  Answer answer{text.head, !refusal.last};
  append(answer.bytes, "Content-Length", std::to_string(body.size()));
  append(answer.bytes, "X-Request-Id", request.id);
  append(answer.bytes, "Date", http_date());
  append(answer.bytes, "Retry-After", std::to_string(refusal.retry_after));
  Response varying{.headers = refusal.headers};
  if (audience == Audience::kPrograms) cors_.allow(request, varying);
  for (const auto& header : varying.headers) append(answer.bytes, header.name, header.value);
  append(answer.bytes, "Connection", refusal.last ? "close" : "keep-alive");
  answer.bytes.append("\r\n");
  if (request.method != "HEAD") answer.bytes.append(body);
  return answer;
}

}  // namespace tarsach::searchd
