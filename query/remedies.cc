#include "query/remedies.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "query/facets.h"

namespace tarsach::query {
namespace {

using schema::Field;

/// In the order of the offers.
enum class Kind : std::uint8_t {
  kWithoutQuotes,
  kWithRewriting,
  kWithoutExclusion,
  kWithoutFilter,
  kWithoutPeriod,
  kWithoutWord,
  kWithoutFilters,
  kAnyWord,
  kWithoutQuery,
  kAnyWordWithoutFilters,
};

constexpr std::array<std::string_view, 10> kKindNames = {
    "without_quotes", "with_rewriting",  "without_exclusion", "without_filter", "without_period",
    "without_word",   "without_filters", "any_word",          "without_query",  "any_word_without_filters"};

// ---- What is dropped, in query syntax ----

Node field_node(Field field, Node value) { return {.kind = NodeKind::kField, .field = field, .children = {value}}; }

Node excluded_node(Node node) { return {.kind = NodeKind::kNot, .children = {std::move(node)}}; }

Node word_node(std::string text) { return {.kind = NodeKind::kWord, .text = std::move(text)}; }

Node chosen_node(const Filter& filter) {
  Node values{.kind = NodeKind::kOr};
  for (const std::string& value : filter.values) values.children.push_back(word_node(value));
  return field_node(filter.field, values.children.size() == 1 ? values.children.front() : values);
}

Node period_node(const Request& request) {
  const std::string from = schema::format_iso_date(request.from), to = schema::format_iso_date(request.to);
  return field_node(Field::kDate, word_node(from == to ? from : from + ".." + to));
}

bool has_period(const Request& request) { return request.from.known() || request.to.known(); }

Node filters_node(const Request& request) {
  Node all;
  for (const Filter& filter : request.filters) {
    if (!filter.values.empty()) all.children.push_back(chosen_node(filter));
    for (const std::string& value : filter.excluded)
      all.children.push_back(excluded_node(field_node(filter.field, word_node(value))));
  }
  if (has_period(request)) all.children.push_back(period_node(request));
  return all;
}

// ---- Trees ----

std::vector<Node> words_of_phrase(const Node& phrase) {
  constexpr std::string_view kSpaces = " \t\r\n";
  std::vector<Node> words;
  const std::string_view text = phrase.text;
  for (std::size_t begin = text.find_first_not_of(kSpaces); begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kSpaces, begin), text.size());
    words.push_back(word_node(std::string(text.substr(begin, end - begin))));
    begin = text.find_first_not_of(kSpaces, end);
  }
  return words;
}

/// Takes the quotes of all phrases that are wanted away, and collects the phrases.
void unquote(Node& node, std::vector<Node>& phrases) {
  if (node.kind == NodeKind::kNot) return;
  if (node.kind == NodeKind::kPhrase) {
    phrases.push_back(node);
    node = {.kind = NodeKind::kGroup, .children = words_of_phrase(node)};
    if (node.children.size() == 1) node = Node(std::move(node.children.front()));
    return;
  }
  std::vector<Node> children;
  for (Node& child : node.children) {
    const bool was_phrase = child.kind == NodeKind::kPhrase;
    unquote(child, phrases);
    if (node.kind == NodeKind::kGroup && was_phrase && child.kind == NodeKind::kGroup)
      std::move(child.children.begin(), child.children.end(), std::back_inserter(children));
    else
      children.push_back(std::move(child));
  }
  node.children = std::move(children);
}

Kind kind_of_part(const Node& part) {
  if (part.kind == NodeKind::kNot) return Kind::kWithoutExclusion;
  const bool is_filter = part.kind == NodeKind::kField && row(part.field).kind != schema::FieldKind::kWords;
  return is_filter ? Kind::kWithoutFilter : Kind::kWithoutWord;
}

Request without_filters(Request request) {
  request.filters.clear();
  request.from = request.to = {};
  return request;
}

Request with_query(Request request, const Node& tree) {
  request.query = to_query(tree);
  return request;
}

// ---- Asking ----

class Remedies {
 public:
  Remedies(Session& session, const Request& request, const Understood& understood, Watch& watch)
      : session_(session), request_(request), understood_(understood), watch_(watch) {
    request_.offset = 0;
  }

  std::vector<Remedy> find() {
    try_filters();
    if (!request_.query.empty()) try_query();
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return a.kind != b.kind ? a.kind < b.kind : a.remedy.total < b.remedy.total;
    });
    return the_first_of_each_set();
  }

 private:
  struct Found {
    Kind kind;
    Remedy remedy;
    Bitmap documents;
  };

  void add(Kind kind, const Node& what, Request request, const Bitmap& text_matches) {
    Bitmap documents = Choices(session_.snapshot(), request).apply(text_matches);
    const std::uint64_t total = documents.count();
    if (total == 0) return;
    found_.push_back(
        {kind,
         {std::string(kKindNames[static_cast<std::size_t>(kind)]), to_query(what), std::move(request), total},
         std::move(documents)});
  }

  /// What a query means does not depend on filters, so it needs no second look.
  void try_other_filters(Kind kind, const Node& what, Request request) {
    watch_.look();
    add(kind, what, std::move(request), understood_.matches);
  }

  /// Understood as whoever takes the offer will be.
  void try_other_query(Kind kind, const Node& what, const Request& request) {
    if (check(request)) add(kind, what, request, understand(session_, request, watch_).matches);
  }

  void try_filters() {
    std::size_t excluded = 0;
    for (const Filter& filter : request_.filters) excluded += filter.excluded.size();
    for (std::size_t i = 0; i < request_.filters.size(); ++i) {
      if (!request_.filters[i].values.empty()) try_without_values(i);
      for (std::size_t j = 0; excluded <= kMaxLeftOut && j < request_.filters[i].excluded.size(); ++j)
        try_without_excluded(i, j);
    }
    if (has_period(request_)) {
      Request other = request_;
      other.from = other.to = {};
      try_other_filters(Kind::kWithoutPeriod, period_node(request_), std::move(other));
    }
    if (const Node all = filters_node(request_); !all.children.empty())
      try_other_filters(Kind::kWithoutFilters, all, without_filters(request_));
  }

  void try_without_values(std::size_t filter) {
    Request other = request_;
    other.filters[filter].values.clear();
    try_other_filters(Kind::kWithoutFilter, chosen_node(request_.filters[filter]), std::move(other));
  }

  void try_without_excluded(std::size_t filter, std::size_t value) {
    Request other = request_;
    std::vector<std::string>& excluded = other.filters[filter].excluded;
    const Node what = excluded_node(field_node(other.filters[filter].field, word_node(excluded[value])));
    excluded.erase(excluded.begin() + static_cast<std::ptrdiff_t>(value));
    try_other_filters(Kind::kWithoutExclusion, what, std::move(other));
  }

  void try_query() {
    try_without_quotes();
    try_without_parts();
    if (request_.rewrite == Rewrite::kOff) {
      Request other = request_;
      other.rewrite = Rewrite::kAuto;
      try_other_query(Kind::kWithRewriting, {}, other);
    }
    const Node filters = filters_node(request_);
    const bool has_filters = !filters.children.empty();
    if (has_filters) try_other_query(Kind::kWithoutQuery, understood_.tree, with_query(request_, {}));
    if (request_.match == Match::kAny) return;
    Request any = request_;
    any.match = Match::kAny;
    try_other_query(Kind::kAnyWord, {}, any);
    if (has_filters && found_.empty()) try_other_query(Kind::kAnyWordWithoutFilters, filters, without_filters(any));
  }

  void try_without_quotes() {
    Node tree = understood_.tree, phrases;
    unquote(tree, phrases.children);
    if (!phrases.children.empty()) try_other_query(Kind::kWithoutQuotes, phrases, with_query(request_, tree));
  }

  void try_without_parts() {
    const Node& tree = understood_.tree;
    const bool needs_all = tree.kind == NodeKind::kGroup || tree.kind == NodeKind::kAnd;
    if (!needs_all || tree.children.size() < 2 || tree.children.size() > kMaxLeftOut) return;
    for (std::size_t i = 0; i < tree.children.size(); ++i) {
      Node rest = tree;
      rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(i));
      if (rest.children.size() == 1) rest = Node(std::move(rest.children.front()));
      try_other_query(kind_of_part(tree.children[i]), tree.children[i], with_query(request_, rest));
    }
  }

  std::vector<Remedy> the_first_of_each_set() {
    std::vector<Remedy> remedies;
    for (std::size_t i = 0; i < found_.size() && remedies.size() < kMaxRemedies; ++i) {
      const auto same = [&](const Found& other) { return other.documents == found_[i].documents; };
      if (std::none_of(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(i), same))
        remedies.push_back(std::move(found_[i].remedy));
    }
    return remedies;
  }

  Session& session_;
  Request request_;
  const Understood& understood_;
  Watch& watch_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Remedy> find_remedies(Session& session, const Request& request, const Understood& understood,
                                  Watch& watch) {
  return Remedies(session, request, understood, watch).find();
}

}  // namespace tarsach::query
