#include "searchd/page_parts.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kEncoded = 3;  // "%D0"

/// Whether a percent-encoded letter of U+0400–U+04FF stands here: D0–D3, then 80–BF.
bool is_encoded_cyrillic(std::string_view text) {
  const auto is_one_of = [](std::string_view all, char c) { return all.find(c) != std::string_view::npos; };
  return text.size() >= 2 * kEncoded && text.starts_with("%D") && is_one_of("0123", text[2]) && text[3] == '%' &&
         is_one_of("89AB", text[4]);
}

/// A browser encodes Cyrillic letters by itself; left as they are, an address has a third of its length.
std::string readable(std::string_view address) {
  std::string text;
  while (!address.empty()) {
    if (is_encoded_cyrillic(address)) {
      text += percent_decode(address.substr(0, 2 * kEncoded), Plus::kAsItIs).value_or("");
      address.remove_prefix(2 * kEncoded);
    } else if (address.starts_with("%20")) {
      text += '+';
      address.remove_prefix(kEncoded);
    } else {
      text += address.front();
      address.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace

std::string address_of(const Search& search) {
  const auto query = to_query_string(search, Endpoint::kPage);
  return query.empty() ? "/search" : "/search?" + query;
}

Html link_to(const Search& search) {
  Search plain = search;
  plain.request.facet_limit = query::Request{}.facet_limit;
  return escape(readable(address_of(plain)));
}

Html link_to(Search search, FromPage from) {
  if (from == FromPage::kFirst) search.page = 1;
  return link_to(search);
}

Html link_to_all_values(Search search) {
  search.request.facet_limit = query::kMaxFacetLimit;
  search.page = 1;
  return escape(readable(address_of(search)));
}

Html link_to_article(const Search& search, const std::string& id) {
  Search article = empty_search(search);
  article.id = id;
  article.request.query = search.request.query;
  return escape(readable("/article?" + to_query_string(article, Endpoint::kArticle)));
}

Html link_to_event(const Search& search, const std::string& id) {
  const auto* const language = language_of(search) == Language::kEnglish ? "&ui=en" : "";
  return escape("/event?id=" + readable(percent_encode(id)) + language);
}

}  // namespace tarsach::searchd
