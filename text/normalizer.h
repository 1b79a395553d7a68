// One word as it was written → the form under which it is known.
//
//   normalize("Tръмп")     "тръмп"    the Latin T that looks like Т; lower case
//   normalize("дóбрата")   "добрата"  stress marks off; ѝ is и; й is always й
//   normalize("е\u00ADзик") "език"    soft hyphens and zero-width characters off; NFKC
//
// Idempotent: a normalised form stays as it is. Never throws; broken bytes and separators are left out.
#pragma once

#include <string>
#include <string_view>

#include "text/analyzer.h"

namespace tarsach::text {

struct NormalForm {
  std::string form;
  Script script = Script::kOther;
};

/// `word` is what the tokenizer found: letters, digits, marks, and the hyphens, dots and apostrophes within.
[[nodiscard]] NormalForm normalize(std::string_view word);

}  // namespace tarsach::text
