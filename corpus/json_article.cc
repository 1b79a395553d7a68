#include "corpus/json_article.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <variant>

#include "corpus/dates.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

using Json = nlohmann::json;

using Words = std::optional<std::vector<std::string>>;
using Place = std::variant<std::string Article::*, schema::Date Article::*, Words Article::*>;

struct Member {
  std::string_view name;
  Place place;
};

constexpr auto kMembers = std::to_array<Member>({
    {"id", &Article::id},
    {"title", &Article::title},
    {"body", &Article::body},
    {"url", &Article::url},
    {"date", &Article::date},
    {"lang", &Article::language},
    {"events", &Article::events},
    {"language", &Article::language},
    {"topics", &Article::topics},
    {"source", &Article::source},
    {"author", &Article::author},
});

std::string found(const Json& value) {
  constexpr std::size_t kShownBytes = 40;
  std::string text = value.is_structured() ? "" : " " + value.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > kShownBytes) text.replace(kShownBytes, std::string::npos, "…");
  const char* type = value.type_name();
  return std::string(value.is_array() || value.is_object() ? "an " : "a ") + type + text;
}

tl::unexpected<Error> wrong(std::string_view name, std::string_view expected, const Json& value) {
  return fail(ErrorCode::kBadData,
              "member \"" + std::string(name) + "\": expected " + std::string(expected) + ", found " + found(value));
}

/// Puts a JSON value where the member belongs.
struct Fill {
  Article& article;
  std::string_view name;
  const Json& value;

  Result<void> operator()(std::string Article::*place) const {
    if (name == "id" && value.is_number_integer()) return article.*place = value.dump(), Result<void>{};
    if (!value.is_string()) return wrong(name, "a string", value);
    const auto& text = value.get_ref<const std::string&>();
    if (name == "body")
      article.*place = clean_text(text);
    else if (name == "lang" || name == "language")
      article.*place = read_given_language(text);
    else
      article.*place = one_line(text);
    return {};
  }

  Result<void> operator()(schema::Date Article::*place) const {
    if (!value.is_string() && !value.is_number_integer()) return wrong(name, "a date as a string", value);
    auto date = read_given_date(value.is_string() ? value.get_ref<const std::string&>() : value.dump());
    if (!date) return wrong(name, "a date like \"2018-07-05\"", value);
    article.*place = *date;
    return {};
  }

  Result<void> operator()(Words Article::*place) const {
    std::vector<std::string> words;
    if (value.is_string()) {
      words.push_back(one_line(value.get_ref<const std::string&>()));
    } else if (value.is_array() && value.size() <= kMaxMemberItems) {
      for (const Json& item : value) {
        if (!item.is_string()) return wrong(name, "an array of strings", item);
        words.push_back(one_line(item.get_ref<const std::string&>()));
      }
    } else {
      return wrong(name, "an array of at most " + std::to_string(kMaxMemberItems) + " strings", value);
    }
    std::erase(words, "");
    article.*place = std::move(words);
    return {};
  }
};

/// The reason for which a text is no JSON; parsed only to learn it.
class SyntaxError : public nlohmann::json_sax<Json> {
 public:
  std::string reason = "no JSON";
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    reason = error.what();
    const std::size_t prefix = reason.find("] ");  // "[json.exception.parse_error.101] parse error at …"
    if (prefix != std::string::npos) reason.erase(0, prefix + 2);
    constexpr std::size_t kShownBytes = 200;
    const std::size_t read = reason.find("; last read:");  // it may quote half of the article
    reason = one_line(reason.substr(0, std::min(read, kShownBytes)));
    return false;
  }
};

std::string syntax_error(std::string_view json) {
  SyntaxError handler;
  Json::sax_parse(json.begin(), json.end(), &handler);
  return handler.reason;
}

/// Walks over JSON text without reading values: knows strings and the depth of brackets.
class JsonScanner {
 public:
  explicit JsonScanner(std::string_view json) : json_(json) {}

  std::size_t at() const { return at_; }
  std::size_t line() const { return line_; }
  bool ended() const { return at_ >= json_.size(); }
  char now() const { return ended() ? '\0' : json_[at_]; }

  void step() {
    line_ += json_[at_] == '\n' ? 1 : 0;
    ++at_;
  }
  void skip_blanks_and(std::string_view marks) {
    while (!ended() && (std::string_view(" \t\r\n").find(now()) != std::string_view::npos ||
                        marks.find(now()) != std::string_view::npos)) {
      step();
    }
  }
  /// A string with its quotes; the view ends at the text's end if it is not closed.
  std::string_view string() {
    const std::size_t begin = at_;
    step();
    while (!ended() && now() != '"') {
      if (now() == '\\') step();
      if (!ended()) step();
    }
    if (!ended()) step();
    return json_.substr(begin, at_ - begin);
  }
  /// Behind the value that begins here; false if the text ends within it.
  bool value() {
    std::size_t depth = 0;
    do {
      const char letter = now();
      if (ended()) return false;
      if (letter == '"') {
        string();
        if (json_[at_ - 1] != '"') return false;
        continue;
      }
      if (depth == 0 && (letter == ',' || letter == ']' || letter == '}')) return true;
      depth += letter == '{' || letter == '[' ? 1 : 0;
      depth -= letter == '}' || letter == ']' ? 1 : 0;
      step();
      deepest_ = std::max(deepest_, depth);
      if (depth == 0 && (letter == '}' || letter == ']')) return true;
    } while (true);
  }
  std::size_t deepest() const { return deepest_; }

 private:
  std::string_view json_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t deepest_ = 0;
};

/// Whether it has so many brackets at all. Most texts have few, and then their nesting need not be looked at.
bool may_be_deep(std::string_view json) {
  std::size_t brackets = 0;
  for (const char bracket : {'{', '['})
    for (std::size_t at = json.find(bracket); at != std::string_view::npos && brackets <= kMaxJsonDepth;
         at = json.find(bracket, at + 1))
      ++brackets;
  return brackets > kMaxJsonDepth;
}

std::size_t depth_of(std::string_view json) {
  JsonScanner scanner(json);
  scanner.skip_blanks_and("");
  (void)scanner.value();
  return scanner.deepest();
}

/// Moves to the value of the member "articles"; false if there is none.
bool find_articles(JsonScanner& scanner) {
  scanner.step();
  for (scanner.skip_blanks_and(","); scanner.now() == '"'; scanner.skip_blanks_and(",")) {
    const std::string_view name = scanner.string();
    scanner.skip_blanks_and(":");
    if (name == "\"articles\"" && scanner.now() == '[') return true;
    if (!scanner.value()) return false;
  }
  return false;
}

Result<void> visit_array(std::string_view json, JsonScanner& scanner,
                         const std::function<Visit(const JsonPiece&)>& visit) {
  scanner.step();
  for (std::size_t index = 1; true; ++index) {
    scanner.skip_blanks_and(",");
    if (scanner.now() == ']') return {};
    const std::size_t begin = scanner.at();
    const std::size_t line = scanner.line();
    if (!scanner.value() || scanner.at() == begin) {
      return fail(ErrorCode::kBadData, "the array is not closed: entry " + std::to_string(index) +
                                           ", which begins in line " + std::to_string(line) + ", does not end");
    }
    if (visit({json.substr(begin, scanner.at() - begin), line, index}) == Visit::kStop) return {};
  }
}

}  // namespace

Result<JsonArticle> read_json_article(std::string_view json) {
  if (may_be_deep(json) && depth_of(json) > kMaxJsonDepth) {
    return fail(ErrorCode::kBadData,
                "expected at most " + std::to_string(kMaxJsonDepth) + " levels of brackets, found more");
  }
  const Json object = Json::parse(json.begin(), json.end(), nullptr, false);
  if (object.is_discarded()) return fail(ErrorCode::kBadData, syntax_error(json));
  if (!object.is_object()) return fail(ErrorCode::kBadData, "expected an object, found " + found(object));
  JsonArticle read;
  for (const auto& [name, value] : object.items()) {
    const auto member = std::ranges::find(kMembers, std::string_view(name), &Member::name);
    if (member == kMembers.end()) {
      read.unknown.push_back(name);
    } else if (!value.is_null()) {
      TARSACH_CHECK(std::visit(Fill{read.article, name, value}, member->place));
    }
  }
  return read;
}

Result<schema::Date> read_given_date(std::string_view text) {
  if (auto date = schema::parse_iso_date(trim(text))) return date;
  const auto dates = find_dates(text);
  const bool one = dates.size() == 1 && dates[0].first.year != 0;
  if (!one) return fail(ErrorCode::kBadData, "expected a date like 2018-07-05");
  return dates[0].first;
}

std::string read_given_language(std::string_view text) {
  const std::string folded = fold(one_line(text));
  const std::string primary = folded.substr(0, folded.find_first_of("-_"));
  return primary == "bg" || primary == "en" ? primary : folded;
}

Result<void> visit_json_pieces(std::string_view json, const std::function<Visit(const JsonPiece&)>& visit) {
  JsonScanner scanner(json);
  scanner.skip_blanks_and("");
  if (scanner.now() == '[') return visit_array(json, scanner, visit);
  if (scanner.now() != '{') return fail(ErrorCode::kBadData, "expected a JSON array or object");
  const std::size_t begin = scanner.at();
  const std::size_t line = scanner.line();
  if (JsonScanner inside = scanner; (inside.skip_blanks_and(""), true) && find_articles(inside)) {
    return visit_array(json, inside, visit);
  }
  (void)visit({json.substr(begin), line, 1});
  return {};
}

}  // namespace tarsach::corpus
