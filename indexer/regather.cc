#include "indexer/regather.h"

#include <string>

#include "schema/databases.h"
#include "schema/record.h"
#include "schema/xapian_try.h"

namespace tarsach::indexer {
namespace {

corpus::Article article_of(const schema::RecordView& record) {
  corpus::Article article;
  article.title = record.title;
  article.body = record.body;
  article.date = record.date;
  article.events.emplace(record.events.begin(), record.events.end());
  article.topics.emplace(record.topics.begin(), record.topics.end());
  return article;
}

}  // namespace

Result<void> gather_again(std::span<const std::filesystem::path> paths, std::span<const std::uint32_t> docids,
                          text::Analyzer& analyzer, Gathered& gathered) {
  auto result = schema::xapian_try("reading articles that are gone", [&]() -> Result<void> {
    const Xapian::Database database = schema::open_databases(paths).whole;
    for (const std::uint32_t docid : docids) {
      const std::string bytes = database.get_document(docid).get_data();
      TARSACH_TRY(const schema::RecordView record, schema::decode(bytes));
      const corpus::Article article = article_of(record);
      gathered.title(article, analyzer.analyze(article.title));
      gathered.body(article.body, analyzer.analyze(article.body));
    }
    return {};
  });
  if (!result) return tl::unexpected(std::move(result).error());
  return std::move(*result);
}

}  // namespace tarsach::indexer
