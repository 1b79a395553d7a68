#include "indexer/replica_commands.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <vector>

#include "indexer/progress.h"
#include "indexer/replica_delivery.h"
#include "indexer/replica_session.h"
#include "text/analyzer.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
using schema::IndexDir;
namespace {

Direction direction_of(const Settings& settings) {
  return settings.allow_older ? Direction::kAny : Direction::kForward;
}

/// Whether `inner` is `outer` or inside of it, by whatever name.
bool is_within(const fs::path& inner, const fs::path& outer) {
  std::error_code error;
  const fs::path relative = fs::weakly_canonical(inner, error).lexically_relative(fs::weakly_canonical(outer, error));
  return (!error && !relative.empty() && *relative.begin() != "..") || fs::equivalent(inner, outer, error);
}

Result<std::vector<Target>> targets_of(const Settings& settings) {
  std::vector<Target> targets;
  for (const std::string& text : settings.targets) {
    TARSACH_TRY(Target target, parse_target(text));
    if (!target.is_remote() && is_within(target.path, settings.index))
      return fail(ErrorCode::kUsage, "--to " + text + " is the index itself, or within it",
                  "build publishes there by itself; a replica is another folder");
    targets.push_back(std::move(target));
  }
  return targets;
}

Result<Consignment> consignment_of(const Settings& settings, const IndexDir& index) {
  auto generation = static_cast<std::uint64_t>(settings.generation);
  if (generation == 0) {
    TARSACH_TRY(generation, index.current());
  }
  Consignment consignment;
  std::error_code error;
  consignment.folder = fs::absolute(index.generation_path(generation), error);
  auto manifest = schema::read_manifest(consignment.folder);
  if (!manifest && manifest.error().code == ErrorCode::kNotFound)
    return fail(ErrorCode::kUnavailable, "there is no generation " + std::to_string(generation),
                "tarsach-indexer status --index " + index.path().string() + " lists what there is");
  if (!manifest) return tl::unexpected(manifest.error());
  consignment.manifest = *std::move(manifest);
  TARSACH_CHECK(schema::check_versions(consignment.manifest, text::kAnalysisVersion, index.path()));
  consignment.keep = static_cast<std::uint64_t>(settings.keep);
  consignment.direction = direction_of(settings);
  consignment.kib_per_second = static_cast<std::uint64_t>(settings.bandwidth);
  consignment.ssh_config = settings.ssh_config;
  return consignment;
}

std::string text_of(const Acceptance& acceptance) {
  const bool was_it = acceptance.before == acceptance.generation;
  const std::string before = acceptance.before && !was_it ? " (it was " + std::to_string(*acceptance.before) + ")" : "";
  return "generation " + std::to_string(acceptance.generation) + (was_it ? " was current already" : " is current") +
         before;
}

std::string text_of(const Delivery& delivery, const Consignment& consignment, double seconds) {
  if (delivery.standing != Standing::kMissing) return text_of(delivery.acceptance);
  std::uint64_t bytes = 0;
  for (const schema::FileEntry& file : consignment.manifest.files) bytes += file.bytes;
  std::array<char, 32> time{};
  std::snprintf(time.data(), time.size(), "%.1f s", seconds);
  return text_of(delivery.acceptance) + ": " + readable_bytes(delivery.bytes_copied) + " of " + readable_bytes(bytes) +
         " copied, " + time.data();
}

/// The exit status.
int deliver(const Consignment& consignment, const Target& target, const std::string& name) {
  const auto start = std::chrono::steady_clock::now();
  const Result<Delivery> delivery =
      target.is_remote() ? deliver_over_ssh(consignment, target) : deliver_to_folder(consignment, target.path);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (delivery) {
    std::printf("%s: %s\n", name.c_str(), text_of(*delivery, consignment, seconds.count()).c_str());
    std::fflush(stdout);
    return 0;
  }
  Error error = delivery.error();
  error.message = name + ": " + error.message;
  std::fprintf(stderr, "%s\n", describe(error).c_str());
  return exit_status(error.code);
}

}  // namespace

Result<int> run_publish(const Settings& settings) {
  TARSACH_TRY(const IndexDir index, IndexDir::open(settings.index));
  TARSACH_TRY(const std::vector<Target> targets, targets_of(settings));
  TARSACH_TRY(const Consignment consignment, consignment_of(settings, index));
  int first_failure = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const int status = deliver(consignment, targets[i], settings.targets[i]);
    if (first_failure == 0) first_failure = status;
  }
  return first_failure;
}

Result<int> run_accept(const Settings& settings) {
  Wishes wishes;
  wishes.keep = static_cast<std::uint64_t>(settings.keep);
  wishes.direction = direction_of(settings);
  if (settings.session) {
    ::signal(SIGPIPE, SIG_IGN);  // who talked with us may be gone; what was begun is ended all the same
    const auto acceptance = serve_session(settings.index, wishes, std::cin, std::cout);
    return acceptance ? 0 : exit_status(acceptance.error().code);
  }
  TARSACH_TRY(const Replica replica, Replica::open(settings.index));
  auto generation = static_cast<std::uint64_t>(settings.generation);
  if (generation == 0) {
    TARSACH_TRY(generation, replica.newest_incoming());
  }
  TARSACH_TRY(const Acceptance acceptance, replica.accept(generation, wishes));
  std::printf("%s\n", text_of(acceptance).c_str());
  return 0;
}

}  // namespace tarsach::indexer
