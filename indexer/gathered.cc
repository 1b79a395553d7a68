#include "indexer/gathered.h"

#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "indexer/counts.h"
#include "indexer/suggestions.h"
#include "schema/index_dir.h"
#include "schema/spelling_index.h"
#include "schema/word_list.h"

namespace tarsach::indexer {

void Gathered::title(const corpus::Article& article, std::span<const text::Word> title_words) {
  words.next_document();
  words.add_title(title_words);
  titles.add(article, title_words);
  if (phrasing == Phrasing::kLeave) return;
  phrases.next_document();
  phrases.add(article.title, title_words);
}

void Gathered::body(std::string_view text, std::span<const text::Word> body_words) {
  words.add_body(text, body_words);
  if (phrasing == Phrasing::kCount) phrases.add(text, body_words);
}

void Gathered::end_batch() {
  if (phrasing == Phrasing::kCount) phrases.end_batch();
}

void Gathered::merge(Gathered&& other) {
  words.merge(std::move(other.words));
  phrases.merge(std::move(other.phrases));
  titles.merge(std::move(other.titles));
}

void Gathered::subtract(const Gathered& other) {
  words.subtract(other.words);
  titles.subtract(other.titles);
}

Gathered Gathered::again(Counts&& counts) {
  Gathered gathered(Phrasing::kLeave);
  for (CountedWord& word : counts.words) gathered.words.add(std::move(word));
  gathered.words.add_forgotten(counts.forgotten);
  for (TitleRow& row : counts.titles) gathered.titles.add(std::move(row));
  gathered.titles.add_events(counts.events);
  gathered.titles.add_topics(counts.topics);
  return gathered;
}

Counts Gathered::take() && {
  Counts counts;
  counts.forgotten = words.forgotten();
  counts.words = words.take();
  counts.titles = titles.take_rows();
  counts.events = titles.events();
  counts.topics = titles.topics();
  if (phrasing == Phrasing::kCount) counts.phrases = phrases.take(kMostPhrases);
  return counts;
}

Result<QueryFigures> write_query_files(const Counts& counts, const GatheredFrom& from,
                                       const std::filesystem::path& folder) {
  TARSACH_CHECK(write_file_durably(folder / kCountsName, encode_counts(counts)));
  const std::vector<schema::IndexWord> words = index_words(counts.words, from.documents);
  std::string bytes = schema::encode_words(words);
  TARSACH_CHECK(write_file_durably(folder / schema::kWordsName, bytes));
  TARSACH_TRY(const schema::WordList list, schema::WordList::parse(std::move(bytes)));
  TARSACH_CHECK(write_file_durably(folder / schema::kSpellingName, schema::encode_spelling(list)));
  text::Analyzer analyzer(from.dictionary);
  TARSACH_CHECK(write_file_durably(folder / schema::kSuggestionsName,
                                   make_suggestions(counts, words, *from.vocabulary, analyzer)));
  return QueryFigures{words.size(), counts.forgotten};
}

}  // namespace tarsach::indexer
