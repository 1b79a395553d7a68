#include "query/similar.h"

#include <algorithm>
#include <set>
#include <utility>

#include "query/expansion.h"
#include "query/key_words.h"
#include "query/search.h"
#include "query/snippets.h"

namespace tarsach::query {
namespace {

using schema::Field;

constexpr std::string_view kUnknownLanguage = "und";
constexpr std::string_view kEnglish = "en";

/// So many are looked at by their words, and as many among those that share an event.
constexpr std::size_t kCandidates = 100;

/// The words give an article its share of the weight that they have in the article itself: another report of the same
/// gets .2 to .5, the next best one about .2. To tell of the same event is worth as much as that difference, so that a
/// report of it in other words comes before a chance likeness, but the one in the same words before both.
constexpr double kEventWorth = 0.25;
/// To have all topics in common, and no others. Topics are many articles': they part what is otherwise equal.
constexpr double kTopicsWorth = 0.05;
/// What has less is not similar: it has a word or two of many in common.
constexpr double kLeastScore = 0.1;

/// Looks for what is similar to one article.
class Likeness {
 public:
  Likeness(Session& session, std::uint32_t document, const Hit& article, Watch& watch)
      : session_(session),
        columns_(session.snapshot().columns()),
        document_(document),
        article_(article),
        watch_(watch),
        about_same_event_(sharing(Field::kEvent)) {}

  Result<std::vector<Hit>> among(const Bitmap& documents, std::span<const ScoredWord> words, std::size_t limit);

  [[nodiscard]] Bitmap of_other_language() const;

 private:
  [[nodiscard]] Bitmap sharing(Field field) const;
  [[nodiscard]] double shared_topics(std::uint32_t other) const;
  /// About: how far the keys of the dates are apart.
  [[nodiscard]] std::uint32_t days_between(std::uint32_t other) const;
  std::vector<Ranked> candidates(const Bitmap& documents, std::span<const ScoredWord> words);
  std::vector<Ranked> ranked(const Bitmap& documents, std::span<const ScoredWord> words);
  Result<std::vector<Hit>> read(std::span<const Ranked> ranked, std::size_t limit);

  Session& session_;
  const Columns& columns_;
  std::uint32_t document_;
  const Hit& article_;
  Watch& watch_;
  Bitmap about_same_event_;
};

Bitmap Likeness::sharing(Field field) const {
  Bitmap documents(session_.snapshot().documents().size());
  const Column& column = columns_.of(field);
  for (const std::uint32_t value : column.values_of(document_)) add_documents_of(column, value, documents);
  return documents;
}

Bitmap Likeness::of_other_language() const {
  const Column& languages = columns_.of(Field::kLanguage);
  Bitmap documents(session_.snapshot().documents().size());
  if (article_.language == kUnknownLanguage || article_.language.empty()) return documents;
  for (std::uint32_t value = 0; value < languages.values().size(); ++value) {
    const std::string_view language = languages.values()[value];
    if (language == article_.language || language == kUnknownLanguage) continue;
    add_documents_of(languages, value, documents);
  }
  return documents;
}

// Jaccard's: those that both have, of all that either has.
double Likeness::shared_topics(std::uint32_t other) const {
  const auto own = columns_.of(Field::kTopic).values_of(document_);
  const auto others = columns_.of(Field::kTopic).values_of(other);
  const auto shared = std::count_if(own.begin(), own.end(), [&](std::uint32_t topic) {
    return std::find(others.begin(), others.end(), topic) != others.end();
  });
  const auto all = static_cast<std::ptrdiff_t>(own.size() + others.size()) - shared;
  return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

std::uint32_t Likeness::days_between(std::uint32_t other) const {
  const std::uint32_t a = columns_.dates.key(document_), b = columns_.dates.key(other);
  return a > b ? a - b : b - a;
}

// By their words, and all that tell of the same event, whether they have a word in common or none.
std::vector<Ranked> Likeness::candidates(const Bitmap& documents, std::span<const ScoredWord> words) {
  watch_.look();
  Bitmap same_event = about_same_event_;
  same_event &= documents;
  std::vector<Ranked> candidates = weigh(session_, words, documents, kCandidates, watch_).documents;
  for (const Ranked& one : candidates) same_event.reset(one.document);
  for (const Ranked& one : weigh(session_, words, same_event, kCandidates, watch_).documents) {
    candidates.push_back(one);
    same_event.reset(one.document);
  }
  same_event.for_each([&](std::uint32_t other) { candidates.push_back({other, 0}); });
  return candidates;
}

std::vector<Ranked> Likeness::ranked(const Bitmap& documents, std::span<const ScoredWord> words) {
  Bitmap itself(documents.size());
  itself.set(document_);
  const Weighed own = weigh(session_, words, itself, 1, watch_);
  const double full = own.documents.empty() ? 1 : own.documents.front().score;
  std::vector<Ranked> found = candidates(documents, words);
  for (Ranked& one : found) {
    watch_.step();
    const double event = about_same_event_.test(one.document) ? kEventWorth : 0;
    const double worth = std::min(1.0, one.score / full) + event + kTopicsWorth * shared_topics(one.document);
    one.score = worth / (1 + kEventWorth + kTopicsWorth);
  }
  std::erase_if(found, [](const Ranked& one) { return one.score < kLeastScore; });
  std::sort(found.begin(), found.end(), [&](const Ranked& a, const Ranked& b) {
    if (a.score != b.score) return a.score > b.score;
    const std::uint32_t days_a = days_between(a.document), days_b = days_between(b.document);
    return days_a != days_b ? days_a < days_b : a.document < b.document;
  });
  return found;
}

Result<std::vector<Hit>> Likeness::read(std::span<const Ranked> ranked, std::size_t limit) {
  Snippets snippets({}, session_.analyzer());
  std::set<std::string, std::less<>> bodies = {article_.body};
  std::vector<Hit> hits;
  for (const Ranked& one : ranked) {
    if (hits.size() == limit) break;
    watch_.look();
    TARSACH_TRY(Hit hit, read_hit(session_, one.document, Body::kWhole));
    if (!hit.body.empty() && bodies.contains(hit.body)) continue;
    hit.formatted_title = snippets.title(hit.title);
    hit.formatted_body = snippets.passage(hit.body, Request{}.crop_length);
    hit.score = one.score;
    bodies.insert(std::exchange(hit.body, {}));
    hits.push_back(std::move(hit));
  }
  return hits;
}

Result<std::vector<Hit>> Likeness::among(const Bitmap& documents, std::span<const ScoredWord> words,
                                         std::size_t limit) {
  return read(ranked(documents, words), limit);
}

std::vector<ScoredWord> as_written(std::span<const KeyWord> words) {
  std::vector<ScoredWord> scored;
  for (const KeyWord& word : words)
    scored.push_back({.terms = terms_of(word.piece.lemmas, Field::kText),
                      .title_terms = terms_of(word.piece.lemmas, Field::kTitle),
                      .weight = word.frequency});
  return scored;
}

// Beside a word as it was typed, its translations weigh less. Here nothing stands in their place: an article of the
// other language has them or none, so the weights are taken up to the word's own.
std::vector<ScoredWord> translated(Session& session, std::span<const KeyWord> words, std::string_view language) {
  std::vector<QueryWord> asked;
  for (const KeyWord& word : words) asked.push_back({word.piece, static_cast<std::uint32_t>(asked.size()), word.name});
  const Expansions expansions = Expander(session).expand(std::move(asked));
  const double usual = language == kEnglish ? kTranslationWeight : kEnglishWeight;
  std::vector<ScoredWord> scored = as_written(words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Expansion* expansion = expansions.of(words[i].piece.form);
    if (expansion == nullptr) continue;
    scored[i].alternatives = expansion->alternatives;
    for (Alternative& alternative : scored[i].alternatives)
      alternative.weight = std::min(1.0, alternative.weight / usual);
  }
  return scored;
}

}  // namespace

Result<void> check(const SimilarRequest& request) {
  if (request.limit < 1 || request.limit > kMaxSimilar)
    return fail(ErrorCode::kUsage, "limit: from 1 to " + std::to_string(kMaxSimilar), "ask for fewer articles");
  return {};
}

Result<Similar> find_similar(Session& session, std::uint32_t document, std::size_t limit, Watch& watch) {
  TARSACH_TRY(const Hit article, read_hit(session, document, Body::kWhole));
  const std::vector<KeyWord> words = key_words(session, {article.title, article.body});
  watch.look();
  Likeness likeness(session, document, article, watch);
  const Bitmap other_language = likeness.of_other_language();
  Bitmap same_language = session.snapshot().documents();
  same_language -= other_language;
  same_language.reset(document);
  Similar similar{.index = index_state(session.snapshot())};
  TARSACH_TRY(similar.same_language, likeness.among(same_language, as_written(words), limit));
  if (other_language.none()) return similar;
  TARSACH_TRY(similar.other_language,
              likeness.among(other_language, translated(session, words, article.language), limit));
  return similar;
}

}  // namespace tarsach::query
