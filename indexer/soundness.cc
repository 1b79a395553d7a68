#include "indexer/soundness.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "base/mapped_file.h"
#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/spelling_index.h"
#include "schema/suggestion_list.h"
#include "schema/terms.h"
#include "schema/word_list.h"
#include "schema/xapian_try.h"
#include "text/dictionary.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
using schema::Field;
using schema::xapian_try;
namespace {

tl::unexpected<Error> unsound(const fs::path& path, const std::string& what) {
  return fail(ErrorCode::kBadData, path.string() + ": " + what, "build the index again");
}

/// Of a file that could not be opened: that the system refuses it is no damage.
tl::unexpected<Error> unsound(const fs::path& path, const Error& error) {
  if (error.code == ErrorCode::kInternal) return tl::unexpected(error);
  return unsound(path, error.message);
}

Result<void> check_count(const Xapian::Database& database, const fs::path& path, std::uint64_t documents) {
  if (database.get_doccount() == documents) return {};
  return unsound(
      path, "holds " + std::to_string(database.get_doccount()) + " documents, expected " + std::to_string(documents));
}

Result<void> check_trees(const fs::path& path) {
  std::ostringstream output;
  TARSACH_TRY(const std::size_t errors,
              xapian_try("checking the database", [&] { return Xapian::Database::check(path.string(), 0, &output); }));
  if (errors == 0) return {};
  const std::string told = output.str();
  return unsound(path, std::to_string(errors) + " errors in its B-trees: " + told.substr(0, told.find('\n')));
}

/// Shard beside shard: each needs a processor and no other shard.
Result<void> check_all_trees(DatabasePaths databases) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&]() -> Result<void> {
    for (std::size_t shard = next++; shard < databases.size(); shard = next++) {
      TARSACH_CHECK(check_trees(databases[shard]));
    }
    return {};
  };
  const std::size_t count = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, databases.size());
  std::vector<std::future<Result<void>>> threads;
  for (std::size_t i = 1; i < count; ++i) threads.push_back(std::async(std::launch::async, work));
  Result<void> result = work();
  for (auto& thread : threads)
    if (auto done = thread.get(); !done) result = std::move(done);
  return result;
}

Result<void> check_words(const fs::path& path, std::uint64_t documents) {
  const auto words = schema::WordList::open(path);
  if (!words) return unsound(path, words.error());
  std::string_view before;
  for (schema::WordList::Number word = 0; word < words->size(); ++word) {
    const std::string_view form = words->form(word);
    if (form <= before) return unsound(path, "'" + std::string(form) + "' is not in its place");
    const bool counted = words->documents(word) > 0 && words->documents(word) <= documents;
    if (!counted)
      return unsound(path, "'" + std::string(form) + "' in " + std::to_string(words->documents(word)) + " of " +
                               std::to_string(documents) + " documents");
    before = form;
  }
  return {};
}

/// The same words always give the same file.
Result<void> check_spelling(const fs::path& path, const fs::path& words_path) {
  TARSACH_TRY(const schema::WordList words, schema::WordList::open(words_path));
  TARSACH_TRY(const MappedFile spelling, MappedFile::open(path));
  if (spelling.bytes() == schema::encode_spelling(words)) return {};
  return unsound(path, "it is not that of its list of words");
}

/// On each shelf the heaviest stand first; names have an id and nothing else has one.
Result<void> check_suggestions(const fs::path& path) {
  const auto list = schema::SuggestionList::open(path);
  if (!list) return unsound(path, list.error());
  for (const schema::Shelf shelf : schema::kShelves) {
    const auto entries = list->on(shelf);
    for (auto entry = entries.begin; entry < entries.end; ++entry) {
      const std::string text(list->text(entry));
      const bool is_named = !list->id(entry).empty();
      if (text.empty() || schema::shelf_of(list->kind(entry)) != shelf || is_named != (shelf == schema::Shelf::kNames))
        return unsound(path, "'" + text + "' is not what it is said to be");
      if (entry > entries.begin && list->weight(entry) > list->weight(entry - 1))
        return unsound(path, "'" + text + "' is not in its place");
    }
  }
  return {};
}

/// A generation need not have one.
Result<void> check_dictionary(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return {};
  if (const auto dictionary = text::Dictionary::open(path); !dictionary) return unsound(path, dictionary.error());
  return {};
}

/// A Result within a Result, as xapian_try() gives it for an action that can fail by itself.
Result<void> flatten(Result<Result<void>> result) {
  if (!result) return tl::unexpected(std::move(result).error());
  return *result;
}

}  // namespace

Result<void> check_databases(DatabasePaths databases, std::uint64_t documents) {
  return flatten(xapian_try("checking the database", [&]() -> Result<void> {
    const Xapian::Database whole = schema::open_databases(databases).whole;
    TARSACH_CHECK(check_count(whole, databases.front(), documents));
    return check_all_trees(databases);
  }));
}

Result<void> check_query_files(const fs::path& folder, std::uint64_t documents) {
  TARSACH_CHECK(check_words(folder / schema::kWordsName, documents));
  TARSACH_CHECK(check_spelling(folder / schema::kSpellingName, folder / schema::kWordsName));
  TARSACH_CHECK(check_suggestions(folder / schema::kSuggestionsName));
  return check_dictionary(folder / text::kDictionaryName);
}

Result<void> check_article(DatabasePaths databases, const std::string& id) {
  return flatten(xapian_try("looking for an article", [&]() -> Result<void> {
    if (schema::open_databases(databases).whole.term_exists(schema::term(Field::kId, id))) return {};
    return unsound(databases.front(), "article '" + id + "' is not in it");
  }));
}

Result<std::uint64_t> count_lost(DatabasePaths before, DatabasePaths after) {
  return xapian_try("comparing with the current generation", [&] {
    const Xapian::Database old_database = schema::open_databases(before).whole;
    const Xapian::Database new_database = schema::open_databases(after).whole;
    const std::string prefix(schema::row(Field::kId).prefix);
    Xapian::TermIterator found = new_database.allterms_begin(prefix);
    const Xapian::TermIterator end = new_database.allterms_end(prefix);
    std::uint64_t lost = 0;
    for (Xapian::TermIterator id = old_database.allterms_begin(prefix); id != old_database.allterms_end(prefix); ++id) {
      if (found != end) found.skip_to(*id);
      if (found == end || *found != *id) ++lost;
    }
    return lost;
  });
}

}  // namespace tarsach::indexer
