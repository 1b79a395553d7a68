#include "indexer/article_list.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/packed.h"
#include "schema/terms.h"

namespace tarsach::indexer {
namespace {

constexpr std::string_view kMagic = "TarsachA";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kLeastBytesEach = 1 + 4 * sizeof(std::uint64_t);

void write(PackedWriter& writer, const Digest& digest) {
  writer.fixed(digest.first);
  writer.fixed(digest.second);
}

Digest read_digest(PackedReader& reader) {
  const std::uint64_t first = reader.fixed();
  return {first, reader.fixed()};
}

void write(PackedWriter& writer, const std::optional<std::vector<std::string>>& values) {
  writer.number(values ? values->size() + 1 : 0);
  if (!values) return;
  for (const std::string& value : *values) writer.text(value);
}

tl::unexpected<Error> damaged(const char* what) {
  return fail(ErrorCode::kBadData, std::string("the list of articles is damaged: ") + what, "build the index again");
}

}  // namespace

std::string encode_articles(const ArticleList& list) {
  PackedWriter writer(kMagic, kVersion);
  writer.fixed(list.key.first);
  writer.fixed(list.key.second);
  writer.number(list.changes);
  writer.number(list.articles.size());
  for (const KnownArticle& article : list.articles) {
    writer.text(article.id);
    write(writer, article.content);
    write(writer, article.raw);
  }
  return std::move(writer).take();
}

Result<ArticleList> decode_articles(std::string_view bytes) {
  PackedReader reader(bytes, kMagic, kVersion);
  ArticleList list;
  list.key.first = reader.fixed();
  list.key.second = reader.fixed();
  list.changes = reader.number();
  const std::size_t count = reader.count(kLeastBytesEach);
  list.articles.reserve(count);
  for (std::size_t i = 0; i < count && reader.fine(); ++i) {
    const std::string_view id = reader.text(bytes.size());
    if (i > 0 && id <= list.articles.back().id) return damaged("an id is not in its place");
    const Digest content = read_digest(reader);
    list.articles.push_back({std::string(id), content, read_digest(reader)});
  }
  if (!reader.at_end()) return damaged("it is cut short, too long, or of another version");
  return list;
}

KnownArticles::KnownArticles(const ArticleList& list) : list_(list) {
  by_raw_.reserve(list.articles.size());
  for (const KnownArticle& article : list.articles) by_raw_.emplace(article.raw, &article);
}

const KnownArticle* KnownArticles::by_id(std::string_view id) const {
  const auto found = std::ranges::lower_bound(list_.articles, id, {}, &KnownArticle::id);
  return found == list_.articles.end() || found->id != id ? nullptr : &*found;
}

const KnownArticle* KnownArticles::by_raw(const Digest& raw) const {
  const auto found = by_raw_.find(raw);
  return found == by_raw_.end() ? nullptr : found->second;
}

Digest content_digest(const DigestKey& key, const corpus::Article& article) {
  PackedWriter writer("", 0);
  for (const std::string* text :
       {&article.id, &article.title, &article.body, &article.url, &article.source, &article.author, &article.language})
    writer.text(*text);
  writer.text(schema::pack_date(article.date));
  write(writer, article.events);
  write(writer, article.topics);
  writer.number(article.page_dates.size());
  for (const schema::Date& date : article.page_dates) writer.text(schema::pack_date(date));
  return digest(key, std::move(writer).take());
}

RawDigests raw_digests(const DigestKey& key, const corpus::RawArticle& raw) {
  const Digest bytes = digest(key, raw.bytes);
  PackedWriter writer(raw.format, 0);
  write(writer, bytes);
  const std::string anywhere = std::move(writer).take();
  return {digest(key, anywhere), digest(key, anywhere + raw.default_id)};
}

}  // namespace tarsach::indexer
