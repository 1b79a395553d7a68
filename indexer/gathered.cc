#include "indexer/gathered.h"

#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "schema/index_dir.h"
#include "schema/spelling_index.h"
#include "schema/word_list.h"

namespace tarsach::indexer {

void Gathered::title(std::string_view, std::span<const text::Word> title_words) {
  words.next_document();
  words.add_title(title_words);
}

void Gathered::body(std::string_view text, std::span<const text::Word> body_words) { words.add_body(text, body_words); }

void Gathered::merge(Gathered&& other) { words.merge(std::move(other.words)); }

Result<QueryFigures> write_query_files(Gathered&& gathered, std::uint64_t documents,
                                       const std::filesystem::path& folder) {
  const std::vector<schema::IndexWord> words = gathered.words.take(documents);
  std::string bytes = schema::encode_words(words);
  TARSACH_CHECK(write_file_durably(folder / schema::kWordsName, bytes));
  TARSACH_TRY(const schema::WordList list, schema::WordList::parse(std::move(bytes)));
  TARSACH_CHECK(write_file_durably(folder / schema::kSpellingName, schema::encode_spelling(list)));
  return QueryFigures{words.size(), gathered.words.forgotten()};
}

}  // namespace tarsach::indexer
