// What a generation remembers of the articles that it was made of, so that the next `update` can tell what is new,
// changed or gone: the file `articles` of a generation, which only the indexer reads.
//
//   ArticleList list{DigestKey::random()};
//   list.articles.push_back({"act-1#0", digest(list.key, packed(article)), digest(list.key, raw)});
//   write_file_durably(folder / kArticlesName, encode_articles(list));
//
// On disk (indexer/packed.h): the key, the changes since the last full build, and for each article, in the order of
// ids, its id and its two digests. Sizes: 16 + 16 bytes an article and its id.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "corpus/article.h"
#include "corpus/reader.h"

namespace tarsach::indexer {

inline constexpr const char* kArticlesName = "articles";  // in the folder of a generation

struct KnownArticle {
  std::string id;
  Digest content;  // of the article as it was read, before anything was worked out
  Digest raw;      // of the bytes that it was read from: the same bytes need not be read again

  bool operator==(const KnownArticle&) const = default;
};

struct ArticleList {
  DigestKey key;
  std::uint64_t changes = 0;           // new, changed and gone articles of all updates since the last full build
  std::vector<KnownArticle> articles;  // sorted by id, none twice
};

[[nodiscard]] std::string encode_articles(const ArticleList& list);
/// kBadData for what encode_articles() has not written.
[[nodiscard]] Result<ArticleList> decode_articles(std::string_view bytes);

/// Finds the articles of a list, which must outlive it.
class KnownArticles {
 public:
  explicit KnownArticles(const ArticleList& list);
  /// nullptr: there is none.
  [[nodiscard]] const KnownArticle* by_id(std::string_view id) const;
  [[nodiscard]] const KnownArticle* by_raw(const Digest& raw) const;

 private:
  const ArticleList& list_;
  std::unordered_map<Digest, const KnownArticle*, DigestHash> by_raw_;
};

/// Of all that an article's document depends on.
[[nodiscard]] Digest content_digest(const DigestKey& key, const corpus::Article& article);

/// Of what an article is read from. One that gives its id itself is the same wherever it stands.
struct RawDigests {
  Digest anywhere;
  Digest here;  // of an article that has its id from its place

  /// The one that goes with an article of this id.
  [[nodiscard]] const Digest& of(std::string_view id, std::string_view default_id) const {
    return id == default_id ? here : anywhere;
  }
};
[[nodiscard]] RawDigests raw_digests(const DigestKey& key, const corpus::RawArticle& raw);

}  // namespace tarsach::indexer
