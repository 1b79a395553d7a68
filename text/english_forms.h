// English words as they may stand in a dictionary, where a stem is too rough: „organization“ and „organ“ share one.
//
//   base_forms("elections")    {"elections", "election"}
//   base_forms("held")         {"held", "hold"}                    text/data/irregular_english.h
//   base_forms("stopped")      {"stopped", "stopp", "stop", "stoppe"}     some of them are no words
//   base_forms("colours")      {"colours", "colors", "colour", "color"}   American spelling beside the British one
//
// Rules: R. Quirk et al., "A Comprehensive Grammar of the English Language", §§ 3.3–3.20 and 5.73–5.103.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tarsach::text {

/// The word itself first; candidates, not all of which are words. Of a lower-case word.
[[nodiscard]] std::vector<std::string> base_forms(std::string_view word);

}  // namespace tarsach::text
