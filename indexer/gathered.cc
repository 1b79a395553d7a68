#include "indexer/gathered.h"

#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "indexer/suggestions.h"
#include "schema/index_dir.h"
#include "schema/spelling_index.h"
#include "schema/word_list.h"

namespace tarsach::indexer {

void Gathered::title(const corpus::Article& article, std::span<const text::Word> title_words) {
  words.next_document();
  words.add_title(title_words);
  phrases.next_document();
  phrases.add(article.title, title_words);
  titles.add(article, title_words);
}

void Gathered::body(std::string_view text, std::span<const text::Word> body_words) {
  words.add_body(text, body_words);
  phrases.add(text, body_words);
}

void Gathered::merge(Gathered&& other) {
  words.merge(std::move(other.words));
  phrases.merge(std::move(other.phrases));
  titles.merge(std::move(other.titles));
}

Result<QueryFigures> write_query_files(Gathered&& gathered, const GatheredFrom& from,
                                       const std::filesystem::path& folder) {
  const std::vector<schema::IndexWord> words = gathered.words.take(from.documents);
  std::string bytes = schema::encode_words(words);
  TARSACH_CHECK(write_file_durably(folder / schema::kWordsName, bytes));
  TARSACH_TRY(const schema::WordList list, schema::WordList::parse(std::move(bytes)));
  TARSACH_CHECK(write_file_durably(folder / schema::kSpellingName, schema::encode_spelling(list)));
  text::Analyzer analyzer(from.dictionary);
  const std::string suggestions =
      make_suggestions(std::move(gathered.titles), std::move(gathered.phrases), words, *from.vocabulary, analyzer);
  TARSACH_CHECK(write_file_durably(folder / schema::kSuggestionsName, suggestions));
  return QueryFigures{words.size(), gathered.words.forgotten()};
}

}  // namespace tarsach::indexer
