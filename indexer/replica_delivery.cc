#include "indexer/replica_delivery.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "base/shell_word.h"
#include "indexer/replica_child.h"
#include "indexer/replica_copy.h"
#include "indexer/replica_session.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxOthers = 20;  // as many --link-dest as rsync takes
constexpr std::chrono::seconds kGreetingTime{120};
constexpr std::chrono::seconds kCopyTime{7 * 24 * 3600};  // rsync's own --timeout ends it when nothing moves
constexpr std::chrono::seconds kCheckTime{3600};          // about 5 s a GB

constexpr int kNoSuchProgram = 127;
constexpr int kSshFailed = 255;

std::vector<fs::path> newest_generations(const schema::IndexDir& index) {
  std::vector<fs::path> folders;
  if (const auto generations = index.generations())
    for (const std::uint64_t generation : *generations) folders.push_back(index.generation_path(generation));
  std::ranges::reverse(folders);
  return folders;
}

/// What the replica's program said last, or why it said nothing.
template <typename Answer>
Result<Answer> hear(Child& session, std::chrono::seconds most, Result<Answer> (*decode)(std::string_view)) {
  const auto line = session.hear(most);
  if (line) return decode(*line);
  if (line.error().code != ErrorCode::kUnavailable) return tl::unexpected(line.error());
  const int status = session.end();
  if (status == kSshFailed) return fail(ErrorCode::kUnavailable, "ssh could not connect, or lost the connection");
  if (status == kNoSuchProgram)
    return fail(ErrorCode::kUnavailable, "there is no ssh here, or no tarsach-indexer on the replica",
                "try: ssh HOST tarsach-indexer --version");
  return fail(ErrorCode::kInternal, "tarsach-indexer accept on the replica ended with status " + std::to_string(status),
              "are both programs of one version?");
}

/// "Total bytes sent: 123" → 123
std::uint64_t number_in(const std::string& line) {
  std::uint64_t number = 0;
  const auto begin = line.find_first_of("0123456789");
  if (begin != std::string::npos) std::from_chars(line.data() + begin, line.data() + line.size(), number);
  return number;
}

/// The bytes that went over.
Result<std::uint64_t> run_rsync(const std::vector<std::string>& words) {
  TARSACH_TRY(Child rsync, Child::start(words));
  std::uint64_t sent = 0;
  auto line = rsync.hear(kCopyTime);
  for (; line; line = rsync.hear(kCopyTime))
    if (line->starts_with("Total bytes sent:")) sent = number_in(*line);
  const int status = rsync.end();
  if (status == 0) return sent;
  if (status == kNoSuchProgram) return fail(ErrorCode::kUnavailable, "there is no rsync here", "install it");
  return fail(ErrorCode::kUnavailable, "rsync ended with status " + std::to_string(status),
              "what it said stands above; the next run goes on where this one ended");
}

}  // namespace

Result<Delivery> deliver_to_folder(const Consignment& consignment, const fs::path& folder) {
  TARSACH_TRY(const Replica replica, Replica::open(folder));
  Delivery delivery;
  TARSACH_TRY(delivery.standing, replica.consider(offer_of(consignment.manifest), consignment.direction));
  const std::uint64_t generation = consignment.manifest.generation;
  if (delivery.standing == Standing::kMissing) {
    TARSACH_TRY(const fs::path incoming, replica.make_incoming(generation));
    TARSACH_TRY(const Copied copied, copy_generation({.from = consignment.folder,
                                                      .manifest = consignment.manifest,
                                                      .to = incoming,
                                                      .others = newest_generations(replica.index()),
                                                      .bytes_per_second = consignment.kib_per_second * 1024}));
    delivery.bytes_copied = copied.bytes;
  }
  Wishes wishes;
  wishes.keep = consignment.keep;
  wishes.direction = consignment.direction;
  TARSACH_TRY(delivery.acceptance, replica.accept(generation, wishes));
  return delivery;
}

std::vector<std::string> session_words(const Consignment& consignment, const Target& target) {
  std::vector<std::string> words = ssh_words(target, consignment.ssh_config);
  // ssh hands its words to the shell of the other machine as one line.
  std::string line = "tarsach-indexer accept --session --keep " + std::to_string(consignment.keep) + " " +
                     shell_word("--index=" + target.path);
  if (consignment.direction == Direction::kAny) line += " --allow-older";
  words.insert(words.end(), {"--", ssh_destination(target), line});
  return words;
}

std::vector<std::string> rsync_words(const Consignment& consignment, const Target& target,
                                     const std::vector<std::string>& others) {
  // Checksums, not times, tell what is there: equal files of two generations were written at different times. Without
  // -s the path would go through the shell of the other machine. Of what differs, compression sends less than half.
  std::vector<std::string> words = {"rsync",
                                    "--recursive",
                                    "--checksum",
                                    "--compress",
                                    "-s",
                                    "--delete",
                                    "--partial",
                                    "--stats",
                                    "--no-human-readable",
                                    "--timeout",
                                    "600",
                                    "--rsh",
                                    rsync_shell(ssh_words(target, consignment.ssh_config))};
  if (consignment.kib_per_second > 0) words.push_back("--bwlimit=" + std::to_string(consignment.kib_per_second));
  for (std::size_t i = 0; i < std::min(others.size(), kMaxOthers); ++i)
    words.push_back("--link-dest=../../generations/" + others[i]);
  words.insert(words.end(), {"--", consignment.folder.string() + "/",
                             rsync_destination(target, "incoming/" + consignment.folder.filename().string())});
  return words;
}

Result<Delivery> deliver_over_ssh(const Consignment& consignment, const Target& target) {
  TARSACH_TRY(Child session, Child::start(session_words(consignment, target)));
  // A program that ended before it was spoken to has said why.
  (void)session.say(encode(offer_of(consignment.manifest)));
  TARSACH_TRY(const Invitation invitation, hear(session, kGreetingTime, decode_invitation));
  Delivery delivery;
  delivery.standing = invitation.standing;
  if (invitation.standing == Standing::kMissing) {
    TARSACH_TRY(delivery.bytes_copied, run_rsync(rsync_words(consignment, target, invitation.others)));
  }
  (void)session.say(copied_line());
  TARSACH_TRY(delivery.acceptance, hear(session, kCheckTime, decode_acceptance));
  return delivery;
}

}  // namespace tarsach::indexer
