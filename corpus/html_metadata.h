// What an HTML page says of itself, from Open Graph, JSON-LD (schema.org), Dublin Core and <title>.
#pragma once

#include <string>

#include "corpus/html_tree.h"
#include "schema/date.h"

namespace tarsach::corpus {

struct HtmlMetadata {
  std::string title;        // without the site's name
  bool sure_title = false;  // more than <title> says so
  std::string url;
  std::string source;
  std::string author;
  std::string language;
  schema::Date published;
};

inline constexpr std::size_t kMaxJsonLdBytes = 256 * 1024;

[[nodiscard]] HtmlMetadata read_metadata(const HtmlTree& tree);

/// "Среща във Варна" from „Среща във Варна | Морски клъстер“, when the site's name is known or a bar parts them.
[[nodiscard]] std::string without_site(const std::string& title, const std::string& site);

}  // namespace tarsach::corpus
