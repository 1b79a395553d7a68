// A bilingual dictionary as the table that is looked up when a query is expanded: words normalised as the analyzer
// does it, brackets and reflexive particles off, and each translation with its share.
//
//   encode_translations(translation_table(articles))
#pragma once

#include <span>
#include <vector>

#include "dictionary/freedict.h"
#include "text/translations.h"

namespace tarsach::dictionary {

/// A word has the more of its headword's share, the more meanings it translates; those of one meaning are alike.
/// Function words of English are left out.
[[nodiscard]] std::vector<text::Headword> translation_table(std::span<const Article> articles);

}  // namespace tarsach::dictionary
