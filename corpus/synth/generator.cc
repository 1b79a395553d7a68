#include "corpus/synth/generator.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/data_file.h"
#include "corpus/reader.h"
#include "text/dictionary.h"
#include "text/language.h"

namespace tarsach::corpus::synth {
namespace {

// Of a thousand words that are put in; the others are general ones.
constexpr std::size_t kOfTopic = 150;
constexpr std::size_t kOfEvent = 70;
constexpr std::size_t kOfArticle = 110;
constexpr std::size_t kCompounds = 3;

// Of a thousand names: of the events, of the article's own people; the others stand there once.
constexpr std::size_t kNamesOfEvent = 400;
constexpr std::size_t kNamesOfArticle = 450;

constexpr std::size_t kOwnWords = 7;
constexpr std::size_t kOwnNames = 4;
constexpr std::size_t kWordsOfTopicInArticle = 10;
constexpr std::size_t kMostSentences = 400;

/// Bytes of bodies, of each twentieth one more: most have 1.5 to 4 kB, some are notices, some are long.
constexpr std::array<std::size_t, 21> kBytes = {500,   950,   1'250, 1'450, 1'600, 1'750, 1'900,
                                                2'000, 2'100, 2'250, 2'350, 2'500, 2'650, 2'800,
                                                2'950, 3'150, 3'400, 3'750, 4'250, 5'200, 9'000};

constexpr std::array<const char*, 6> kSources = {"Примерен вестник",    "Примерна агенция", "Измислен дневник",
                                                 "Седмичник за пример", "Пробен вестник",   "Измислени вести"};

/// Takes the Bulgarian articles of a source apart.
class SampleSink final : public ArticleSink {
 public:
  explicit SampleSink(PatternMaker& maker) : maker_(maker) {}

  Next article(Article&& article, const std::string& /*file*/) override {
    if (text::detect_language(article.body) == text::Language::kBulgarian) maker_.add(article.title, article.body);
    return Next::kGoOn;
  }
  Next problem(Problem&& /*problem*/) override { return Next::kGoOn; }
  void warning(Problem&& /*problem*/) override {}

 private:
  PatternMaker& maker_;
};

template <typename T>
const T& one_of(const std::vector<T>& items, Random& random) {
  return items[random.below(items.size())];
}

std::size_t body_bytes(Random& random) {
  const std::size_t part = random.below(kBytes.size() - 1);
  return random.between(kBytes[part], kBytes[part + 1]);
}

void append_number(std::string& text, Random& random) {
  const std::size_t kind = random.below(10);
  if (kind < 3) {
    text += std::to_string(kFirstYear - 10 + static_cast<int>(random.below(35)));
  } else {
    text += std::to_string(random.rank(kind < 9 ? 12 : 20) + 1);
  }
}

}  // namespace

/// What one article is about.
struct Generator::Matter {
  std::size_t year = 0;
  std::vector<std::size_t> events, subjects;
  std::vector<std::uint32_t> topic_lemmas, event_lemmas, own_lemmas;
  std::vector<std::string> event_names, own_names;
};

Result<std::unique_ptr<const Generator>> Generator::open(std::uint64_t seed, const std::string& sample) {
  TARSACH_TRY(const auto path, find_data_file(text::kDictionaryName));
  TARSACH_TRY(const auto dictionary, text::Dictionary::open(path));
  PatternMaker maker(dictionary);
  SampleSink sink(maker);
  TARSACH_CHECK(read_source(sample, sink));
  Pattern pattern = maker.take();
  if (pattern.sentences.empty() || pattern.titles.empty())
    return fail(ErrorCode::kBadData, sample + ": there are no Bulgarian sentences in it", "give it corpus/sample");
  return std::make_unique<const Generator>(seed, std::move(pattern), *dictionary);
}

Generator::Generator(std::uint64_t seed, Pattern pattern, const text::Dictionary& dictionary)
    : seed_(seed),
      pattern_(std::move(pattern)),
      lexicon_(dictionary, pattern_.frequencies, seed),
      world_(lexicon_, seed) {}

Article Generator::article(std::uint64_t number) const {
  Random random(mix(seed_, Stream::kArticle, number));
  Article article;
  Matter matter;
  matter.year = world_.year(random);
  choose_events(article, matter, random);
  choose_topics(article, matter, random);
  choose_words(matter, random);
  std::array<char, 32> id = {};
  std::snprintf(id.data(), id.size(), "a%07llu", static_cast<unsigned long long>(number));
  article.id = id.data();
  article.url =
      "https://example.org/" + schema::format_iso_date(article.date) + "/" + article.topics->front() + "/" + article.id;
  article.source = kSources[random.below(kSources.size())];
  article.language = "bg";
  append_sentence(article.title, one_of(pattern_.titles, random), matter, random);
  const std::size_t wanted = body_bytes(random);
  std::size_t until_paragraph = random.between(2, 6);
  article.body.reserve(wanted + 512);
  for (std::size_t sentences = 0; article.body.size() < wanted && sentences < kMostSentences; ++sentences) {
    if (!article.body.empty()) article.body += until_paragraph == 0 ? "\n\n" : " ";
    if (until_paragraph-- == 0) until_paragraph = random.between(2, 6);
    append_sentence(article.body, one_of(pattern_.sentences, random), matter, random);
  }
  return article;
}

/// An event's articles are of its year, most of the days behind it. The year comes first, so that years keep their
/// shares.
void Generator::choose_events(Article& article, Matter& matter, Random& random) const {
  article.events.emplace();
  const std::size_t chance = random.below(1000);
  const std::size_t count = chance < kWithoutEvent                            ? 0
                            : chance < kWithoutEvent + kOneEvent              ? 1
                            : chance < kWithoutEvent + kOneEvent + kTwoEvents ? 2
                                                                              : 3;
  while (matter.events.size() < count) {
    const std::size_t event = world_.event_of(matter.year, random);
    if (std::ranges::find(matter.events, event) != matter.events.end()) continue;
    matter.events.push_back(event);
    article.events->push_back(world_.events[event].event.id);
  }
  const auto new_year =
      schema::first_day({.year = static_cast<std::int16_t>(kFirstYear + static_cast<int>(matter.year))});
  auto day = static_cast<std::int32_t>(random.below(365));
  if (count > 0) {
    const auto begun = schema::first_day(world_.events[matter.events.front()].event.from) - new_year;
    day = std::min<std::int32_t>(364, begun + static_cast<std::int32_t>(random.rank(7)));
  }
  article.date = schema::date_of_day(new_year + day);
}

void Generator::choose_topics(Article& article, Matter& matter, Random& random) const {
  constexpr std::size_t kOfItsEvent = 700;
  const std::size_t chance = random.below(1000);
  const std::size_t count = chance < kOneTopic ? 1 : chance < kOneTopic + kTwoTopics ? 2 : 3;
  if (!matter.events.empty() && random.per_mille(kOfItsEvent))
    matter.subjects.push_back(world_.events[matter.events.front()].subject);
  while (matter.subjects.size() < count) {
    const std::size_t subject = world_.subject(random);
    if (std::ranges::find(matter.subjects, subject) == matter.subjects.end()) matter.subjects.push_back(subject);
  }
  article.topics.emplace();
  for (const std::size_t subject : matter.subjects) article.topics->push_back(world_.subjects[subject].topic.id);
}

void Generator::choose_words(Matter& matter, Random& random) const {
  for (std::size_t i = 0; i < kWordsOfTopicInArticle; ++i) {
    const Subject& subject = world_.subjects[one_of(matter.subjects, random)];
    matter.topic_lemmas.push_back(one_of(subject.lemmas, random));
  }
  for (const std::size_t event : matter.events) {
    const Happening& happening = world_.events[event];
    matter.event_lemmas.insert(matter.event_lemmas.end(), happening.lemmas.begin(), happening.lemmas.end());
    matter.event_names.insert(matter.event_names.end(), happening.names.begin(), happening.names.end());
  }
  for (std::size_t i = 0; i < kOwnWords; ++i)
    matter.own_lemmas.push_back(static_cast<std::uint32_t>(lexicon_.general(random)));
  for (std::size_t i = 0; i < kOwnNames; ++i) matter.own_names.push_back(name(random.rank(kNameBits)));
}

void Generator::append_sentence(std::string& text, const Sentence& sentence, const Matter& matter,
                                Random& random) const {
  for (const Piece& piece : sentence) {
    text += piece.before;
    if (piece.slot == Slot::kNumber) {
      append_number(text, random);
    } else if (piece.slot != Slot::kNone) {
      append_word(text, matter, piece.slot, random);
    }
  }
}

void Generator::append_word(std::string& text, const Matter& matter, Slot slot, Random& random) const {
  if (slot == Slot::kName) {
    const std::size_t chance = random.below(1000);
    if (chance < kNamesOfEvent && !matter.event_names.empty()) {
      text += one_of(matter.event_names, random);
    } else {
      text +=
          chance < kNamesOfEvent + kNamesOfArticle ? one_of(matter.own_names, random) : name(random.rank(kNameBits));
    }
    return;
  }
  const std::size_t chance = random.below(1000);
  std::size_t lemma = 0;
  if (chance < kOfTopic) {
    lemma = one_of(matter.topic_lemmas, random);
  } else if (chance < kOfTopic + kOfEvent && !matter.event_lemmas.empty()) {
    lemma = one_of(matter.event_lemmas, random);
  } else if (chance < kOfTopic + kOfEvent + kOfArticle) {
    lemma = one_of(matter.own_lemmas, random);
  } else {
    lemma = lexicon_.general(random);
  }
  std::string_view form = lexicon_.form(lemma, random);
  std::string compound;
  if (random.per_mille(kCompounds)) form = compound = std::string(prefix(random.rank(kCompoundBits))).append(form);
  if (slot == Slot::kCapitalisedWord) {
    text += capitalised(form);
  } else {
    text += form;
  }
}

}  // namespace tarsach::corpus::synth
