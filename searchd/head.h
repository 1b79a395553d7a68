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
#include <vector>

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

/// A head that has passed inspect_head(), read no further than is needed to decide whether it is let in (door.h).
class Outline {
 public:
  explicit Outline(std::string_view head);

  [[nodiscard]] std::string_view method() const { return method_; }
  [[nodiscard]] std::string_view path() const { return path_; }    // still percent-encoded
  [[nodiscard]] std::string_view query() const { return query_; }  // without the "?"
  /// The values of that header, whose name is in lower case, in their order.
  [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;

 private:
  std::string_view method_, path_, query_, headers_;
};

}  // namespace tarsach::searchd
