// Articles that are about the same as one: by the words that tell what it is about (query/key_words.h), by the events
// and topics that they share. In its own language, and in the other one by translations and names.
//
//   TARSACH_TRY(const Similar similar, engine->similar({.id = "varna-2018-1", .limit = 5}, deadline));
//   similar.same_language.front().title
//
// Neither the article itself is among them nor a copy of it: the same text under another id. How the weights were
// chosen: docs/decisions/0010-similar-articles.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/request.h"

namespace tarsach::query {

class Session;
class Watch;

inline constexpr std::size_t kMaxSimilar = 50;

struct SimilarRequest {
  std::string id;
  std::size_t limit = 10;  // of each list; 1 to kMaxSimilar
};

/// The best first. A hit's marks are its whole title and the beginning of its body, with nothing marked; its score is
/// from 0 to 1, comparable within a list.
struct Similar {
  std::vector<Hit> same_language = {};   // of its language, or of none that is known
  std::vector<Hit> other_language = {};  // where both languages are known
  IndexState index = {};
};

/// kUsage, beginning with the parameter's name.
[[nodiscard]] Result<void> check(const SimilarRequest& request);

/// The request has passed check(). Throws Xapian::Error.
[[nodiscard]] Result<Similar> find_similar(Session& session, std::uint32_t document, std::size_t limit, Watch& watch);

}  // namespace tarsach::query
