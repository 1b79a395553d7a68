#include "indexer/regather.h"

#include "indexer/document_files.h"
#include "schema/record.h"

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

Result<void> gather_again(const std::filesystem::path& folder, std::span<const std::uint32_t> docids,
                          text::Analyzer& analyzer, Gathered& gathered) {
  TARSACH_TRY(const DocumentFiles files, DocumentFiles::open(folder));
  schema::RecordReader records(files.records());
  for (const std::uint32_t docid : docids) {
    TARSACH_TRY(const schema::RecordView record, records.read(docid));
    const corpus::Article article = article_of(record);
    gathered.title(article, analyzer.analyze(article.title));
    gathered.body(article.body, analyzer.analyze(article.body));
  }
  return {};
}

}  // namespace tarsach::indexer
