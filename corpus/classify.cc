#include "corpus/classify.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

#include "corpus/article_date.h"
#include "corpus/events.h"
#include "corpus/topics.h"
#include "corpus/wording.h"
#include "schema/terms.h"
#include "text/analyzer.h"
#include "text/language.h"
#include "text/utf8.h"

namespace tarsach::corpus {
namespace {

/// Ids by everything that a person may call them: id, labels, other names.
using Names = std::unordered_map<std::string, std::string>;

void add_name(Names& names, const std::string& name, const std::string& id) {
  if (std::string key = key_of(name); !key.empty()) names.try_emplace(std::move(key), id);
}

Names event_names(const schema::Vocabulary& vocabulary) {
  Names names;
  for (const schema::Event& event : vocabulary.events) add_name(names, event.id, event.id);
  for (const schema::Event& event : vocabulary.events) {
    add_name(names, event.label.bg, event.id);
    add_name(names, event.label.en, event.id);
    for (const std::string& name : event.names) add_name(names, name, event.id);
  }
  return names;
}

Names topic_names(const schema::Vocabulary& vocabulary) {
  Names names;
  for (const schema::Topic& topic : vocabulary.topics) add_name(names, topic.id, topic.id);
  for (const schema::Topic& topic : vocabulary.topics) {
    add_name(names, topic.label.bg, topic.id);
    add_name(names, topic.label.en, topic.id);
  }
  return names;
}

/// Given words → ids; each once, in the given order.
void match_given(const Names& names, const char* what, std::vector<std::string>& given,
                 std::vector<std::string>& warnings) {
  std::vector<std::string> ids;
  for (const std::string& word : given) {
    const auto known = names.find(key_of(word));
    std::string id = known != names.end() ? known->second : schema::slug(word);
    if (id.empty()) {
      warnings.push_back("unknown " + std::string(what) + " '" + word + "': without a letter or digit, left out");
      continue;
    }
    if (known == names.end())
      warnings.push_back("unknown " + std::string(what) + " '" + word + "': kept as '" + id + "'");
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
  }
  given = std::move(ids);
}

/// The first sentence, or as much of it as fits on a line of hits.
std::string title_from(std::string_view body) {
  constexpr std::size_t kMostBytes = 240;
  std::string line = one_line(body.substr(0, body.find("\n\n")).substr(0, 4 * kMostBytes));
  std::size_t end = line.size();
  for (const std::string_view stop : {". ", "! ", "? ", "… "})
    end = std::min(end, line.find(stop) == std::string::npos ? end : line.find(stop) + 1);
  constexpr std::size_t kLeastBytes = 40;  // „Проф. “ is no sentence
  if (end >= kLeastBytes && end <= kMostBytes) return line.substr(0, end - (line[end - 1] == '.' ? 1 : 0));
  if (line.size() <= kMostBytes) return line;
  const std::string_view clipped = text::utf8::clip(line, kMostBytes);
  return std::string(clipped.substr(0, clipped.rfind(' '))) + "…";
}

}  // namespace

struct Classifier::State {
  State(const schema::Vocabulary& vocabulary, text::Analyzer& an_analyzer)
      : analyzer(an_analyzer),
        event_finder(vocabulary, analyzer),
        topic_finder(vocabulary, analyzer),
        events(event_names(vocabulary)),
        topics(topic_names(vocabulary)) {}

  enum class Wanted : std::uint8_t { kEvents, kTopics, kBoth };
  /// Looks through an article for what belongs to them, analysing it once.
  void read(const Article& article, Wanted wanted) {
    const std::span<const text::Word> title = analyzer.analyze(article.title);
    if (wanted != Wanted::kTopics) event_finder.read_title(title);
    if (wanted != Wanted::kEvents) topic_finder.read_title(title);
    const std::span<const text::Word> body = analyzer.analyze(article.body);
    if (wanted != Wanted::kTopics) event_finder.read_body(body);
    if (wanted != Wanted::kEvents) topic_finder.read_body(body);
  }

  text::Analyzer& analyzer;
  EventFinder event_finder;
  TopicFinder topic_finder;
  Names events, topics;
};

Classifier::Classifier(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer)
    : state_(std::make_unique<State>(vocabulary, analyzer)) {}
Classifier::~Classifier() = default;

Inferred Classifier::complete(Article& article) {
  Inferred inferred;
  if (article.title.empty()) {
    article.title = title_from(article.body);
    inferred.title = true;
  }
  if (article.language.empty()) {
    article.language = text::code(text::detect_language(article.title + "\n\n" + article.body));
    inferred.language = true;
  }
  const bool needs_events = !article.events.has_value() || !article.date.known();
  const bool needs_topics = !article.topics.has_value();
  using enum State::Wanted;
  if (needs_events || needs_topics) state_->read(article, !needs_topics ? kEvents : needs_events ? kBoth : kTopics);
  if (!article.date.known()) {
    article.date = article_date(article, state_->event_finder.known_days());
    inferred.date = article.date.known();
  }
  if (article.events) {
    match_given(state_->events, "event", *article.events, inferred.warnings);
  } else {
    article.events = state_->event_finder.choose(article.date);
    inferred.events = !article.events->empty();
  }
  if (article.topics) {
    match_given(state_->topics, "topic", *article.topics, inferred.warnings);
  } else {
    article.topics = state_->topic_finder.choose();
    inferred.topics = !article.topics->empty();
  }
  return inferred;
}

}  // namespace tarsach::corpus
