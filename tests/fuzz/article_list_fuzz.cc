// The list of the articles of a generation: any bytes are read or refused, and what is read is written the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/article_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach::indexer;
  const auto list = decode_articles({reinterpret_cast<const char*>(data), size});
  if (!list) return 0;
  const KnownArticles known(*list);
  for (const KnownArticle& article : list->articles)
    if (known.by_id(article.id) != &article || known.by_raw(article.raw) == nullptr) std::abort();
  const auto again = decode_articles(encode_articles(*list));
  if (!again || again->articles != list->articles) std::abort();
  return 0;
}
