// Any bytes as a request: the frame, then the HTTP library, then a handler that sees what came of it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "searchd/head.h"
#include "searchd/limits.h"
#include "searchd/protocol.h"

using namespace tarsach::searchd;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

Response handle(const Request& request) {
  require(request.refusal || request.path.starts_with('/'));
  return {.content_type = kJson, .body = request.path + request.query};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Protocol protocol(handle);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto head = inspect_head(bytes);
  require(head.bytes <= size);
  require(!head.refusal || head.last);
  if (head.bytes == 0 && !head.refusal) {
    require(size <= kMaxHeadBytes);
    return 0;
  }
  Arrival arrival;
  arrival.head = bytes.substr(0, head.bytes);
  arrival.refusal = head.refusal;
  arrival.last = head.last;
  const auto answer = protocol.exchange(arrival);
  require(answer.bytes.starts_with("HTTP/1.1 "));
  require(!head.last || !answer.keep_alive);
  return 0;
}
