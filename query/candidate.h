// A word that may be meant by one that was typed.
#pragma once

#include <string>

namespace tarsach::query {

struct Candidate {
  std::string form;  // normalised, as in the list of the index's words
  /// -ln of how probable it is that `form` was meant and this was typed. 0 is certain; an official transliteration
  /// about 0, a second-choice letter 0.7, a rare one 2, a slip of a neighbouring key 3.5, any other edit 5.
  double cost = 0;

  bool operator==(const Candidate&) const = default;
};

}  // namespace tarsach::query
