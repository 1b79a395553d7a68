// The frame of a request, checked on its raw bytes before the HTTP library sees them: where the head ends, that it is
// small, clean and unambiguous, and that nothing follows it but the next request. Only requests without a body are
// served, so a head that announces one (and could smuggle a second request) is refused and the connection closed.
//
//   Head head = inspect_head("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /ne");
//   head.bytes == 27; !head.refusal; !head.last
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "searchd/problem_code.h"

namespace tarsach::searchd {

struct Head {
  std::size_t bytes = 0;               // length with its empty line; 0: incomplete, read on (unless refused)
  std::optional<ProblemCode> refusal;  // may come before the head is complete
  bool last = false;                   // the connection must be closed after the answer
};

/// Looks at what a connection has sent so far. Linear in its length, which the caller keeps below
/// kMaxHeadBytes + one read.
[[nodiscard]] Head inspect_head(std::string_view received);

}  // namespace tarsach::searchd
