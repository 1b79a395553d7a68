#include "searchd/problem.h"

#include <array>
#include <ctime>

#include "searchd/json.h"

namespace tarsach::searchd {
namespace {

using enum ProblemCode;

constexpr std::array kProblems = {
    ProblemRow{kBadRequest, 400, "bad_request", "Неразбираема заявка", "Bad request",
               "Това не е правилна заявка по HTTP/1.1.", "This is not a well-formed HTTP/1.1 request."},
    ProblemRow{kBadParameter, 400, "bad_parameter", "Неправилен параметър", "Bad parameter",
               "Поправете посочените параметри.", "Correct the parameters that are named."},
    ProblemRow{kBodyNotAllowed, 400, "body_not_allowed", "Заявката има тяло", "The request has a body",
               "Изпратете заявката без тяло и без Content-Length или Transfer-Encoding.",
               "Send the request without a body and without Content-Length or Transfer-Encoding."},
    ProblemRow{kNotFound, 404, "not_found", "Няма такава страница", "Not found",
               "Проверете адреса или започнете от търсенето.", "Check the address, or start from the search page."},
    ProblemRow{kDocumentNotFound, 404, "document_not_found", "Няма такава статия", "No such article",
               "В текущия индекс няма статия с този идентификатор.", "The current index has no article with this id."},
    ProblemRow{kEventNotFound, 404, "event_not_found", "Няма такова събитие", "No such event",
               "В списъка на събитията няма събитие с този идентификатор.",
               "The list of events has none with this id."},
    ProblemRow{kMethodNotAllowed, 405, "method_not_allowed", "Непозволен метод", "Method not allowed",
               "Тук се приемат само GET и HEAD.", "Only GET and HEAD are served here."},
    ProblemRow{kRequestTimeout, 408, "request_timeout", "Заявката пристига твърде бавно", "Request timeout",
               "Заявката не пристигна цяла в срока от 10 секунди.", "The request did not arrive within 10 seconds."},
    ProblemRow{kUriTooLong, 414, "uri_too_long", "Твърде дълъг адрес", "URI too long",
               "Адресът може да има най-много 8192 байта.", "An address can have at most 8192 bytes."},
    ProblemRow{kRangeNotSupported, 416, "range_not_supported", "Части не се изпращат", "Ranges are not supported",
               "Изпратете заявката без Range.", "Send the request without Range."},
    ProblemRow{kExpectationFailed, 417, "expectation_failed", "Неизпълнимо очакване", "Expectation failed",
               "Изпратете заявката без Expect.", "Send the request without Expect."},
    ProblemRow{kRateLimited, 429, "rate_limited", "Твърде чести заявки", "Too many requests",
               "От вашия адрес идват твърде много заявки. Опитайте пак след малко.",
               "Too many requests come from your address. Try again shortly.", 1},
    ProblemRow{kHeadersTooLarge, 431, "headers_too_large", "Твърде дълги заглавни полета", "Headers too large",
               "Заглавните полета са най-много 100 и общо до 32768 байта.",
               "There can be at most 100 headers, 32768 bytes in all."},
    ProblemRow{kAbandoned, 499, "abandoned", "Никой не чака отговора", "The client has left",
               "Връзката беше затворена преди отговора.", "The connection was closed before the answer."},
    ProblemRow{kInternal, 500, "internal", "Вътрешна грешка", "Internal error",
               "Грешката е записана. Съобщете номера на заявката.", "The error was logged. Report the request id."},
    ProblemRow{kOverloaded, 503, "overloaded", "Твърде много заявки", "Overloaded",
               "В момента търсят твърде много хора. Опитайте пак след малко.",
               "Too many searches are waiting. Try again shortly.", 1},
    ProblemRow{kDraining, 503, "draining", "Услугата се спира", "Shutting down",
               "Услугата се спира или рестартира. Опитайте пак след малко.",
               "The service is stopping or restarting. Try again shortly.", 5},
    ProblemRow{kTooSlow, 503, "too_slow", "Търсенето отне твърде дълго", "The search took too long",
               "Търсенето не завърши в срок. Опитайте с повече или с по-редки думи.",
               "The search did not end by its deadline. Try more words, or rarer ones.", 5},
    ProblemRow{kUnavailable, 503, "unavailable", "Индексът не е достъпен", "The index is unavailable",
               "Индексът не може да се прочете в момента.", "The index can not be read at the moment.", 10},
    ProblemRow{kNoIndex, 503, "no_index", "Още няма индекс", "No index yet",
               "Първият индекс още не е готов. Опитайте пак след малко.",
               "The first index is not ready yet. Try again shortly.", 10},
};

constexpr bool rows_stand_at_their_code() {
  for (std::size_t i = 0; i < kProblems.size(); ++i)
    if (static_cast<std::size_t>(kProblems[i].code) != i) return false;
  return true;
}
static_assert(rows_stand_at_their_code());

}  // namespace

const ProblemRow& row(ProblemCode code) { return kProblems[static_cast<std::size_t>(code)]; }

std::span<const ProblemRow> problems() { return kProblems; }

std::string_view title(const ProblemRow& row, Language language) {
  return language == Language::kEnglish ? row.title_en : row.title_bg;
}

std::string_view detail(const ProblemRow& row, Language language) {
  return language == Language::kEnglish ? row.detail_en : row.detail_bg;
}

std::string http_date() {
  const auto now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text;
  // The C locale, which is never changed, has the English names.
  const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

std::vector<Header> protecting_headers() {
  return {{"X-Content-Type-Options", "nosniff"},
          {"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
           "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
          {"Referrer-Policy", "strict-origin-when-cross-origin"}};
}

Response bare_response(ProblemCode code) {
  const auto& problem = row(code);
  Response response{.status = problem.status};
  if (problem.retry_after > 0) response.headers.push_back({"Retry-After", std::to_string(problem.retry_after)});
  if (code == kMethodNotAllowed) response.headers.push_back({"Allow", "GET, HEAD"});
  return response;
}

Response to_response(const Problem& problem, const Request& request, Language language) {
  auto response = bare_response(problem.code);
  response.content_type = kProblemJson;
  response.body = problem_json(problem, request, language);
  response.headers.push_back({"Content-Language", std::string(tag(language))});
  return response;
}

Problem to_problem(const Error& error, ProblemCode missing) {
  switch (error.code) {
    // Whatever the engine refuses has been refused by the parameters before, in both languages; a limit that is only
    // the engine's is told without its English sentence.
    case ErrorCode::kUsage:
      return {kBadParameter,
              {{"q", {"заявката надхвърля допустимото", "the request passes a limit of the search engine"}}}};
    case ErrorCode::kNotFound: return {missing};
    case ErrorCode::kTimeout: return {kTooSlow};
    case ErrorCode::kUnavailable:
    case ErrorCode::kLocked: return {kUnavailable};
    case ErrorCode::kBadData:
    case ErrorCode::kConfiguration:
    case ErrorCode::kInternal: return {kInternal};
  }
  return {kInternal};
}

}  // namespace tarsach::searchd
