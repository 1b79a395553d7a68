// What an answer has in its body, before the headers around it are known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/json.h"
#include "searchd/facts.h"

namespace tarsach::searchd {

struct Body {
  std::string_view type;  // media type, a constant
  std::string text;
  Facts facts = {};
  std::optional<query::Ending> ending = {};  // of JSON that tells whose answer it is: still to be added
};

}  // namespace tarsach::searchd
