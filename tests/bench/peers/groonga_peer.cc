// Groonga: its command line makes the database, from commands as its tutorial shows them; its own server answers
// (groonga_dialect.h asks it).
#include <filesystem>

#include "tests/bench/peers/plain_peer.h"

namespace peers {
namespace {

// Words between anything but letters and digits. TokenPattern("[\\p{L}\\p{N}]+") of 13.0 loses a text's last word.
constexpr const char* kTables = R"(
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer 'TokenDelimit("pattern", "[^\\\\p{L}\\\\p{N}]+")' --normalizer NormalizerNFKC150
table_create Years TABLE_HASH_KEY ShortText
table_create Events TABLE_HASH_KEY ShortText
table_create Topics TABLE_HASH_KEY ShortText
table_create Articles TABLE_NO_KEY
column_create Articles id COLUMN_SCALAR ShortText
column_create Articles title COLUMN_SCALAR ShortText
column_create Articles body COLUMN_SCALAR|COMPRESS_LZ4 Text
column_create Articles url COLUMN_SCALAR ShortText
column_create Articles date COLUMN_SCALAR ShortText
column_create Articles year COLUMN_SCALAR Years
column_create Articles events COLUMN_VECTOR Events
column_create Articles topics COLUMN_VECTOR Topics
)";
// After the articles, as its documentation advises for speed.
constexpr const char* kIndexes = R"(
column_create Terms title COLUMN_INDEX|WITH_POSITION Articles title
column_create Terms body COLUMN_INDEX|WITH_POSITION Articles body
column_create Years articles COLUMN_INDEX Articles year
column_create Events articles COLUMN_INDEX Articles events
column_create Topics articles COLUMN_INDEX Articles topics
)";

void index(const char* articles, const char* folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  FILE* groonga = popen(("groonga -n '" + std::string(folder) + "/db'").c_str(), "w");
  if (groonga == nullptr) stop("cannot start groonga");
  const auto say = [groonga](const std::string& text) { std::fwrite(text.data(), 1, text.size(), groonga); };
  say(kTables + std::string("load --table Articles\n[\n"));
  const char* separator = "";
  for_each_article(articles, [&](const Json& article) {
    Json row;
    for (const char* column : {"id", "title", "body", "url", "date", "events", "topics"})
      row[column] = article.at(column);
    row["year"] = article.at("date").get<std::string>().substr(0, 4);
    say(separator + row.dump());
    separator = ",\n";
  });
  say("\n]\n" + std::string(kIndexes));
  if (pclose(groonga) != 0) stop("groonga failed");
}

}  // namespace

const Kind kGroonga = {"groonga", index, nullptr, nullptr};

}  // namespace peers
