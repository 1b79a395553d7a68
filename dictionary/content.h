// What the engine's dictionary says of the words: lemmas by form, lemmas by stem, relatives.
//
//   text::encode_dictionary(make_content(paradigms))
#pragma once

#include <vector>

#include "dictionary/paradigms.h"
#include "text/dictionary_file.h"

namespace tarsach::dictionary {

[[nodiscard]] text::DictionaryContent make_content(const std::vector<Paradigm>& paradigms);

}  // namespace tarsach::dictionary
