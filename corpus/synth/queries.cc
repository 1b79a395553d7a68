#include "corpus/synth/queries.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace tarsach::corpus::synth {
namespace {

constexpr std::array<double, 4> kLengths = {25, 40, 25, 10};  // how often so many words
constexpr std::size_t kInARow = 500;                          // of a thousand: words that stand together

/// Words of the text that say something, as they stand there.
std::vector<std::string> content_words(std::string_view text) {
  constexpr std::size_t kShortest = 2 * 3;
  text::Analyzer analyzer;
  std::vector<std::string> words;
  std::size_t end = 0;
  for (const text::Word& word : analyzer.analyze(text)) {
    const bool part = word.begin < end;
    end = std::max<std::size_t>(end, word.end);
    const bool says_something = word.lexeme->script == text::Script::kCyrillic && !word.lexeme->stop_word;
    if (!part && says_something && word.end - word.begin >= kShortest) words.push_back(word.lexeme->form);
  }
  return words;
}

void choose_filter(Query& query, const Article& article, Random& random) {
  const std::size_t chance = random.below(1000);
  if (chance < kWithEvent && !article.events->empty()) {
    query.event = article.events->front();
  } else if (chance < kWithEvent + kWithTopic) {
    query.topic = article.topics->front();
  } else if (chance < kWithEvent + kWithTopic + kWithYear) {
    query.year = std::to_string(article.date.year);
  }
}

}  // namespace

Query make_query(const Generator& generator, std::uint64_t articles, std::uint64_t number) {
  static const Weighted lengths{kLengths};
  Random random(mix(generator.seed(), Stream::kQuery, number));
  Query query;
  query.number = number;
  const std::size_t count = lengths.pick(random) + 1;
  std::vector<std::string> words;
  Article article;
  while (words.size() < count) {
    article = generator.article(random.next() % articles);
    words = content_words(article.title + ". " + article.body);
  }
  const bool in_a_row = random.per_mille(kInARow);
  std::size_t at = random.below(words.size() - count + 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& word = words[in_a_row ? at++ : random.below(words.size())];
    if (i > 0) query.words += ' ';
    query.words += random.per_mille(kAnotherForm) ? generator.lexicon().another_form(word, random) : word;
  }
  choose_filter(query, article, random);
  return query;
}

std::string to_line(const Query& query) {
  std::array<char, 32> id = {};
  std::snprintf(id.data(), id.size(), "q%05llu", static_cast<unsigned long long>(query.number));
  return std::string(id.data()) + "\t" + query.words + "\t" + query.year + "\t" + query.topic + "\t" + query.event;
}

}  // namespace tarsach::corpus::synth
