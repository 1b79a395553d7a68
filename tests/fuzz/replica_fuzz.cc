// What stands behind --to, and what the other side of a session says: any bytes are understood or refused, and no
// target becomes an option of ssh or rsync.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/replica_session.h"
#include "indexer/replica_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach::indexer;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto target = parse_target(text); target && target->is_remote()) {
    if (target->path.empty() || ssh_destination(*target).front() == '-') std::abort();
    const auto strange = target->host.find_first_of(" '\"$`;&|<>()\\\n/");
    if (strange != std::string::npos) std::abort();
  }
  if (const auto offer = decode_offer(text))
    if (decode_offer(encode(*offer))->generation != offer->generation) std::abort();
  if (const auto invitation = decode_invitation(text))
    for (const std::string& other : invitation->others)
      if (other.find_first_not_of("0123456789") != std::string::npos) std::abort();
  if (const auto acceptance = decode_acceptance(text))
    if (decode_acceptance(encode(*acceptance))->before != acceptance->before) std::abort();
  return 0;
}
